/** A slow line: the page is there before its script. What somebody types meanwhile stays. */
import { expect, test } from '../support/e2e.ts';

test('what is typed before the script arrives stays', async ({ page, demo }) => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/_app/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`/j/${demo.code}`, { waitUntil: 'commit' });
  await page.getByLabel('Ihr Name').fill('Frieda Feldweg');
  await page.getByLabel('Organisation').fill('Kulturscheune Beispielhain');
  await page.getByLabel('Kleingruppe').selectOption({ index: 2 });
  const chosen = await page.getByLabel('Kleingruppe').inputValue();
  release();
  // The note that waits on the wall takes the name as soon as the script runs.
  await expect(page.locator('.note').filter({ hasText: 'Ihre erste Notiz' })).toContainText('Frieda Feldweg');
  await expect(page.getByLabel('Ihr Name')).toHaveValue('Frieda Feldweg');
  await expect(page.getByLabel('Organisation')).toHaveValue('Kulturscheune Beispielhain');
  await expect(page.getByLabel('Kleingruppe')).toHaveValue(chosen);
});

test('a code typed before the script arrives leads on', async ({ page, demo }) => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/_app/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByLabel('Code eingeben').fill(demo.code);
  release();
  await expect(page.getByRole('button', { name: 'Dunkle Darstellung' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.getByLabel('Code eingeben')).toHaveValue(
    new RegExp(`^${demo.code.slice(0, 3)} ?${demo.code.slice(3)}$`)
  );
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await expect(page.getByLabel('Ihr Name')).toBeVisible();
});

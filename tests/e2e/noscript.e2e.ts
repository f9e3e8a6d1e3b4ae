/** Public pages and every form that opens the door work without JavaScript. */
import { expect, test } from '../support/e2e.ts';

test.use({ javaScriptEnabled: false });

test('a visitor reads what is public', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Gemeinsam');
  await page.getByRole('link', { name: 'Nachhaltige Dorfentwicklung' }).click();
  await expect(page.getByRole('heading', { name: 'Nachhaltige Dorfentwicklung' })).toBeVisible();
  await page.goto('/cards?q=obstwiesen');
  await expect(page.getByRole('link', { name: 'Otto Obstwiese', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Tarek Testmann', exact: true })).toHaveCount(0);
});

test('somebody joins with code and name', async ({ page, demo }) => {
  await page.goto('/');
  await page.getByLabel('Code eingeben').fill(demo.code.replace(/(\d{3})/, '$1 '));
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await page.getByLabel('Ihr Name').fill('Bruno Beispiel');
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await page.waitForURL(/\/w\//);
  await expect(page.getByText('Was soll unser Bündnis zuerst anpacken?')).toBeVisible();
});

test('a wrong code, a name of spaces: a sentence says what to do, and what was typed stays', async ({
  page,
  demo
}) => {
  await page.goto('/');
  await page.getByLabel('Code eingeben').fill('12 34');
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await expect(page.getByText('Der Code hat sechs Ziffern.')).toBeVisible();
  await page.goto(`/j/${demo.code === '135791' ? '135792' : '135791'}`);
  await expect(page.getByText(/gibt es nicht/)).toBeVisible();
  await page.goto(`/j/${demo.code}`);
  await page.getByLabel('Ihr Name').fill('   ');
  await page.getByLabel('Organisation').fill('Dorfladen Musterdorf eG');
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await expect(page.getByText(/Bitte nennen Sie einen Namen/)).toBeVisible();
  await expect(page.getByLabel('Organisation')).toHaveValue('Dorfladen Musterdorf eG');
});

test('the language changes by a form', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'Join in' })).toBeVisible();
});

test('a stranger signs up for an AG from its page, changes that, and sees nothing of the workshop', async ({
  page
}) => {
  await page.goto('/ags');
  await page.locator('main a[href^="/ags/"]').first().click();
  await page.waitForURL(/\/ags\/[0-9a-f-]+/);
  await page.getByLabel('Ihr Name').fill('Paula Probe');
  await page.getByRole('radio', { name: 'Informiert bleiben' }).check({ force: true });
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await expect(page.getByText('Sie bleiben informiert').first()).toBeVisible();
  // Signing up opens no board: its address leads to the door.
  const workshops = await page.request.get('/workshops');
  const [board] = /\/w\/[0-9a-f-]{36}/.exec(await workshops.text()) ?? [];
  if (board) {
    await page.goto(board);
    await expect(page).toHaveURL(/\/j/);
  }
  await page.goBack();
  await page.getByText('Beteiligung ändern').click();
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await expect(page.getByRole('button', { name: 'Eintragen' })).toBeVisible();
});

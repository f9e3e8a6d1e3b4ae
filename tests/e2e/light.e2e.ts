/** What a participant's phone has to load: one phase's view, and the next one when it begins. */
import {
  connection,
  enter,
  fillBoard,
  joinByCode,
  makeWorkshop,
  note,
  openBoard
} from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';
import { scriptBytes } from '../support/scriptBytes.ts';

/** Issue 4: script over the wire of a participant's board, kB. */
const MOST_KB = 150;

test('a board needs little script, and a phase brings its view when it begins', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Leichte Dorfwerkstatt', groups: 0 });
  await fillBoard(
    demo.url,
    code,
    Array.from({ length: 50 }, (_, n) => `Vorschlag Nummer ${n}.`)
  );
  const lotte = await enter(browser, 'Lotte', { home: demo.url, problems, phone: true });
  const { page, context } = lotte;
  await joinByCode(lotte, code);

  const bytes = await scriptBytes(page, async () => {
    await page.reload();
    await expect(note(page, 'Vorschlag Nummer 49.')).toBeVisible();
    await expect(connection(page)).toHaveText(/Verbunden/);
  });
  expect(bytes).toBeGreaterThan(50_000);
  expect(Math.round(bytes / 1000), 'kB of script').toBeLessThanOrEqual(MOST_KB);

  await test.step('what is tapped before the script has come is done when it is there', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await context.route('**/_app/immutable/**/*.js', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Notiz schreiben', exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    arrive();
    await expect(page.getByRole('dialog', { name: 'Neue Notiz' })).toBeVisible();
    await page.keyboard.press('Escape');
    await context.unroute('**/_app/immutable/**/*.js');
  });

  await test.step('a view that does not come is said, and comes by asking again', async () => {
    await context.route('**/_app/immutable/**/*.js', (route) => route.abort());
    await openBoard(hedda, url);
    await hedda.page.getByRole('button', { name: 'Weiter: Clustern' }).click();
    await expect(page.getByText('Diese Ansicht ließ sich nicht laden.')).toBeVisible();
    await context.unroute('**/_app/immutable/**/*.js');
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await expect(page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
    await expect(connection(page)).toHaveText(/Verbunden/);
  });
  expect(problems).toEqual([]);
  await context.close();
  await hedda.context.close();
});

/** A board too large to come with its page: fetched packed, shown whole, and said plainly when it does not come. */
import { connection, enter, fillBoard, joinByCode, makeWorkshop, note } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

const NOTES = 260;

test('a large board is fetched once, and comes when the line is back', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code } = await makeWorkshop(hedda, { title: 'Große Dorfwerkstatt', groups: 0 });
  await fillBoard(
    demo.url,
    code,
    Array.from({ length: NOTES }, (_, n) => `Vorschlag Nummer ${n}.`)
  );

  const lotte = await enter(browser, 'Lotte', { home: demo.url, problems, phone: true });
  const { page, context } = lotte;
  await joinByCode(lotte, code);
  await expect(note(page, 'Vorschlag Nummer 259.')).toBeVisible();

  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/rooms/')) fetched.push(request.url());
  });
  await page.reload();
  await expect(note(page, 'Vorschlag Nummer 259.')).toBeVisible();
  await expect(connection(page)).toHaveText(/Verbunden/);
  expect(fetched).toHaveLength(1);

  await context.route(/\/api\/rooms\//, (route) => route.abort());
  await page.reload();
  await expect(page.getByText('Die Pinnwand ließ sich nicht laden.')).toBeVisible();
  await context.unroute(/\/api\/rooms\//);
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await expect(note(page, 'Vorschlag Nummer 259.')).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
  await hedda.context.close();
});

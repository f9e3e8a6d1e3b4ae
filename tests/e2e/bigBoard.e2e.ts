/** A board too large to come with its page: fetched packed, shown whole, and said plainly when it does not come. */
import { randomUUID } from 'node:crypto';
import { connection, enter, joinByCode, note } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt, postJson } from '../support/people.ts';

const NOTES = 260;
/** What one person may send at once. */
const AT_ONCE = 55;

test('a large board is fetched once, and comes when the line is back', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  await hedda.page.goto('/workshops/new');
  await hedda.page.getByLabel('Titel').fill('Große Dorfwerkstatt');
  await hedda.page.getByLabel('Anzahl Kleingruppen').fill('0');
  await hedda.page.getByRole('button', { name: 'Workshop anlegen' }).click();
  await hedda.page.waitForURL(/\/manage$/);
  const code = ((await hedda.page.getByLabel(/^Code(\s\d){6}$/).textContent()) ?? '').replace(/\D/g, '');

  for (let written = 0; written < NOTES; written += AT_ONCE) {
    const writer = await joinAt(demo.url, code, `Schreibt ${written}`);
    const numbers = Array.from({ length: Math.min(AT_ONCE, NOTES - written) }, (_, i) => written + i);
    const answers = await Promise.all(
      numbers.map((n) =>
        postJson(writer, `/api/rooms/${writer.room}/commands`, {
          command: {
            id: randomUUID(),
            type: 'note.add',
            noteId: randomUUID(),
            body: `Vorschlag Nummer ${n}.`
          }
        })
      )
    );
    expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
  }

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

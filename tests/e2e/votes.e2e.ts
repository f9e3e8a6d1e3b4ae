/** Two votes in one workshop: on notes with one dot each, then on topics; both are kept, and taken along as a table file. */
import { readFile } from 'node:fs/promises';
import { enter, joinByCode, makeWorkshop, note, openBoard, pin, type Actor } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

const plus = ({ page }: Actor, what: string) => page.getByRole('button', { name: `Punkt kleben: ${what}` });
const minus = ({ page }: Actor, what: string) =>
  page.getByRole('button', { name: `Punkt zurücknehmen: ${what}` });

test('a workshop votes on notes, then on topics, and keeps both results', async ({ browser, demo }) => {
  test.setTimeout(120_000);
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home: demo.url, problems, phone: true });
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  const { page } = hedda;
  await page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Zwei Abstimmungen', groups: 0 });

  await test.step('a vote on notes is prepared on the manage page', async () => {
    const panel = page.getByRole('region', { name: 'Abstimmungen' });
    await expect(panel.getByText('Noch keine Abstimmung.')).toBeVisible();
    await panel.getByRole('button', { name: 'Neue Abstimmung' }).click();
    const dialog = page.getByRole('dialog', { name: 'Neue Abstimmung' });
    await dialog.getByLabel('Frage').fill('Welche Idee zuerst?');
    await dialog.getByLabel('Worauf wird geklebt?').selectOption('Alle Notizen');
    await dialog.getByLabel('Punkte pro Person').fill('1');
    await expectNoViolations(page, 'preparing');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await expect(panel.getByRole('heading', { name: 'Welche Idee zuerst?' })).toBeVisible();
    await expect(panel).toContainText('Alle Notizen · 1 Punkt pro Person');
  });

  await test.step('it opens with its phase, and one dot is one dot', async () => {
    await joinByCode(lotte, code);
    await joinByCode(otto, code);
    await pin(lotte.page, '=Bus nach 19 Uhr');
    await pin(otto.page, 'Werkstatt im leeren Hof');
    await openBoard(hedda, url);
    await page.getByRole('button', { name: 'Weiter: Clustern' }).click();
    await note(page, 'Bus nach 19 Uhr').getByRole('checkbox').check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Neuer Schwerpunkt' }).click();
    await page.getByLabel('Name des Schwerpunkts').fill('Mobilität');
    await page.getByRole('button', { name: 'Anlegen' }).click();
    await expect(page.getByRole('region', { name: 'Schwerpunkt Mobilität' })).toBeVisible();
    await page.getByRole('button', { name: 'Weiter: Gewichten' }).click();

    await expect(lotte.page.getByRole('heading', { name: 'Welche Idee zuerst?' })).toBeVisible();
    await plus(lotte, 'Werkstatt im leeren Hof').click();
    await expect(plus(lotte, '=Bus nach 19 Uhr')).toBeDisabled();
    await expectNoViolations(lotte.page, 'ballot on a phone');
    await minus(lotte, 'Werkstatt im leeren Hof').click();
    await plus(lotte, '=Bus nach 19 Uhr').click();
    await expect(lotte.page.getByText('Gespeichert')).toBeVisible();
    await plus(otto, '=Bus nach 19 Uhr').click();
    await expect(page.getByText('2 von 3 Personen haben geklebt.').first()).toBeVisible();
    await expect(page.getByText(/2 Punkte/)).toHaveCount(0);
  });

  await test.step('closed, the result is the facilitator’s; then everybody’s', async () => {
    await page.getByRole('button', { name: 'Abstimmung schließen' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Abstimmung schließen' }).click();
    await expect(lotte.page.getByRole('heading', { name: 'Die Punkte sind geklebt' })).toBeVisible();
    const result = page.getByRole('region', { name: 'Welche Idee zuerst?' });
    await expect(result.getByRole('listitem').first()).toContainText('=Bus nach 19 Uhr');
    await expect(lotte.page.getByText('100 %')).toHaveCount(0);
    await page.getByRole('button', { name: 'Ergebnis allen zeigen' }).click();
    const seen = lotte.page.getByRole('region', { name: 'Welche Idee zuerst?' });
    await expect(seen.getByRole('listitem').first()).toContainText('2Punkte');
    await expect(seen.getByRole('listitem').first()).toContainText('1 Punkt von Ihnen');
    await expect(seen).toContainText('2 von 3 Personen haben 2 Punkte geklebt.');
    await expectNoViolations(page, 'result');
  });

  await test.step('a second vote, on topics; the first one stays', async () => {
    await page.getByRole('button', { name: 'Neue Abstimmung' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('button', { name: 'Abstimmung öffnen' }).click();
    await plus(lotte, 'Mobilität').click();
    await plus(lotte, 'Mobilität').click();
    await expect(page.getByText('1 von 3 Personen haben geklebt.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Abstimmung schließen' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Abstimmung schließen' }).click();
    await page.getByRole('button', { name: 'Ergebnis allen zeigen' }).click();
    const topics = otto.page.getByRole('region', { name: 'Das ist uns am wichtigsten' });
    await expect(topics.getByRole('listitem').first()).toContainText('Mobilität');
    const earlier = otto.page.getByRole('region', { name: 'Frühere Abstimmungen' });
    await earlier.getByRole('button', { name: 'Welche Idee zuerst?' }).click();
    const first = otto.page.getByRole('region', { name: 'Welche Idee zuerst?' });
    await expect(first.getByRole('listitem').first()).toContainText('=Bus nach 19 Uhr');
  });

  await test.step('both as a table file, for the moderation only', async () => {
    const all = page.getByRole('region', { name: 'Abstimmungen' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      all.getByRole('link', { name: 'Als CSV' }).click()
    ]);
    expect(download.suggestedFilename()).toBe('Abstimmungen Zwei Abstimmungen.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text.startsWith('\ufeffAbstimmung;Platz;')).toBe(true);
    const rows = text
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(';').slice(0, 7));
    expect(rows.slice(1)).toEqual([
      // What somebody typed is no formula.
      ['Welche Idee zuerst?', '1', "'=Bus nach 19 Uhr", '2', '100', '2', '3'],
      ['Was ist Ihnen am wichtigsten?', '1', 'Mobilität', '2', '100', '1', '3']
    ]);
    const refused = await otto.page.request.get(`${url}/votes.csv`);
    expect(refused.status()).toBe(403);
  });

  expect(problems).toEqual([]);
  for (const { context } of [hedda, lotte, otto]) await context.close();
});

/** Quick polls: a facilitator asks in any phase, people answer on what they have, all see the result when they are to. */
import type { Locator, Page } from '@playwright/test';
import { choose, enter, joinByCode, makeWorkshop, openBoard } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

/** What the survey before the example workshop asked, and the three areas that most people named. */
const SURVEY = 'In welchen Bereichen möchten Sie enger zusammenarbeiten?';
const AREAS = [
  'Dorf-/Stadt-/Regionalentwicklung',
  'Klima & Umwelt',
  'Demokratie, Partizipation & Engagement',
  'Kultur, Bildung & Soziales'
];

const menu = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true });
const row = (desk: Locator, question: string) => desk.getByRole('listitem').filter({ hasText: question });
const question = (page: Page, text: string) =>
  page.getByRole('dialog').getByRole('region', { name: text, exact: true });
/** Opens what the line under the bar brings. */
const answerNow = (page: Page) => page.getByRole('button', { name: 'Antworten', exact: true }).click();

test('people are asked, answer, change it, and see the result when they are to', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Auftakt Revier', groups: 0 });

  await test.step('the survey of interests is prepared on the desk', async () => {
    const panel = hedda.page.getByRole('region', { name: 'Umfragen' });
    await panel.getByRole('button', { name: 'Neue Umfrage' }).click();
    await expect(panel.getByLabel('Frage', { exact: true })).toBeFocused();
    await panel.getByRole('button', { name: 'Jetzt fragen' }).click();
    await expect(panel.getByText('Schreiben Sie bitte die Frage.')).toBeVisible();
    await panel.getByLabel('Frage', { exact: true }).fill(SURVEY);
    await panel.getByLabel('Antwort 1', { exact: true }).focus();
    for (const [at, area] of AREAS.entries()) {
      const field = panel.getByLabel(`Antwort ${at + 1}`, { exact: true });
      await expect(field).toBeFocused();
      await field.fill(area);
      if (at < AREAS.length - 1) await field.press('Enter');
    }
    await panel.getByRole('switch', { name: 'Mehrere Antworten möglich' }).check();
    await expectNoViolations(hedda.page, 'editor');
    await panel.getByRole('button', { name: 'Für später merken' }).click();
    await expect(row(panel, SURVEY)).toContainText('vorbereitet');
  });

  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  await joinByCode(ida, code);
  await openBoard(hedda, url);
  const desk = hedda.page.getByRole('dialog', { name: 'Umfragen' });

  await test.step('it comes to whoever is free as a sheet, and never over what one is typing', async () => {
    const text = otto.page.getByRole('textbox', { name: 'Text der Notiz' });
    await text.fill('Ein halber Satz');
    await choose(hedda.page, menu(hedda.page), 'Umfragen');
    await row(desk, SURVEY).getByRole('button', { name: 'Fragen' }).click();
    await expect(question(ida.page, SURVEY)).toBeVisible();
    await expectNoViolations(ida.page, 'question on a phone');
    await expect(otto.page.getByText('Eine Frage an alle', { exact: true })).toBeVisible();
    await expect(otto.page.getByRole('dialog')).toHaveCount(0);
    await expect(text).toHaveValue('Ein halber Satz');
  });

  await test.step('several choices: by thumb, by keyboard, changed until the end', async () => {
    await question(ida.page, SURVEY).getByRole('button', { name: 'Abschicken' }).click();
    await expect(ida.page.getByText('Bitte geben Sie zuerst eine Antwort.')).toBeVisible();
    for (const area of AREAS.slice(0, 2))
      await question(ida.page, SURVEY).getByRole('checkbox', { name: area }).check();
    await ida.page.getByRole('button', { name: 'Abschicken' }).click();
    await expect(question(ida.page, SURVEY)).toContainText('Ihre Antwort ist da');
    await expect(question(ida.page, SURVEY)).toContainText('Das Ergebnis sehen Sie, wenn');

    await otto.page.getByRole('button', { name: 'Antworten', exact: true }).focus();
    await otto.page.keyboard.press('Enter');
    await expect(otto.page.getByRole('heading', { name: 'Eine Frage an alle' })).toBeFocused();
    await question(otto.page, SURVEY).getByRole('checkbox', { name: AREAS[2] }).press('Space');
    await question(otto.page, SURVEY).getByRole('button', { name: 'Abschicken' }).press('Enter');
    await expect(question(otto.page, SURVEY).locator('[data-done]')).toBeFocused();
    await question(otto.page, SURVEY).getByRole('button', { name: 'Antwort ändern' }).click();
    await expect(question(otto.page, SURVEY).getByRole('checkbox', { name: AREAS[2] })).toBeFocused();
    await question(otto.page, SURVEY).getByRole('checkbox', { name: AREAS[0] }).press('Space');
    await otto.page.getByRole('button', { name: 'Abschicken' }).click();
    await otto.page.keyboard.press('Escape');
    await expect(row(desk, SURVEY)).toContainText('2 von 2 haben geantwortet');
  });

  await test.step('ended: everybody sees bars, numbers and the table; with its answers it stays as it was', async () => {
    await row(desk, SURVEY).getByRole('button', { name: 'Beenden' }).click();
    await expect(desk.getByText('2 von 2 haben geantwortet, beendet um')).toBeVisible();
    await expect(question(ida.page, SURVEY).getByText('Ihre Antwort', { exact: true })).toHaveCount(2);
    await expect(otto.page.getByText('Das Ergebnis ist da:', { exact: true })).toBeVisible();
    await otto.page.getByRole('button', { name: 'Ansehen' }).click();
    await question(otto.page, SURVEY).getByText('Als Tabelle').click();
    const table = otto.page.getByRole('table', { name: SURVEY });
    const first = table.getByRole('row', { name: AREAS[0] });
    await expect(first.getByRole('cell')).toHaveText(['2', '100 %']);
    await expect(table.getByRole('row', { name: AREAS[3] }).getByRole('cell')).toHaveText(['0', '0 %']);
    await expectNoViolations(otto.page, 'result');
    await otto.page.keyboard.press('Escape');
    await ida.page.keyboard.press('Escape');
    await expect(otto.page.getByText('Das Ergebnis ist da:', { exact: true })).toHaveCount(0);
    await desk.getByRole('button', { name: 'Alle Umfragen' }).click();
    await choose(hedda.page, row(desk, SURVEY).getByRole('button', { name: /mehr$/ }), 'Bearbeiten');
    await expect(desk.getByText('Es gibt schon Antworten.')).toBeVisible();
    await expect(desk.getByLabel('Frage', { exact: true })).toHaveAttribute('readonly');
    await desk.getByRole('button', { name: 'Abbrechen' }).click();
  });

  await test.step('one choice and a scale, live', async () => {
    await desk.getByRole('button', { name: 'Neue Umfrage' }).click();
    await desk.getByLabel('Frage', { exact: true }).fill('Online oder vor Ort?');
    await desk.getByLabel('Antwort 1', { exact: true }).fill('Online');
    await desk.getByLabel('Antwort 2', { exact: true }).fill('Vor Ort');
    await desk.getByRole('switch', { name: /^Ergebnis erst am Ende/ }).uncheck();
    await desk.getByRole('button', { name: 'Jetzt fragen' }).click();
    await question(ida.page, 'Online oder vor Ort?').getByRole('radio', { name: 'Vor Ort' }).check();
    await ida.page.getByRole('button', { name: 'Abschicken' }).click();
    await expect(question(ida.page, 'Online oder vor Ort?').getByRole('listitem').nth(1)).toContainText(
      '100 %'
    );

    await desk.getByRole('button', { name: 'Neue Umfrage' }).click();
    await desk.getByRole('radio', { name: 'Skala' }).check();
    await desk.getByLabel('Frage', { exact: true }).fill('Wie zuversichtlich sind Sie?');
    await desk.getByLabel('1 heißt').fill('gar nicht');
    await desk.getByLabel('5 heißt').fill('sehr');
    await desk.getByRole('switch', { name: /^Ergebnis erst am Ende/ }).uncheck();
    await desk.getByRole('button', { name: 'Jetzt fragen' }).click();
    // She has the sheet open already: the second question stands in it below the first.
    await question(ida.page, 'Wie zuversichtlich sind Sie?').getByRole('radio', { name: '4' }).check();
    await ida.page.getByRole('button', { name: 'Abschicken' }).click();
    await answerNow(otto.page);
    await question(otto.page, 'Wie zuversichtlich sind Sie?').getByRole('radio', { name: '5, sehr' }).check();
    await question(otto.page, 'Wie zuversichtlich sind Sie?')
      .getByRole('button', { name: 'Abschicken' })
      .click();
    await expect(question(ida.page, 'Wie zuversichtlich sind Sie?')).toContainText('im Mittel 4,5 von 5');
  });

  await test.step('words: counted however they are written, and one taken off the screens', async () => {
    await desk.getByRole('button', { name: 'Neue Umfrage' }).click();
    await desk.getByRole('radio', { name: 'Wörter' }).check();
    await desk.getByLabel('Frage', { exact: true }).fill('Ein Wort zum Tag');
    await desk.getByRole('switch', { name: /^Ergebnis erst am Ende/ }).uncheck();
    await desk.getByRole('button', { name: 'Jetzt fragen' }).click();
    const idas = question(ida.page, 'Ein Wort zum Tag');
    await idas.getByLabel('Ihre Wörter').fill('Rückenwind');
    await idas.getByLabel('Ihre Wörter').press('Enter');
    await expect(idas.getByRole('button', { name: 'Rückenwind entfernen' })).toBeVisible();
    await idas.getByLabel('Ihre Wörter').fill('  lust auf  mehr');
    await idas.getByRole('button', { name: 'Abschicken' }).click();
    const ottos = question(otto.page, 'Ein Wort zum Tag');
    await ottos.getByLabel('Ihre Wörter').fill('rückenwind');
    await ottos.getByLabel('Ihre Wörter').press('Enter');
    await ottos.getByLabel('Ihre Wörter').fill('Blödsinn');
    await ottos.getByRole('button', { name: 'Abschicken' }).click();
    await expect(idas.getByRole('listitem').filter({ hasText: 'Rückenwind' })).toContainText('2 mal');
    const rude = idas.getByRole('listitem').filter({ hasText: 'Blödsinn' });
    await expect(rude).toBeVisible();
    await row(desk, 'Ein Wort zum Tag').getByRole('button', { name: 'Ergebnis' }).click();
    await desk.getByText('Als Tabelle').click();
    await desk.getByRole('button', { name: '„Blödsinn“ ausblenden' }).click();
    await expect(rude).toHaveCount(0);
    await expect(idas).toContainText('4 Wörter von 2 Personen');
    await expectNoViolations(hedda.page, 'words on the desk');
  });

  await test.step('a late-comer finds what is open; the results go out as a table', async () => {
    await desk.getByRole('button', { name: 'Beenden' }).click();
    await ida.page.reload();
    await expect(ida.page.getByText('Sie haben geantwortet:')).toBeVisible();
    const late = await enter(browser, 'Karl Kranich', { home: demo.url, problems });
    await joinByCode(late, code);
    await expect(late.page.getByText('und noch eine Umfrage')).toBeVisible();
    await expect(late.page.getByRole('dialog')).toHaveCount(0);
    await late.context.close();
    const csv = await hedda.page.request.get(`${url}/polls.csv`);
    expect(await csv.text()).toContain(`${SURVEY};${AREAS[0]};2;2\r\n`);
    expect(csv.headers()['content-disposition']).toContain('attachment');
    expect((await otto.page.request.get(`${url}/polls.csv`)).status()).toBe(403);
  });

  expect(problems).toEqual([]);
  for (const { context } of [hedda, otto, ida]) await context.close();
});

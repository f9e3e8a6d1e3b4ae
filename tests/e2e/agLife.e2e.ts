/** What goes on in an AG after it was founded: its coordination dates, reports and shares, the others read along. */
import { newId } from '../../src/lib/util/newId.ts';
import { connection, enter, makeWorkshop } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { PDF } from '../support/files.ts';
import { joinAt, request } from '../support/people.ts';

test('an AG meets, reports, shares out its work and is asked', async ({ browser, demo }) => {
  test.setTimeout(90_000);
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home: demo.url, problems, phone: true });
  const { page: desk } = hedda;
  const { page } = lotte;

  // An AG of a workshop of its own.
  await desk.goto(demo.facilitatorLink);
  const { code } = await makeWorkshop(hedda, { title: 'Leben einer AG', groups: 0 });
  const { room } = await joinAt(demo.url, code, 'Otto');
  const topicId = newId();
  const workingGroupId = newId();
  for (const command of [
    { type: 'topic.add', topicId, title: 'Höfe' },
    { type: 'topic.promote', topicId, workingGroupId, title: 'Höfe öffnen', purpose: 'Leere Höfe füllen.' }
  ]) {
    const answer = await hedda.context.request.post(`/api/rooms/${room}/commands`, {
      data: { command: { id: newId(), ...command } },
      headers: { origin: demo.url }
    });
    expect(answer.status()).toBe(200);
  }
  const ag = `/ags/${workingGroupId}`;

  // A meeting every week across the change to summer time, refused once, then made.
  await desk.goto(ag);
  await desk.getByRole('link', { name: 'Treffen anlegen' }).click();
  await desk.getByLabel('Worum geht es?').fill('Zwei erste Vorhaben');
  await desk.getByLabel('Tag', { exact: true }).fill('2040-03-25');
  await desk.getByLabel('Von', { exact: true }).fill('02:30');
  await desk.getByRole('button', { name: 'Speichern' }).click();
  await expect(desk.getByText('Diese Uhrzeit gibt es in der Nacht zum 25. März 2040 nicht')).toBeVisible();
  await expectNoViolations(desk, 'the form of a meeting, refused');
  await desk.getByLabel('Tag', { exact: true }).fill('2040-03-20');
  await desk.getByLabel('Von', { exact: true }).fill('18:00');
  await desk.getByLabel('Link zum Videoraum').fill('https://meet.example.org/hof');
  await desk.getByLabel('Wiederholen').selectOption('weekly');
  await desk.getByLabel('Wie oft').fill('2');
  await desk.getByRole('button', { name: 'Speichern' }).click();
  await desk.waitForURL(/\/meetings$/);
  await expect(desk.getByText('Dienstag, 20. März 2040')).toBeVisible();
  await expect(desk.getByText('Dienstag, 27. März 2040, 18:00 bis 19:30 Uhr')).toBeVisible();
  await desk.getByRole('link', { name: 'Ändern: Zwei erste Vorhaben' }).last().click();
  await desk.getByRole('button', { name: 'Treffen absagen' }).click();
  await expect(desk.getByText('abgesagt')).toBeVisible();

  // News: for everybody, and for those inside.
  for (const [title, everybody] of [
    ['Wer kennt leere Höfe?', true],
    ['Nur unter uns', false]
  ] as const) {
    await desk.goto(`${ag}/news/new`);
    await desk.getByLabel('Überschrift').fill(title);
    await desk.getByRole('textbox', { name: 'Text' }).fill('Bitte **melden**.');
    await desk.getByRole('checkbox', { name: /^Für alle/ }).setChecked(everybody);
    await desk.getByRole('button', { name: 'Veröffentlichen' }).click();
    await expect(desk.getByRole('heading', { name: title })).toBeVisible();
  }

  // A stranger sees the dates and what is for everybody, takes the date along, and reads the feed.
  await page.goto(ag);
  await expect(page.getByRole('heading', { name: 'Nächstes Treffen' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Wer kennt leere Höfe?' })).toBeVisible();
  await expect(page.getByText('Nur unter uns')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Zum Raum' })).toHaveCount(0);
  await expectNoViolations(page, 'the page of the AG, on a phone');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'In den Kalender' }).click();
  expect((await download).suggestedFilename()).toMatch(/^AG \d+ 2040-03-20\.ics$/);
  const stranger = { url: demo.url, cookie: '' };
  const feed = await (await request(stranger, `${ag}/feed.atom`)).text();
  expect(feed).toContain('Wer kennt leere Höfe?');
  expect(feed).not.toContain('Nur unter uns');
  const calendar = await request(stranger, `${ag}/calendar.ics`);
  expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(await calendar.text()).toContain('DTSTART;TZID=Europe/Berlin:20400320T180000');

  // Signed up, she sees the room and subscribes to a calendar of her own.
  await page.getByLabel('Ihr Name').fill(lotte.name);
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('lotte@example.org');
  await page.locator('input[name="consent"]').check();
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await expect(page.getByText('Sie arbeiten aktiv mit')).toBeVisible();
  await expect(page.getByText('Nur unter uns')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zum Raum' })).toBeVisible();
  await page.getByRole('link', { name: 'Alle Treffen' }).click();
  await page.getByRole('button', { name: 'Meine Kalenderadresse anlegen' }).click();
  const address = page.getByLabel('Adresse des Kalenders');
  await expect(address).toHaveValue(/\/calendar\.ics\?key=[\w-]{27}$/);
  await expectNoViolations(page, 'the meetings, on a phone');
  const own = await (await request(stranger, await address.inputValue())).text();
  expect(own).toContain('https://meet.example.org/hof');
  expect(own).toContain('STATUS:CANCELLED');

  // Who does what: Hedda notes it, Lotte, whose task it is, ticks it.
  await desk.goto(`${ag}/tasks/new`);
  await desk.getByLabel('Was ist zu tun?').fill('Bürgermeister anrufen');
  await desk.getByLabel('Wer', { exact: false }).selectOption(lotte.name);
  await desk.getByLabel('Bis wann').fill('2040-03-09');
  await desk.getByRole('button', { name: 'Speichern' }).click();
  await expect(desk.getByText('Lotte Löwenzahn, bis 9. März 2040')).toBeVisible();

  // A file among the results, and a board of their own.
  await desk.getByRole('link', { name: 'Etwas teilen' }).click();
  await desk.getByRole('radio', { name: 'Ergebnis' }).check({ force: true });
  await desk.getByLabel('Titel').fill('Liste der Höfe');
  await desk.getByLabel('Datei wählen').setInputFiles({
    name: 'Höfe.pdf',
    mimeType: 'application/pdf',
    buffer: PDF
  });
  await expect(desk.getByRole('button', { name: 'Höfe.pdf entfernen' })).toBeVisible();
  await expectNoViolations(desk, 'the form of something shared');
  await desk.getByRole('button', { name: 'Speichern' }).click();
  await desk.getByRole('button', { name: 'Pinnwand anlegen' }).click();
  await expect(desk.getByRole('button', { name: 'Pinnwand öffnen' })).toBeVisible();
  await expectNoViolations(desk, 'the page of the AG, for its coordination');

  await page.goto(ag);
  await page.getByRole('button', { name: 'Erledigt: Bürgermeister anrufen' }).click();
  await expect(page.getByText('1 erledigte Aufgabe')).toBeVisible();
  const pdf = await lotte.context.request.get(
    (await page.getByRole('link', { name: /Liste der Höfe/ }).getAttribute('href')) ?? ''
  );
  expect(pdf.headers()['content-disposition']).toContain('attachment');
  await page.getByRole('button', { name: 'Pinnwand öffnen' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]+$/);
  await expect(connection(page)).toHaveText(/Verbunden/);

  // A question, which the coordination finds at its desk.
  await page.goto(`${ag}/contact`);
  await page.getByLabel('Ihre Frage').fill('Wann ist das Treffen?');
  await page.getByRole('button', { name: 'Frage absenden' }).click();
  await expect(page.getByRole('heading', { name: 'Ihre Frage ist angekommen' })).toBeVisible();
  await desk.goto(`${ag}/desk/enquiries`);
  await expect(desk.getByText('Wann ist das Treffen?')).toBeVisible();
  await expectNoViolations(desk, 'the questions');
  await desk.getByRole('button', { name: /^Frage von Lotte/ }).click();
  await expect(desk.getByText('Keine offene Frage')).toBeVisible();

  expect(problems).toEqual([]);
  for (const { context } of [hedda, lotte]) await context.close();
});

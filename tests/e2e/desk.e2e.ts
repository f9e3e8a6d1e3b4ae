/**
 * The coordinator's desk: an AG is full, somebody waits and moves up, is ticked, gets a mail, unsubscribes with it, and takes
 * that back; the AG is deleted and its people are told.
 */
import { enter } from '../support/actors.ts';
import { startApp } from '../support/app.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { startSmtp } from '../support/smtp.ts';

test('a coordinator lets somebody move up, writes to them, sees what they will read, and what became of it', async ({
  browser
}) => {
  test.setTimeout(120_000);
  const smtp = await startSmtp();
  const app = await startApp({
    env: { AUFTAKT_DEMO: '1', SMTP_URL: smtp.url, MAIL_FROM: 'Auftakt <auftakt@example.org>' }
  });
  try {
    const problems: string[] = [];
    const paula = await enter(browser, 'Paula Postfach', { home: app.url, problems, phone: true });
    const hedda = await enter(browser, 'Hedda', { home: app.url, problems });
    const { page } = paula;
    const desk = hedda.page;

    await page.goto('/ags');
    await page.locator('main a[href^="/ags/"]').first().click();
    await page.waitForURL(/\/ags\/[0-9a-f-]+$/);
    const ag = page.url();

    // One place, and more than one in it.
    await desk.goto(app.ready.facilitatorLink ?? '');
    await desk.goto(`${ag}/desk/settings`);
    await desk.getByLabel('Plätze').fill('0');
    const save = desk.getByRole('region', { name: 'Wer mitmachen kann' }).getByRole('button');
    await save.click();
    await expect(desk.getByText('Bitte geben Sie eine Zahl von 1 bis 1000 ein')).toBeVisible();
    await desk.getByLabel('Plätze').fill('1');
    await save.click();
    await expect(desk.getByText('1 Platz, besetzt')).toBeVisible();
    await expectNoViolations(desk, 'the settings');
    await page.reload();
    await expect(page.getByText('voll', { exact: true })).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Auf die Warteliste' })).toBeChecked();
    await expectNoViolations(page, 'a full AG');

    await page.getByLabel('Ihr Name').fill(paula.name);
    await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('paula@example.org');
    await page.locator('input[name="consent"]').check();
    await page.getByRole('button', { name: 'Eintragen' }).click();
    await expect.poll(() => smtp.mails.length).toBe(1);
    await page.goto(/https?:\/\/\S+\/ags\/own\/\S+/.exec(smtp.mails[0]?.text ?? '')?.[0] ?? '');
    await page.getByRole('button', { name: 'Eintragung bestätigen' }).click();
    await expect(page.getByText('Sie stehen an Stelle 1 der Warteliste')).toBeVisible();
    await desk.goto(`${ag}/desk`);
    await desk.getByRole('button', { name: /^Paula Postfach nachrücken lassen/ }).click();
    await expect(desk.getByText('1 Person ist nachgerückt.')).toBeVisible();
    await expect.poll(() => smtp.mails.length).toBe(2);
    expect(smtp.mails[1]?.text).toContain('von der Warteliste nachgerückt');
    await page.reload();
    await expect(page.getByText('Sie arbeiten aktiv mit')).toBeVisible();

    // Ticked, and still ticked when a filter hides the row.
    await desk.getByRole('checkbox', { name: 'Paula Postfach auswählen' }).check();
    await expect(desk.getByRole('toolbar')).toContainText('1 ausgewählt');
    await expectNoViolations(desk, 'the list');
    const tick = desk.getByRole('button', { name: 'Kontakt aufgenommen: Paula Postfach' });
    await tick.click();
    await expect(tick).toHaveAttribute('aria-pressed', 'true');
    await desk.getByRole('checkbox', { name: /^Ohne Antwort/ }).check({ force: true });
    await expect(desk.getByRole('row').filter({ hasText: 'Paula' })).toHaveCount(0);
    await desk.getByRole('checkbox', { name: /^Ohne Antwort/ }).uncheck({ force: true });
    for (const [ending, what] of [
      ['csv', 'Anmeldungen als CSV'],
      ['xlsx', 'Anmeldungen als Excel-Datei']
    ] as const) {
      const download = desk.waitForEvent('download');
      await desk.getByRole('link', { name: what }).click();
      expect((await download).suggestedFilename()).toBe(`AG 1 Nachhaltige Dorfentwicklung.${ending}`);
    }
    await desk.getByLabel('Name oder Organisation').fill('Lotte');
    await expect(desk.getByRole('row').filter({ hasText: 'Paula' })).toHaveCount(0);
    await desk.getByRole('button', { name: 'Mail an 1' }).click();
    await expect(desk.getByText('1 Person bekommt die Mail.')).toBeVisible();

    await desk.getByLabel('Betreff').fill('Treffen am 9. März');
    await desk.getByLabel('Betreff').press('Enter');
    await expect(desk.getByLabel('Text', { exact: true })).toBeFocused();
    await desk.getByLabel('Text', { exact: true }).fill('Guten Tag {Name},\n\nwir treffen uns.');
    const frame = desk.frameLocator('iframe');
    await expect(frame.getByText('Guten Tag Paula Postfach,')).toBeVisible();
    await expect(frame.getByText('Keine Mails dieser AG mehr')).toBeVisible();
    await desk.getByLabel('Nur Text').check({ force: true });
    await expect(desk.locator('pre')).toContainText('wir treffen uns.');
    await expectNoViolations(desk, 'the mail');
    await desk.getByRole('button', { name: 'An 1 Person senden' }).dblclick();
    await desk.waitForURL(/\/desk\/sent$/);
    await expect(desk.getByText('1 gesendet')).toBeVisible();
    await expectNoViolations(desk, 'the log');
    expect(smtp.mails.map(({ to }) => to)).toEqual(Array.from({ length: 3 }, () => 'paula@example.org'));

    await page.goto(/https?:\/\/\S+\/ags\/off\/\S+/.exec(smtp.mails[2]?.text ?? '')?.[0] ?? '');
    await expectNoViolations(page, 'unsubscribing');
    await page.getByRole('button', { name: 'Keine Mails mehr' }).click();
    await expect(
      page.getByRole('heading', { name: 'Sie bekommen keine Mails dieser AG mehr' })
    ).toBeVisible();
    await desk.goto(`${ag}/desk`);
    const row = desk.getByRole('row').filter({ hasText: paula.name });
    await expect(row).toContainText('möchte keine Mails');
    await page.getByRole('button', { name: 'Doch wieder Mails bekommen' }).click();
    await expect(page.getByRole('button', { name: 'Keine Mails mehr' })).toBeVisible();
    await desk.reload();
    await expect(row).not.toContainText('möchte keine Mails');

    // Somebody takes over by a link that was handed to them, and runs this AG's desk.
    await desk.getByRole('link', { name: 'Einstellungen' }).click();
    await desk.getByRole('button', { name: 'Link zum Weitergeben erstellen' }).click();
    const invitation = await desk.getByLabel('Link der Einladung').inputValue();
    const mara = await enter(browser, 'Mara Mohn', { home: app.url, problems, phone: true });
    await mara.page.goto(invitation);
    await expectNoViolations(mara.page, 'the invitation');
    await mara.page.getByLabel('Ihr Name').fill(mara.name);
    await mara.page.getByLabel('E-Mail-Adresse').fill('mara@example.org');
    await mara.page.getByLabel('Passwort').fill('ein Satz ist besser');
    await mara.page.getByRole('button', { name: 'Konto anlegen und übernehmen' }).click();
    await mara.page.waitForURL(/\/desk$/);
    await expect(mara.page.getByRole('row').filter({ hasText: paula.name })).toBeVisible();
    await expectNoViolations(mara.page, 'the desk on a phone');
    await desk.reload();
    await expect(desk.getByRole('region', { name: 'Wer koordiniert' })).toContainText('Mara Mohn');

    await desk.getByText('AG löschen …').click();
    await desk.getByRole('button', { name: 'Endgültig löschen' }).click();
    await expect(desk.getByText('Bitte setzen Sie das Häkchen')).toBeVisible();
    await desk.getByLabel('Ja, ich möchte diese AG').check();
    await desk.getByRole('button', { name: 'Endgültig löschen' }).click();
    await desk.waitForURL(/\/ags$/);
    await expect.poll(() => smtp.mails.at(-1)?.text).toContain('wurde aufgelöst');
    expect((await page.request.get(ag)).status()).toBe(404);

    expect(problems).toEqual([]);
    for (const { context } of [paula, hedda, mara]) await context.close();
  } finally {
    await app.stop();
    await smtp.close();
  }
});

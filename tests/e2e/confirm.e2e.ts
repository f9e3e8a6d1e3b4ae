/** From the form to the mailbox and back: a sign-up counts once the link in the mail was followed and its button pressed. */
import { startApp } from '../support/app.ts';
import { enter } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { startSmtp } from '../support/smtp.ts';

test('a guest signs up, confirms by mail, is seen by the coordination, and withdraws by the personal link', async ({
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

    await page.goto('/ags');
    await page.locator('main a[href^="/ags/"]').first().click();
    await page.waitForURL(/\/ags\/[0-9a-f-]+$/);
    const ag = page.url();
    await page.getByLabel('Ihr Name').fill(paula.name);
    await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('paula@example.org');
    await page.locator('input[name="consent"]').check();
    await page.getByRole('button', { name: 'Eintragen' }).click();
    await expect(page.getByText('Bitte sehen Sie in Ihr Postfach')).toBeVisible();
    await expectNoViolations(page, 'after the form');

    await expect.poll(() => smtp.mails.length).toBe(1);
    const [mail] = smtp.mails;
    expect(mail?.to).toBe('paula@example.org');
    const link = /https?:\/\/\S+\/ags\/own\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    expect(link.startsWith(app.url)).toBe(true);

    const desk = hedda.page;
    await desk.goto(app.ready.facilitatorLink ?? '');
    const row = desk.getByRole('row').filter({ hasText: paula.name });
    // A scanner follows the link, and nothing happens.
    expect((await desk.request.get(link)).status()).toBe(200);
    await desk.goto(`${ag}/desk`);
    await expect(desk.getByRole('table')).toBeVisible();
    await expect(row).toHaveCount(0);

    await page.goto(link);
    await expectNoViolations(page, 'the link');
    await page.getByRole('button', { name: 'Eintragung bestätigen' }).click();
    await expect(page.getByText('Sie arbeiten aktiv mit')).toBeVisible();
    await expectNoViolations(page, 'the link, confirmed');
    await desk.reload();
    await row.getByText('Einwilligung').click();
    await expect(row).toContainText('paula@example.org');
    await expect(row).toContainText('Adresse bestätigt am');

    await page.goto(link);
    await page.getByRole('radio', { name: 'Informiert bleiben' }).check({ force: true });
    await page.getByRole('button', { name: 'Änderung speichern' }).click();
    await expect(page.getByText('Sie bleiben informiert')).toBeVisible();
    await page.getByRole('button', { name: 'Abmelden und Adresse löschen' }).click();
    await expect(page.getByRole('heading', { name: 'Sie sind abgemeldet' })).toBeVisible();
    await desk.reload();
    await expect(row).toHaveCount(0);
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' })).toBeVisible();

    expect(problems).toEqual([]);
    for (const { context } of [paula, hedda]) await context.close();
  } finally {
    await app.stop();
    await smtp.close();
  }
});

/**
 * The whole chain: a topic becomes an AG, a guest signs up by the form and the link in the mail, the coordination sees, ticks and
 * writes, the guest changes and withdraws by the personal link, and is erased everywhere. Others erase themselves, or are erased.
 */
import type { Browser, Page } from '@playwright/test';
import { newId } from '../../src/lib/util/newId.ts';
import { enter, joinByCode, makeWorkshop, note, openBoard, pin, type Actor } from '../support/actors.ts';
import { startApp } from '../support/app.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt } from '../support/people.ts';
import { startSmtp } from '../support/smtp.ts';

type Mails = Awaited<ReturnType<typeof startSmtp>>['mails'];

async function send(page: Page, room: string, command: Record<string, unknown>): Promise<void> {
  const ok = await page.evaluate(
    async ([url, body]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body })).ok;
    },
    [`/api/rooms/${room}/commands`, JSON.stringify({ command: { id: newId(), ...command } })] as const
  );
  expect(ok, String(command['type'])).toBe(true);
}

/** Signs up on the AG's page; the link that came by mail. */
async function signUp({ page, name }: Actor, ag: string, mails: Mails, home: string): Promise<string> {
  await page.goto(ag);
  await page.getByLabel('Ihr Name').fill(name);
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('paula@example.org');
  await page.locator('input[name="consent"]').check();
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await expect(page.getByText('Bitte sehen Sie in Ihr Postfach')).toBeVisible();
  await expectNoViolations(page, 'after the form');
  await expect.poll(() => mails.length).toBe(1);
  expect(mails[0]?.to).toBe('paula@example.org');
  const link = /https?:\/\/\S+\/ags\/own\/\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
  expect(link.startsWith(home)).toBe(true);
  return link;
}

/** What an owner finds of somebody. */
async function expectUnknown(page: Page, words: string): Promise<void> {
  await page.goto(`/account/people?q=${encodeURIComponent(words)}`);
  await expect(page.getByText('0 Personen gefunden')).toBeVisible();
}

async function people(browser: Browser, home: string, problems: string[]) {
  const paula = await enter(browser, 'Paula Postfach', { home, problems, phone: true });
  const gerda = await enter(browser, 'Gerda Gast', { home, problems, phone: true });
  const hedda = await enter(browser, 'Hedda', { home, problems });
  return { paula, gerda, hedda };
}

test('from a topic to an AG, its guest by mail and back: seen, ticked, written to, withdrawn, erased', async ({
  browser
}) => {
  test.setTimeout(120_000);
  const smtp = await startSmtp();
  const app = await startApp({
    env: { AUFTAKT_DEMO: '1', SMTP_URL: smtp.url, MAIL_FROM: 'Auftakt <auftakt@example.org>' }
  });
  try {
    const problems: string[] = [];
    const { paula, gerda, hedda } = await people(browser, app.url, problems);
    const { page } = paula;
    const desk = hedda.page;

    // A topic becomes an AG.
    await desk.goto(app.ready.facilitatorLink ?? '');
    const workshop = await makeWorkshop(hedda, { title: 'Die Kette', groups: 1 });
    const { room } = await joinAt(app.url, workshop.code, 'Gero Gelöscht');
    const [topicId, workingGroupId] = [newId(), newId()];
    await send(desk, room, { type: 'topic.add', topicId, title: 'Lastenräder' });
    await send(desk, room, { type: 'topic.promote', topicId, workingGroupId });
    const ag = `/ags/${workingGroupId}`;

    // A guest signs up. A scanner follows the link, and nothing happens.
    const link = await signUp(paula, ag, smtp.mails, app.url);
    const row = desk.getByRole('row').filter({ hasText: paula.name });
    expect((await desk.request.get(link)).status()).toBe(200);
    await desk.goto(`${ag}/desk`);
    await expect(row).toHaveCount(0);
    await page.goto(link);
    await expectNoViolations(page, 'the link');
    await page.getByRole('button', { name: 'Eintragung bestätigen' }).click();
    await expect(page.getByText('Sie arbeiten aktiv mit')).toBeVisible();
    await expectNoViolations(page, 'the link, confirmed');

    // The coordination sees, ticks, writes.
    await desk.reload();
    await row.getByText('Einwilligung').click();
    await expect(row).toContainText('paula@example.org');
    await expect(row).toContainText('Adresse bestätigt am');
    await desk.getByRole('button', { name: `Kontakt aufgenommen: ${paula.name}` }).click();
    await expect(row.getByRole('button', { pressed: true })).toBeVisible();
    await desk.goto(`${ag}/desk/mail`);
    await desk.getByLabel('Betreff').fill('Treffen am 9. März');
    await desk.getByLabel('Text', { exact: true }).fill('Guten Tag {Name},\n\nwir treffen uns.');
    await desk.getByRole('button', { name: 'An 1 Person senden' }).click();
    await desk.waitForURL(/\/desk\/sent$/);
    await expect.poll(() => smtp.mails.length).toBe(2);
    expect(smtp.mails[1]?.text).toContain('Guten Tag Paula Postfach,');
    await desk.goto('/ags/overview');
    await expect(desk.getByRole('row').filter({ hasText: 'Lastenräder' })).toContainText('offen');
    await expectNoViolations(desk, 'the overview');

    // The guest changes and withdraws, and nothing is left.
    await page.goto(link);
    await page.getByRole('radio', { name: 'Informiert bleiben' }).check({ force: true });
    await page.getByRole('button', { name: 'Änderung speichern' }).click();
    await expect(page.getByText('Sie bleiben informiert')).toBeVisible();
    await page.getByRole('button', { name: 'Abmelden und Adresse löschen' }).click();
    await expect(page.getByRole('heading', { name: 'Sie sind abgemeldet' })).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' })).toBeVisible();
    for (const words of [paula.name, 'paula@example.org']) await expectUnknown(desk, words);

    // Somebody reads what is kept about them, takes it along, and erases it.
    await joinByCode(gerda, workshop.code);
    await pin(gerda.page, 'Gerdas Lastenrad');
    await gerda.page.goto('/account/my-data');
    await gerda.page.getByText('Notizen', { exact: true }).click();
    await expect(gerda.page.getByText('Gerdas Lastenrad')).toBeVisible();
    await expectNoViolations(gerda.page, 'my data');
    const download = gerda.page.waitForEvent('download');
    await gerda.page.getByRole('link', { name: 'Datei herunterladen' }).click();
    expect((await download).suggestedFilename()).toBe('auftakt-meine-daten.json');
    await gerda.page.getByRole('checkbox', { name: 'Ja, alles löschen' }).check();
    await gerda.page.getByRole('button', { name: 'Alles löschen' }).click();
    await expect(gerda.page.getByRole('heading', { name: 'Ihre Daten sind gelöscht' })).toBeVisible();
    await openBoard(hedda, workshop.url);
    await expect(note(desk, 'Gerdas Lastenrad')).toHaveCount(0);

    // Whom the moderation erases, the space knows no more either.
    await openBoard(hedda, `${workshop.url}/manage`);
    await desk.getByRole('button', { name: /Gero Gelöscht/ }).click();
    await desk.getByRole('menuitem', { name: 'Alles löschen' }).click();
    await desk.getByRole('button', { name: 'Für immer löschen' }).click();
    await expect(desk.getByText('Gero Gelöscht ist gelöscht, mit allem.')).toBeVisible();
    await expect(desk.getByRole('button', { name: /Gero Gelöscht/ })).toHaveCount(0);
    for (const words of ['Gero', 'Gerda']) await expectUnknown(desk, words);

    expect(problems).toEqual([]);
    for (const { context } of [paula, gerda, hedda]) await context.close();
  } finally {
    await app.stop();
    await smtp.close();
  }
});

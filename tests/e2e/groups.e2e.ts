/** Breakout groups: dealt with a preview, by keyboard, helped, written to, called back, merged and dissolved while people write. */
import type { Page } from '@playwright/test';
import type { RoomOpened } from '../../src/lib/protocol/rooms.ts';
import { choose, enter, joinByCode, makeWorkshop, note, openBoard, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt, request } from '../support/people.ts';

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const chip = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('groups are dealt, helped, written to and called back, and nobody loses a word', async ({
  browser,
  demo
}) => {
  test.setTimeout(90_000);
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const { page } = hedda;
  await page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Dorfwerkstatt in Gruppen', groups: 2 });
  const anna = await joinAt(demo.url, code, 'Anna Ahorn', { organisation: 'Dorfladen' });
  const opened = (await (await request(anna, `/api/rooms/${anna.room}`)).json()) as RoomOpened;
  const first = opened.records.find((one) => one.type === 'group' && one.name === 'Kleingruppe 1');
  for (const name of ['Ben Binse', 'Dora Distel', 'Elif Eibe', 'Fritz Farn', 'Gesa Ginster'])
    await joinAt(demo.url, code, name, { organisation: 'Feuerwehr', groupId: first?.id ?? null });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home: demo.url, problems, phone: true });
  await joinByCode(lotte, code);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  await openBoard(hedda, `${url}/groups`);

  await test.step('sharing out is a preview first, and is taken back as one step', async () => {
    await expect(card(page, 'Kleingruppe 1')).toContainText('6 Personen');
    await page.getByRole('button', { name: 'Mischen …' }).click();
    await page.getByRole('radio', { name: 'Nur ausgleichen' }).check({ force: true });
    const tray = page.getByRole('toolbar', { name: 'Vorschau' });
    await expect(tray).toContainText('2 wechseln, 6 bleiben');
    await expect(page.getByRole('heading', { name: 'Vorschau: 2 Personen wechseln' })).toBeVisible();
    await expectNoViolations(page, 'preview');
    await expect(otto.page.getByRole('heading', { level: 1 })).toHaveText('Kleingruppe 2');
    await tray.getByRole('button', { name: 'Übernehmen' }).click();
    await expect(card(page, 'Kleingruppe 1')).toContainText('4 Personen');
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect(card(page, 'Kleingruppe 1')).toContainText('6 Personen');
    await expectNoViolations(page, 'groups');
  });

  await test.step('by keyboard a name goes elsewhere, and the focus goes along', async () => {
    await chip(page, /^Otto Obstwiese.*verschieben$/).focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: 'In Kleingruppe 1 (6 Personen)' }).press('Enter');
    await expect(card(page, 'Kleingruppe 1').getByText('Otto Obstwiese')).toBeVisible();
    await expect(chip(page, /^Otto Obstwiese.*verschieben$/)).toBeFocused();
    await expect(otto.page.getByRole('heading', { level: 1 })).toHaveText('Kleingruppe 1');
  });

  await test.step('whoever has no group sees where there is room, and chooses', async () => {
    await page.getByRole('button', { name: 'Ein Platz mehr' }).click();
    await expect(card(page, 'Kleingruppe 1')).toContainText('7 von 4, voll');
    await choose(page, chip(page, /^Otto Obstwiese.*verschieben$/), 'Aus der Gruppe nehmen');
    await expect(otto.page.getByRole('button', { name: /Kleingruppe 1.*voll/ })).toBeDisabled();
    await otto.page.getByRole('button', { name: /Kleingruppe 2.*noch 3 Plätze/ }).click();
    await expect(card(page, 'Kleingruppe 2')).toContainText('2 von 4');
  });

  await test.step('note-taker and video room reach the group', async () => {
    await card(page, 'Kleingruppe 2').getByRole('button', { name: 'Wer schreibt mit?' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Otto Obstwiese' }).click();
    await expect(lotte.page.getByText('Schreibt mit: Otto Obstwiese')).toBeVisible();
    await choose(page, page.getByRole('button', { name: /^Kleingruppe 2: / }), 'Ändern …');
    const dialog = page.getByRole('dialog', { name: 'Kleingruppe 2 ändern' });
    await dialog.getByLabel('Link zum Videoraum').fill('video.example.org/raum-2');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    const room = lotte.page.getByRole('link', { name: 'Videoraum' });
    await expect(room).toHaveAttribute('href', 'https://video.example.org/raum-2');
    await expect(room).toHaveAttribute('rel', /noopener/);
  });

  await pin(lotte.page, 'Rufbus am Abend');
  await openBoard(hedda, `${url}/manage`);
  const panel = page.getByRole('region', { name: 'Kleingruppen' });

  await test.step('a call for help is taken by one, and the group knows', async () => {
    await lotte.page.getByRole('button', { name: 'Hilfe rufen' }).click();
    await expect(lotte.page.getByText('Die Moderation weiß Bescheid')).toBeVisible();
    await expect(panel.getByText('Kleingruppe 2 ruft Hilfe').last()).toBeVisible();
    await expectNoViolations(page, 'live view');
    await panel.getByRole('button', { name: 'Ich komme' }).click();
    await expect(lotte.page.getByText(/kommt zu Ihnen$/)).toBeVisible();
    await panel.getByRole('button', { name: 'Erledigt' }).click();
    await expect(lotte.page.getByRole('button', { name: 'Hilfe rufen' })).toBeVisible();
  });

  await test.step('a message stands there until it is closed, and can be read again', async () => {
    await choose(page, panel.getByRole('button', { name: /^Kleingruppe 2: / }), 'Nachricht');
    const dialog = page.getByRole('dialog', { name: 'Nachricht an Gruppen' });
    await expect(dialog.getByRole('radio', { name: 'Kleingruppe 2' })).toBeChecked();
    await dialog.getByLabel('Nachricht', { exact: true }).fill('Bitte eine Frage aufheben.');
    await dialog.getByRole('button', { name: 'Senden' }).click();
    await expect(lotte.page.getByText('Bitte eine Frage aufheben.')).toBeVisible();
    await lotte.page.getByRole('button', { name: 'Nachricht schließen' }).click();
    await expect(lotte.page.getByText('Bitte eine Frage aufheben.')).toBeHidden();
    await lotte.page.getByRole('button', { name: 'Nachrichten (1)' }).click();
    await expect(lotte.page.getByRole('dialog').getByText('Bitte eine Frage aufheben.')).toBeVisible();
    await lotte.page.keyboard.press('Escape');
  });

  await test.step('calling back counts down on every screen', async () => {
    await panel.getByRole('button', { name: 'Zurückrufen' }).click();
    await page.getByRole('button', { name: 'Alle zurückrufen' }).click();
    for (const one of [lotte, otto])
      await expect(one.page.getByText(/^Zurück ins Plenum in\s+(1:00|0:5\d)$/)).toBeVisible();
    await expectNoViolations(lotte.page, 'called back, on a phone');
    await panel.getByRole('button', { name: 'Rückruf beenden' }).click();
    await expect(lotte.page.getByText(/^Zurück ins Plenum/)).toHaveCount(0);
  });

  await test.step('groups end while somebody writes: the words stay, the notes say where they are from', async () => {
    await lotte.page.getByRole('button', { name: 'Notiz schreiben', exact: true }).click();
    const words = lotte.page.getByRole('dialog').getByRole('textbox', { name: 'Text der Notiz' });
    await words.fill('Mitfahrbank am Markt');
    await openBoard(hedda, `${url}/groups`);
    await page.getByRole('button', { name: /^Kleingruppe 2: / }).click();
    await page.getByRole('menuitem', { name: 'Zusammenlegen' }).click();
    await page.getByRole('menuitem', { name: 'Mit Kleingruppe 1' }).click();
    await expect(otto.page.getByRole('heading', { level: 1 })).toHaveText('Kleingruppe 1');
    await expect(note(otto.page, 'Rufbus am Abend')).toContainText('Kleingruppe 2');
    await expect(words).toHaveValue('Mitfahrbank am Markt');
    await choose(page, page.getByRole('button', { name: /^Kleingruppe 1: / }), 'Auflösen');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Auflösen' }).click();
    await expect(otto.page.getByRole('heading', { level: 1 })).toHaveText('Dorfwerkstatt in Gruppen');
    await expect(words).toHaveValue('Mitfahrbank am Markt');
    await lotte.page.getByRole('dialog').getByRole('button', { name: 'Anpinnen' }).click();
    await expect(note(otto.page, 'Mitfahrbank am Markt')).toBeVisible();
  });

  expect(problems).toEqual([]);
  for (const { context } of [hedda, lotte, otto]) await context.close();
});

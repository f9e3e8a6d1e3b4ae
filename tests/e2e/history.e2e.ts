/** What happened on a board: for its facilitators all of it, of a note for whoever may read it. */
import type { RoomOpened } from '../../src/lib/protocol/rooms.ts';
import { newId } from '../../src/lib/util/newId.ts';
import { choose, enter, joinByCode, makeWorkshop, note, openBoard, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('who did what is there to read, and what was removed comes back', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Mit Verlauf', groups: 0 });
  await openBoard(hedda, url);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems, phone: true });
  await joinByCode(otto, code);
  const bar = hedda.page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true });
  const history = hedda.page.getByRole('dialog', { name: 'Verlauf' });
  const line = (text: string) => history.getByRole('listitem').filter({ hasText: text });

  let room = '';
  async function send(command: object) {
    const answer = await hedda.page.request.post(`/api/rooms/${room}/commands`, {
      headers: { origin: new URL(demo.url).origin },
      data: { command: { id: newId(), ...command } }
    });
    expect(await answer.json()).toMatchObject({ ok: true });
  }

  await test.step('a note’s own history shows its words before and after', async () => {
    await pin(otto.page, 'Ein Lastenrad für alle');
    const own = note(otto.page, 'Ein Lastenrad für alle');
    await choose(otto.page, own.getByRole('button', { name: 'Mehr zu dieser Notiz' }), 'Bearbeiten');
    await otto.page
      .getByRole('form', { name: 'Eigene Notiz bearbeiten' })
      .getByLabel('Text der Notiz')
      .fill('Zwei Lastenräder für alle');
    await otto.page.getByRole('button', { name: 'Speichern' }).click();
    const edited = note(otto.page, 'Zwei Lastenräder für alle');
    await choose(
      otto.page,
      edited.getByRole('button', { name: 'Mehr zu dieser Notiz' }),
      'Verlauf der Notiz'
    );
    const dialog = otto.page.getByRole('dialog', { name: 'Verlauf der Notiz' });
    await expect(dialog.getByRole('listitem').first()).toContainText('Sie haben die Notiz');
    await expect(dialog.getByRole('deletion')).toHaveText('Ein Lastenrad');
    await expect(dialog.getByRole('insertion')).toHaveText('Zwei Lastenräder');
    await expectNoViolations(otto.page, 'history of a note');
    await otto.page.keyboard.press('Escape');
  });

  await test.step('facilitators read the board’s, also what happens while it is open', async () => {
    const asked = hedda.page.waitForRequest(/\/api\/rooms\/.*\/history/);
    await choose(hedda.page, bar, 'Verlauf');
    room = /rooms\/([^/]+)/.exec((await asked).url())?.[1] ?? '';
    await expect(line('Otto Obstwiese hat die Notiz „Zwei Lastenräder für alle“ geändert')).toBeVisible();
    await expect(line('Otto Obstwiese hat die Notiz „Ein Lastenrad für alle“ geschrieben')).toBeVisible();
    await choose(
      otto.page,
      note(otto.page, 'Zwei Lastenräder').getByRole('button', { name: 'Mehr zu dieser Notiz' }),
      /Entfernen/
    );
    await expect(line('hat die Notiz „Zwei Lastenräder für alle“ entfernt')).toBeVisible();
    await expectNoViolations(hedda.page, 'history');
  });

  await test.step('and bring back what was removed', async () => {
    await line('entfernt')
      .getByRole('button', { name: /wiederherstellen$/ })
      .click();
    await expect(note(otto.page, 'Zwei Lastenräder für alle')).toBeVisible();
    await expect(line('Sie haben die Notiz „Zwei Lastenräder für alle“ wiederhergestellt')).toBeVisible();
    await expect(line('entfernt').getByRole('button', { name: /wiederherstellen$/ })).toHaveCount(0);
    await history.getByLabel('Person').selectOption('Otto Obstwiese');
    await expect(line('wiederhergestellt')).toHaveCount(0);
    await expect(line('geschrieben')).toBeVisible();
    await history.getByLabel('Person').selectOption('');
    await history.getByLabel('Was').selectOption('Ablauf und Einstellungen');
    await expect(history).toContainText('Darunter ist nichts, was zu Ihrer Auswahl passt.');
    await hedda.page.keyboard.press('Escape');
    await expect(bar).toBeFocused();
  });

  await test.step('or look at the board as it was', async () => {
    await choose(hedda.page, bar, 'Verlauf');
    await line('geschrieben')
      .getByRole('button', { name: /^Stand von .* ansehen$/ })
      .click();
    const back = hedda.page.getByRole('button', { name: 'Zurück zu jetzt' });
    await expect(back).toBeFocused();
    await expect(
      hedda.page.getByRole('main').getByRole('status').filter({ hasText: 'Nur zum Lesen' })
    ).toBeVisible();
    await expect(note(hedda.page, 'Ein Lastenrad für alle')).toBeVisible();
    await expect(note(hedda.page, 'Zwei Lastenräder für alle')).toHaveCount(0);
    await expectNoViolations(hedda.page, 'look back');
    await back.click();
    await expect(note(hedda.page, 'Zwei Lastenräder für alle')).toBeVisible();
  });

  await test.step('a dissolved topic comes back with its notes, from the list of what was removed', async () => {
    const [topicId, noteId] = [newId(), await note(hedda.page, 'Zwei Lastenräder').getAttribute('data-note')];
    await send({ type: 'topic.add', topicId, title: 'Unterwegs' });
    await send({ type: 'note.move', noteId, topicId });
    await send({ type: 'topic.remove', topicId });
    await choose(hedda.page, bar, 'Entfernt');
    const removed = hedda.page.getByRole('dialog', { name: 'Entfernt' });
    await expectNoViolations(hedda.page, 'removed');
    await removed.getByRole('button', { name: '„Unterwegs“ wiederherstellen' }).click();
    await expect(removed).toContainText('Nichts ist entfernt.');
    await expect
      .poll(async () => {
        const opened = await (await hedda.page.request.get(`/api/rooms/${room}`)).json();
        return (opened as RoomOpened).records.find(({ id }) => id === noteId);
      })
      .toMatchObject({ topicId });
  });
  expect(problems).toEqual([]);
});

import { expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { DraftStore, draftOf, isSendable, newDraft } from './drafts';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key)
  };
}

const DRAFT = newDraft({
  title: 'Bus',
  body: 'nach 19 Uhr',
  kind: 'need',
  attachments: [
    { type: 'image', fileId: '1', width: 640, height: 480, alt: 'Haltestelle' },
    { type: 'file', fileId: '2', name: 'Fahrplan.pdf', mime: 'application/pdf', size: 4711 },
    { type: 'link', url: 'https://example.org/', title: 'Verkehrsbund' }
  ]
});

test('a draft outlives a reload', () => {
  const storage = memory();
  new DraftStore(storage, 'room', 'lotte').save('new', DRAFT);
  expect(new DraftStore(storage, 'room', 'lotte').load('new')).toEqual(DRAFT);
});

test('rooms, people and places do not share drafts', () => {
  const storage = memory();
  const drafts = new DraftStore(storage, 'room', 'lotte');
  drafts.save('edit/1', newDraft({ body: 'x' }));
  expect(drafts.load('new')).toBeNull();
  expect(new DraftStore(storage, 'other', 'lotte').load('edit/1')).toBeNull();
  expect(new DraftStore(storage, 'room', 'otto').load('edit/1')).toBeNull();
});

test('what was sent or emptied leaves nothing behind', () => {
  const storage = memory();
  const drafts = new DraftStore(storage, 'room', 'lotte');
  drafts.save('new', newDraft({ body: 'x' }));
  drafts.clear('new');
  drafts.save('comment/1', newDraft({ body: 'y' }));
  drafts.save('comment/1', newDraft({ body: ' \n' }));
  drafts.saveReturned([{ ...newDraft({ body: 'z' }), id: '1', reason: 'zu' }]);
  drafts.saveReturned([]);
  expect(storage.length).toBe(0);
});

test('refused texts outlive a reload too', () => {
  const storage = memory();
  const returned = [{ ...DRAFT, id: '1', reason: 'Die Phase ist vorbei.' }];
  new DraftStore(storage, 'room', 'lotte').saveReturned(returned);
  expect(new DraftStore(storage, 'room', 'lotte').returned()).toEqual(returned);
});

test.each([
  '{',
  '7',
  '"text"',
  '{"body":7}',
  '[]',
  '{"body":""}',
  '{"body":"","attachments":7}',
  '{"attachments":[7,{}]}'
])('%s in the storage is no draft', (stored) => {
  const storage = memory();
  storage.setItem('auftakt.draft/room/lotte/new', stored);
  storage.setItem('auftakt.draft/room/lotte/returned', `[${stored === '{' ? '1' : stored}]`);
  const drafts = new DraftStore(storage, 'room', 'lotte');
  expect(drafts.load('new')).toBeNull();
  expect(drafts.returned()).toEqual([]);
});

test('a kind nobody knows any more becomes an idea', () => {
  const storage = memory();
  storage.setItem('auftakt.draft/room/lotte/new', '{"body":"x","kind":"rant"}');
  expect(new DraftStore(storage, 'room', 'lotte').load('new')).toEqual(newDraft({ body: 'x' }));
});

test('what an earlier version kept comes back: text and kind', () => {
  const storage = memory();
  storage.setItem('auftakt.draft/room/lotte/new', '{"body":"Bus nach 19 Uhr","kind":"need"}');
  storage.setItem(
    'auftakt.draft/room/lotte/returned',
    '[{"id":"1","reason":"zu","body":"x","kind":"offer"}]'
  );
  const drafts = new DraftStore(storage, 'room', 'lotte');
  expect(drafts.load('new')).toEqual(newDraft({ body: 'Bus nach 19 Uhr', kind: 'need' }));
  expect(drafts.returned()).toEqual([{ ...newDraft({ body: 'x', kind: 'offer' }), id: '1', reason: 'zu' }]);
});

test('an attachment that is none is left out, the words stay', () => {
  const storage = memory();
  storage.setItem(
    'auftakt.draft/room/lotte/new',
    '{"body":"x","attachments":[{"type":"image","fileId":"1"},{"type":"link","url":"https://example.org","title":""},null]}'
  );
  expect(new DraftStore(storage, 'room', 'lotte').load('new')).toEqual(
    newDraft({ body: 'x', attachments: [{ type: 'link', url: 'https://example.org', title: '' }] })
  );
});

test('only what somebody wrote is kept of an edit', () => {
  const editing = { ...DRAFT, noteId: '1', version: 2 };
  expect(draftOf(editing)).toEqual(DRAFT);
});

test.each([
  [false, newDraft({ body: ' \n' })],
  [true, newDraft({ body: 'x'.repeat(LIMITS.noteBody) + ' ' })],
  [false, newDraft({ body: 'x'.repeat(LIMITS.noteBody + 1) })],
  [false, newDraft({ body: 'x', title: 'x'.repeat(LIMITS.noteTitle + 1) })],
  [true, newDraft({ title: 'Nur ein Titel' })],
  [true, newDraft({ attachments: DRAFT.attachments })],
  [false, newDraft({ attachments: [...DRAFT.attachments, ...DRAFT.attachments] })]
])('can be sent: %s', (sendable, draft) => {
  expect(isSendable(draft)).toBe(sendable);
});

test('a browser that stores nothing is no reason to stop writing', () => {
  const forbidden = (): never => {
    throw new DOMException('no', 'SecurityError');
  };
  const drafts = new DraftStore(
    { length: 0, key: forbidden, getItem: forbidden, setItem: forbidden, removeItem: forbidden },
    'room',
    'lotte'
  );
  drafts.save('new', newDraft({ body: 'x' }));
  drafts.clear('new');
  expect(drafts.load('new')).toBeNull();
  expect(new DraftStore(null, 'room', 'lotte').returned()).toEqual([]);
});

test('texts of an earlier session in the same room are handed over once, other places are left alone', () => {
  const storage = memory();
  new DraftStore(storage, 'room', 'before').save('new', newDraft({ body: 'Halber Gedanke', kind: 'need' }));
  new DraftStore(storage, 'room', 'before').saveReturned([
    { ...newDraft({ body: 'Nicht angenommen' }), id: '1', reason: 'zu' }
  ]);
  new DraftStore(storage, 'other', 'before').save('new', newDraft({ body: 'Anderswo' }));
  const now = new DraftStore(storage, 'room', 'now');
  now.save('new', newDraft({ body: 'Meins' }));
  expect(now.takeLeftBehind().map(({ body }) => body)).toEqual(['Halber Gedanke', 'Nicht angenommen']);
  expect(now.takeLeftBehind()).toEqual([]);
  expect(now.load('new')?.body).toBe('Meins');
  expect(new DraftStore(storage, 'other', 'before').load('new')?.body).toBe('Anderswo');
});

import { expect, test } from 'vitest';
import { DraftStore } from './drafts';

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

test('a draft outlives a reload', () => {
  const storage = memory();
  new DraftStore(storage, 'room', 'lotte').save('new', { body: 'Bus nach 19 Uhr', kind: 'need' });
  expect(new DraftStore(storage, 'room', 'lotte').load('new')).toEqual({
    body: 'Bus nach 19 Uhr',
    kind: 'need'
  });
});

test('rooms, people and places do not share drafts', () => {
  const storage = memory();
  const drafts = new DraftStore(storage, 'room', 'lotte');
  drafts.save('edit/1', { body: 'x', kind: 'idea' });
  expect(drafts.load('new')).toBeNull();
  expect(new DraftStore(storage, 'other', 'lotte').load('edit/1')).toBeNull();
  expect(new DraftStore(storage, 'room', 'otto').load('edit/1')).toBeNull();
});

test('what was sent or emptied leaves nothing behind', () => {
  const storage = memory();
  const drafts = new DraftStore(storage, 'room', 'lotte');
  drafts.save('new', { body: 'x', kind: 'idea' });
  drafts.clear('new');
  drafts.save('comment/1', { body: 'y', kind: 'idea' });
  drafts.save('comment/1', { body: ' \n', kind: 'idea' });
  drafts.saveReturned([{ id: '1', body: 'z', kind: 'idea', reason: 'zu' }]);
  drafts.saveReturned([]);
  expect(storage.length).toBe(0);
});

test('refused texts outlive a reload too', () => {
  const storage = memory();
  const returned = [{ id: '1', body: 'Dorfladen', kind: 'offer' as const, reason: 'Die Phase ist vorbei.' }];
  new DraftStore(storage, 'room', 'lotte').saveReturned(returned);
  expect(new DraftStore(storage, 'room', 'lotte').returned()).toEqual(returned);
});

test.each(['{', '7', '"text"', '{"body":7}', '[]', '{"body":""}'])(
  '%s in the storage is no draft',
  (stored) => {
    const storage = memory();
    storage.setItem('auftakt.draft/room/lotte/new', stored);
    storage.setItem('auftakt.draft/room/lotte/returned', `[${stored === '{' ? '1' : stored}]`);
    const drafts = new DraftStore(storage, 'room', 'lotte');
    expect(drafts.load('new')).toBeNull();
    expect(drafts.returned()).toEqual([]);
  }
);

test('a kind nobody knows any more becomes an idea', () => {
  const storage = memory();
  storage.setItem('auftakt.draft/room/lotte/new', '{"body":"x","kind":"rant"}');
  expect(new DraftStore(storage, 'room', 'lotte').load('new')).toEqual({ body: 'x', kind: 'idea' });
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
  drafts.save('new', { body: 'x', kind: 'idea' });
  drafts.clear('new');
  expect(drafts.load('new')).toBeNull();
  expect(new DraftStore(null, 'room', 'lotte').returned()).toEqual([]);
});

test('texts of an earlier session in the same room are handed over once, other places are left alone', () => {
  const storage = memory();
  new DraftStore(storage, 'room', 'before').save('new', { body: 'Halber Gedanke', kind: 'need' });
  new DraftStore(storage, 'room', 'before').saveReturned([
    { id: '1', body: 'Nicht angenommen', kind: 'idea', reason: 'zu' }
  ]);
  new DraftStore(storage, 'other', 'before').save('new', { body: 'Anderswo', kind: 'idea' });
  const now = new DraftStore(storage, 'room', 'now');
  now.save('new', { body: 'Meins', kind: 'idea' });
  expect(now.takeLeftBehind().map(({ body }) => body)).toEqual(['Halber Gedanke', 'Nicht angenommen']);
  expect(now.takeLeftBehind()).toEqual([]);
  expect(now.load('new')?.body).toBe('Meins');
  expect(new DraftStore(storage, 'other', 'before').load('new')?.body).toBe('Anderswo');
});

import { describe, expect, it } from 'vitest';
import type { AnyRecord, Ref } from '../domain/records.ts';
import { aComment, aNote, aTopic } from '../domain/testing/records.ts';
import type { RoomOpened } from '../protocol/rooms.ts';
import { ClientState } from './ClientState.ts';

const topic = (id: string, seq: number, title = id) => aTopic({ id, seq, title });
const stub = (id: string, seq: number): AnyRecord => ({
  type: 'note',
  id,
  seq,
  stub: true,
  groupId: null,
  topicId: null,
  rank: 'a'
});
const note = (id: string, seq: number) => aNote({ id, seq, body: 'offen' });
const comment = (id: string, noteId: string, seq: number) => aComment({ id, noteId, seq });

/** Opened at clock 1 with these records. */
function state(...records: AnyRecord[]): ClientState {
  const made = new ClientState();
  made.applyOpened(opened(1, records, { full: true }), new Set());
  return made;
}
function opened(seq: number, records: AnyRecord[], given: Partial<RoomOpened> = {}): RoomOpened {
  const me = { id: 'p', name: 'Lotte Löwenzahn', role: 'participant' as const, groupId: null };
  return { ok: true, seq, records, removed: [], full: false, me, now: 0, ...given };
}
function apply(to: ClientState, put: AnyRecord[], remove: Ref[] = []): string[] {
  const from = to.seq ?? 0;
  const changed = new Set<string>();
  to.applyMessage(
    { room: 'r', from, seq: from + 1, changes: [{ seq: from + 1, at: 0, by: null, put, remove }] },
    changed
  );
  return [...changed].sort();
}
const titles = (of: ClientState) => Array.from(of.records.all('topic'), ({ title }) => title);

describe('applying', () => {
  it('[R1] never replaces a newer record by an older one', () => {
    const known = state(topic('t', 5, 'neu'));
    expect(apply(known, [topic('t', 4, 'alt')])).toEqual([]);
    expect(titles(known)).toEqual(['neu']);
  });

  it('[R1] takes the later word at the same seq: this viewer may see more or less of it now', () => {
    const known = state(stub('n', 5));
    expect(apply(known, [note('n', 5)])).toEqual(['note/n']);
    expect(known.records.get('note', 'n')).toMatchObject({ body: 'offen' });
    expect(known.stubs.size).toBe(0);
  });

  it('[T2] keeps away what is older than its tombstone, and lets newer come back', () => {
    const known = state(topic('t', 1));
    expect(apply(known, [], [{ type: 'topic', id: 't', seq: 3 }])).toEqual(['topic/t']);
    apply(known, [topic('t', 2)]);
    expect(titles(known)).toEqual([]);
    apply(known, [topic('t', 4, 'wieder da')]);
    expect(titles(known)).toEqual(['wieder da']);
  });

  it('[T2] ignores a tombstone that is older than the record', () => {
    const known = state(topic('t', 5));
    apply(known, [], [{ type: 'topic', id: 't', seq: 4 }]);
    expect(titles(known)).toEqual(['t']);
  });

  it.each([
    ['a stub', [stub('n', 2)], []],
    ['a tombstone', [], [{ type: 'note' as const, id: 'n', seq: 2 }]]
  ])('[T3] drops what hangs on a note that became %s', (_, put, remove) => {
    const known = state(note('n', 1), comment('c', 'n', 1), note('m', 1), comment('d', 'm', 1));
    expect(apply(known, put, remove)).toEqual(['comment/c', 'note/n']);
    expect(Array.from(known.records.all('comment'), ({ id }) => id)).toEqual(['d']);
  });

  it('[O1] replaces everything by a full answer', () => {
    const known = state(topic('a', 1), stub('n', 1));
    const changed = new Set<string>();
    known.applyOpened(opened(9, [topic('b', 1)], { full: true }), changed);
    expect([...changed].sort()).toEqual(['note/n', 'topic/a', 'topic/b']);
    expect(titles(known)).toEqual(['b']);
    expect(known.seq).toBe(9);
  });

  it('[O2] adds a diff, and never goes back by one', () => {
    const known = state(topic('a', 1), topic('b', 1));
    known.applyOpened(
      opened(4, [topic('c', 4)], { removed: [{ type: 'topic', id: 'a', seq: 3 }] }),
      new Set()
    );
    expect(titles(known)).toEqual(['b', 'c']);
    known.applyOpened(opened(2, []), new Set());
    expect(known.seq).toBe(4);
  });
});

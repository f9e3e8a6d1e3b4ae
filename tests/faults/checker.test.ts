import { describe, expect, it } from 'vitest';
import { checkHistory } from './checker';
import { HistoryKeeper } from './History';
import { differences, digest, type NotePicture } from './picture';
import type { StoredRoom } from './stored';

/** A run in which all went well: two notes added, one of them edited, one command refused; the stage made seq 1. */
function goodRun() {
  const history = new HistoryKeeper();
  history.send({ id: 'c1', type: 'note.add', noteId: 'n1', body: 'eins' }, 'lotte');
  history.send({ id: 'c2', type: 'note.add', noteId: 'n2', body: 'zwei' }, 'otto');
  history.send({ id: 'c3', type: 'note.edit', noteId: 'n1', body: 'anders', version: 1 }, 'lotte');
  history.send({ id: 'c4', type: 'note.edit', noteId: 'n1', body: 'zu spät', version: 1 }, 'lotte');
  history.answer('c1', { ok: true, seq: 2 });
  history.answer('c2', { ok: false, code: 'unavailable' });
  history.answer('c2', { ok: true, seq: 3 });
  history.answer('c3', { ok: true, seq: 4 });
  history.answer('c4', { ok: false, code: 'conflict' });
  const stored: StoredRoom = {
    clock: 4,
    changes: [
      { seq: 1, commandId: 's1', type: 'participant.join' },
      { seq: 2, commandId: 'c1', type: 'note.add' },
      { seq: 3, commandId: 'c2', type: 'note.add' },
      { seq: 4, commandId: 'c3', type: 'note.edit' }
    ],
    notes: [
      note({ id: 'n1', seq: 4, body: 'anders', version: 2, authorId: 'lotte' }),
      note({ id: 'n2', seq: 3, body: 'zwei', authorId: 'otto' })
    ]
  };
  return { history, stored, since: 1 };
}

const note = (given: Partial<NotePicture>): NotePicture => ({
  id: 'n1',
  seq: 1,
  body: '',
  version: 1,
  kind: 'idea',
  rank: 'a0',
  groupId: null,
  topicId: null,
  authorId: null,
  ...given
});

const broken = (run: Parameters<typeof checkHistory>[0]) =>
  checkHistory(run)
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);

describe('the checker', () => {
  it('has nothing to say about a good run, and counts what it looked at', () => {
    const found = checkHistory(goodRun());
    expect(found.filter(({ ok }) => !ok)).toEqual([]);
    expect(found[0]?.detail).toBe('acknowledged 3, wrong 0');
  });

  it('sees an acknowledged command that is not stored', () => {
    const run = goodRun();
    run.stored = {
      clock: 3,
      changes: run.stored.changes.slice(0, 3),
      notes: [note({ id: 'n1', seq: 2, body: 'eins', authorId: 'lotte' }), ...run.stored.notes.slice(1)]
    };
    expect(broken(run)).toEqual(['acknowledged is stored', 'nothing sent is forgotten']);
  });

  it('sees an acknowledgement with another clock than the stored one', () => {
    const run = goodRun();
    run.history.answer('c1', { ok: true, seq: 3 });
    expect(broken(run)).toEqual(['acknowledged is stored', 'always the same answer']);
  });

  it('sees a command that is stored twice', () => {
    const run = goodRun();
    const changes = [...run.stored.changes, { seq: 5, commandId: 'c2', type: 'note.add' }];
    expect(broken({ ...run, stored: { ...run.stored, clock: 5, changes } })).toEqual(['each command once']);
  });

  it('sees an edit that took effect twice', () => {
    const run = goodRun();
    const notes = run.stored.notes.map((one) => (one.id === 'n1' ? { ...one, version: 3 } : one));
    expect(broken({ ...run, stored: { ...run.stored, notes } })).toEqual(['each command once']);
  });

  it('sees a gap, in the middle and at the end', () => {
    const run = goodRun();
    const changes = run.stored.changes.map((one) => (one.seq === 1 ? { ...one, seq: 0 } : one));
    expect(broken({ ...run, stored: { ...run.stored, changes } })).toEqual(['seq without gaps']);
    expect(broken({ ...run, stored: { ...run.stored, clock: 5 } })).toEqual(['seq without gaps']);
  });

  it('sees a change that nobody sent, unless others may make such', () => {
    const run = goodRun();
    const changes = [...run.stored.changes, { seq: 5, commandId: 'x', type: 'participant.join' }];
    const stored = { ...run.stored, clock: 5, changes };
    expect(broken({ ...run, stored })).toEqual(['nothing stored that nobody sent']);
    expect(broken({ ...run, stored, others: new Set(['participant.join']) })).toEqual([]);
  });

  it('sees a note that is gone, says something else, or belongs to somebody else', () => {
    const run = goodRun();
    const [first, second] = run.stored.notes;
    if (!first || !second) throw new Error('two notes');
    for (const notes of [
      [first],
      [first, { ...second, body: 'drei' }],
      [first, { ...second, authorId: 'ida' }]
    ])
      expect(broken({ ...run, stored: { ...run.stored, notes } })).toEqual(['notes say what was sent']);
  });

  it('sees a refused command that is stored all the same', () => {
    const run = goodRun();
    run.history.answer('c2', { ok: false, code: 'forbidden' });
    expect(broken(run)).toEqual(['always the same answer', 'refused is not stored']);
  });

  it('sees a command that got no answer and is nowhere, but for those that wait', () => {
    const run = goodRun();
    run.history.send({ id: 'c5', type: 'note.add', noteId: 'n5', body: 'fünf' }, 'ida');
    expect(broken(run)).toEqual(['nothing sent is forgotten']);
    expect(broken({ ...run, waiting: new Set(['c5']) })).toEqual([]);
  });
});

describe('pictures of a board', () => {
  const board = [note({ id: 'n1' }), note({ id: 'n2', seq: 2 })];

  it('are the same in any order, and others when anything differs', () => {
    expect(digest(board.toReversed())).toEqual(digest(board));
    expect(digest([note({ id: 'n1' }), note({ id: 'n2', seq: 3 })])).not.toEqual(digest(board));
  });

  it('say what is missing, too much or different', () => {
    expect(differences(board, board)).toEqual([]);
    expect(differences(board.slice(1), board)).toEqual(['lacks n1 (seq 1)']);
    expect(differences(board, board.slice(1))).toEqual(['has n1 too much']);
    expect(differences([note({ id: 'n1', body: 'x' })], board.slice(0, 1))).toHaveLength(1);
  });
});

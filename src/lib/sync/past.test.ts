import { describe, expect, test } from 'vitest';
import { projectPast, rewind } from '../domain/board/history/past.ts';
import { keyOf, type StoredRecord } from '../domain/records.ts';
import { BOARD, hedda, id, lotte, otto } from '../domain/testing/boardFixture.ts';
import { LoggedBoard } from '../domain/testing/loggedBoard.ts';
import { pick, seededRandom } from '../util/random.ts';
import { RecordMap } from './RecordMap.ts';
import { anyCommand, Dice } from './testing/anyCommand.ts';
import { PEOPLE } from './testing/boardRoom.ts';

/** The board after the command with the clock `seq`. */
function at(board: LoggedBoard, seq: number): Map<string, StoredRecord> {
  const records = new Map(board.records);
  for (const { seq: done, steps } of board.log.toReversed()) {
    if (done <= seq) break;
    rewind(
      records,
      steps.map(({ before, after }) => ({ type: after.type, id: after.id, before }))
    );
  }
  return records;
}

describe('a look back', () => {
  test('shows what was there then, whatever was done since', () => {
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const dice = new Dice(seededRandom(seed));
      const board = new LoggedBoard(pick(['all', 'group', 'own'] as const, dice.random));
      const pictures = new Map([[0, new Map(board.records)]]);
      for (let step = 0; step < 120; step++) {
        const who = pick(PEOPLE, dice.random);
        const done = board.do(who, anyCommand(board, who.id, dice));
        if (done.ok) pictures.set(board.seq, new Map(board.records));
      }
      for (const [seq, picture] of pictures) {
        if (!dice.chance(0.2)) continue;
        compared += 1;
        expect(at(board, seq), `seed ${seed}, clock ${seq}`).toEqual(picture);
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  test('brings back nothing that was erased, and no name of who was', () => {
    const board = new LoggedBoard();
    const [erased, kept] = [board.note(lotte), board.note(otto)];
    const then = board.seq;
    board.do(hedda, { type: 'note.edit', noteId: erased, body: 'anders', version: 1 });
    board.do(otto, { type: 'note.edit', noteId: kept, body: 'anders', version: 1 });
    board.records.delete(keyOf({ type: 'note', id: erased }));
    board.records.delete(keyOf({ type: 'participant', id: otto.id }));
    const past = new RecordMap(at(board, then).values());
    expect(past.get('note', erased)).toBeUndefined();
    const note = past.get('note', kept);
    expect(note && projectPast(past, board, hedda, note)).toMatchObject({
      body: 'Ein Kalender für alle',
      authorId: null,
      authorName: null
    });
  });

  test('calls people by their name of today, and nobody at what is anonymous', () => {
    const board = new LoggedBoard();
    const named = board.note(lotte);
    board.do(hedda, { type: 'board.configure', anonymous: true });
    const anonymous = board.note(lotte);
    const then = board.seq;
    const before = board.get('participant', lotte.id);
    if (before) board.records.set(keyOf(before), { ...before, name: 'Lotte Neu' });
    const past = new RecordMap(at(board, then).values());
    const seen = (noteId: string) => {
      const note = past.get('note', noteId);
      return note && projectPast(past, board, hedda, note);
    };
    expect(seen(named)).toMatchObject({ authorName: 'Lotte Neu' });
    expect(seen(anonymous)).toMatchObject({ authorId: null, authorName: null });
  });

  test('leaves out who was there, agreed, voted and signed up', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    board.do(otto, { type: 'reaction.set', noteId, on: true });
    const seen = [...board.records.values()].flatMap(
      (record) => projectPast(board, board, hedda, record) ?? []
    );
    expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(['board', 'phase', 'group', 'note']));
  });

  test('fills in what records did not have yet in their day', () => {
    const board = new LoggedBoard();
    const now = board.get('board', BOARD);
    if (!now) throw new Error('no board');
    const { frozen: _later, ...before } = { ...now, title: 'Damals' };
    const records = new Map(board.records);
    rewind(records, [
      { type: 'board', id: BOARD, before: before as StoredRecord },
      { type: 'note', id: id(5), before: null }
    ]);
    expect(records.get(keyOf(now))).toEqual({ ...now, title: 'Damals' });
  });
});

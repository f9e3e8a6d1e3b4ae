import { describe, expect, test } from 'vitest';
import type { Unsent } from '../commands.ts';
import { BoardFixture, hedda, id, lotte, otto, PHASE } from '../testing/boardFixture.ts';
import { keyOf } from '../records.ts';
import type { Actor } from '../rules.ts';
import { must } from '../../util/must.ts';
import { takeBack } from '../testing/takeBack.ts';

/** What people see of a board: all records without the marks of their last change. */
const picture = (board: BoardFixture) =>
  Object.fromEntries(
    [...board.records.values()]
      .filter((record) => record.removedAt === null)
      .map((record) => [keyOf(record), { ...record, seq: 0, version: 0, editedAt: null }])
  );

/** Does it, lets others go on, and takes it back; answers how many commands that took. */
function doAndUndo(
  board: BoardFixture,
  actor: Actor,
  command: Unsent,
  meanwhile: () => unknown = () => undefined
): number {
  const inverses = takeBack(board, command);
  expect(board.do(actor, command)).toMatchObject({ ok: true });
  meanwhile();
  let sent = 0;
  for (const inverse of inverses) {
    const back = inverse(board);
    if (back === null) continue;
    expect(board.do(actor, back)).toMatchObject({ ok: true });
    sent += 1;
  }
  return sent;
}

function sorted() {
  const board = new BoardFixture();
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
  const topic = board.topic('Mobilität');
  const other = board.topic('Energie');
  const noteId = board.note(lotte, { body: 'Rufbus', rank: 'c' });
  const second = board.note(otto, { body: 'Radweg', rank: 'd' });
  const loose = board.note(otto, { body: 'Solar', rank: 'e' });
  const place = { x: 10, y: 20 };
  const [top, twin, third] = [
    board.note(otto, { body: 'Chor', rank: 'f', ...place }),
    board.note(lotte, { body: 'Ein Chor', rank: 'g', ...place }),
    board.note(lotte, { body: 'Chöre', rank: 'h', ...place })
  ];
  for (const under of [twin, third]) board.do(hedda, { type: 'note.stack', noteId: under, ontoId: top });
  for (const moved of [noteId, second]) board.do(hedda, { type: 'note.move', noteId: moved, topicId: topic });
  return { board, topic, other, noteId, second, loose, top, twin };
}

describe('a step taken back leaves the board as it was', () => {
  const { topic, other, noteId, second, top, twin } = sorted();
  const commentId = id(900);
  const cases: [string, Unsent][] = [
    ['a new note', { type: 'note.add', noteId: id(901), body: 'neu' }],
    ['a removed note', { type: 'note.remove', noteId }],
    ['a note rewritten', { type: 'note.edit', noteId, body: 'Rufbus am Abend', title: 'Bus', version: 1 }],
    ['a note of another kind', { type: 'note.edit', noteId, kind: 'need', version: 1 }],
    ['a note in another topic', { type: 'note.move', noteId, topicId: other, rank: 'x' }],
    ['a note out of its topic', { type: 'note.move', noteId, topicId: null }],
    ['a pinned note', { type: 'note.pin', noteId, on: true }],
    ['a declined note', { type: 'note.review', noteId, status: 'declined' }],
    ['a comment', { type: 'comment.add', commentId: id(902), noteId, body: 'Genau!' }],
    ['a comment rewritten', { type: 'comment.edit', commentId, body: 'Nein' }],
    ['a comment removed', { type: 'comment.remove', commentId }],
    ['a new topic', { type: 'topic.add', topicId: id(903), title: 'Kultur' }],
    ['a note stacked onto one in another topic', { type: 'note.stack', noteId: top, ontoId: noteId }],
    ['a note of a stack put into another stack', { type: 'note.stack', noteId: twin, ontoId: second }],
    ['a note taken out of its stack', { type: 'note.unstack', noteId: twin }],
    ['a note of a stack moved into a topic', { type: 'note.move', noteId: twin, topicId: topic }],
    ['the top taken off its stack', { type: 'note.unstack', noteId: top }],
    ['the top of a stack removed', { type: 'note.remove', noteId: top }],
    ['a stack moved', { type: 'note.move', noteId: top, topicId: topic, rank: 'x' }],
    ['notes revealed', { type: 'note.reveal', noteIds: [noteId, top], on: true }],
    ['a topic coloured', { type: 'topic.edit', topicId: topic, colour: 'rose' }],
    ['a topic renamed and locked', { type: 'topic.edit', topicId: topic, title: 'Verkehr', locked: true }],
    ['a topic moved', { type: 'topic.move', topicId: topic, rank: 'zz' }],
    ['a topic dissolved', { type: 'topic.remove', topicId: topic }],
    ['topics merged', { type: 'topic.merge', topicId: topic, intoId: other }]
  ];
  test.each(cases)('%s', (_name, command) => {
    // Ids count up from the same number in each world.
    const { board } = sorted();
    board.do(hedda, { type: 'comment.add', commentId, noteId, body: 'Ja' });
    const before = picture(board);
    expect(doAndUndo(board, hedda, command)).toBeGreaterThan(0);
    expect(picture(board)).toEqual(before);
  });
});

describe('what others have changed since stays theirs', () => {
  test('a note that somebody rewrote keeps the newer words', () => {
    const { board, noteId } = sorted();
    const edit: Unsent = { type: 'note.edit', noteId, body: 'von Hedda', version: 1 };
    const rewrite = () => board.do(lotte, { type: 'note.edit', noteId, body: 'von Lotte', version: 2 });
    expect(doAndUndo(board, hedda, edit, rewrite)).toBe(0);
    expect(board.get('note', noteId)?.body).toBe('von Lotte');
  });

  test('another field of it does not matter', () => {
    const { board, noteId } = sorted();
    const edit: Unsent = { type: 'note.edit', noteId, kind: 'need', version: 1 };
    const rewrite = () => board.do(lotte, { type: 'note.edit', noteId, body: 'von Lotte', version: 2 });
    expect(doAndUndo(board, hedda, edit, rewrite)).toBe(1);
    expect(board.get('note', noteId)).toMatchObject({ body: 'von Lotte', kind: 'idea' });
  });

  test('a note that somebody moved on stays there, also when its topic comes back', () => {
    const { board, topic, other, noteId, second } = sorted();
    const moveOn = () => board.do(hedda, { type: 'note.move', noteId, topicId: other });
    expect(doAndUndo(board, hedda, { type: 'topic.remove', topicId: topic }, moveOn)).toBe(2);
    expect(board.get('note', noteId)?.topicId).toBe(other);
    expect(board.get('note', second)?.topicId).toBe(topic);
  });

  test('a note that somebody stacked stays in its stack', () => {
    const { board, topic, other, noteId, second } = sorted();
    const stack = () => board.do(hedda, { type: 'note.stack', noteId, ontoId: second });
    expect(doAndUndo(board, hedda, { type: 'note.move', noteId, topicId: other }, stack)).toBe(0);
    expect(board.get('note', noteId)).toMatchObject({ stackId: second, topicId: topic });
  });

  test('a stack that was moved on meanwhile only gives the one note back', () => {
    const { board, other, noteId, second } = sorted();
    const moveOn = () => board.do(hedda, { type: 'note.move', noteId: second, topicId: other });
    expect(doAndUndo(board, hedda, { type: 'note.stack', noteId, ontoId: second }, moveOn)).toBe(1);
    expect(board.get('note', noteId)).toMatchObject({ stackId: null, topicId: other });
  });

  test('nothing goes back into a topic that is gone', () => {
    const { board, topic, other, noteId } = sorted();
    const dissolve = () => board.do(hedda, { type: 'topic.remove', topicId: topic });
    expect(doAndUndo(board, hedda, { type: 'note.move', noteId, topicId: other }, dissolve)).toBe(0);
    expect(board.get('note', noteId)?.topicId).toBe(other);
  });
});

test('two edits go back one after the other, though each makes a new version', () => {
  const { board, noteId } = sorted();
  const edits: Unsent[] = ['zwei', 'drei'].map((body, n) => ({
    type: 'note.edit',
    noteId,
    body,
    version: n + 1
  }));
  const inverses = edits.map((edit) => {
    const [inverse] = takeBack(board, edit);
    board.do(hedda, edit);
    return must(inverse, 'an edit can be taken back');
  });
  for (const inverse of inverses.reverse()) board.do(hedda, must(inverse(board), 'still as it was left'));
  expect(board.get('note', noteId)).toMatchObject({ body: 'Rufbus', version: 5 });
});

test('a topic comes back in a browser that has not kept the removed one', () => {
  const { board, topic, noteId, second } = sorted();
  const forget = () => board.records.delete(keyOf({ type: 'topic', id: topic }));
  expect(doAndUndo(board, hedda, { type: 'topic.remove', topicId: topic }, forget)).toBe(3);
  expect([noteId, second].map((one) => board.get('note', one)?.topicId)).toEqual([topic, topic]);
});

test('a merge after the vote stays: nothing can part the dots again', () => {
  const { board, topic, other } = sorted();
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  const merge = { type: 'topic.merge', topicId: topic, intoId: other } as const;
  const voteId = board.openVote;
  expect(takeBack(board, merge), 'dots of the open vote go along').toEqual([]);
  board.do(lotte, { type: 'ballot.set', voteId, dots: [{ itemId: topic, count: 2 }] });
  board.do(hedda, { type: 'vote.close', voteId });
  board.do(hedda, { type: 'vote.reveal', voteId });
  expect(board.get('topic', topic)?.dots).toBe(2);
  expect(takeBack(board, merge)).toEqual([]);
});

test('a vote that was prepared goes again, and one that was removed comes back with its results', () => {
  const { board, topic } = sorted();
  const voteId = id(7001);
  const add = { type: 'vote.add', voteId } as const;
  doAndUndo(board, hedda, add);
  expect(board.get('vote', voteId)?.removedAt).not.toBeNull();
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  const held = board.openVote;
  board.do(lotte, { type: 'ballot.set', voteId: held, dots: [{ itemId: topic, count: 2 }] });
  board.do(hedda, { type: 'vote.close', voteId: held });
  board.do(hedda, { type: 'vote.reveal', voteId: held });
  doAndUndo(board, hedda, { type: 'vote.remove', voteId: held });
  expect(board.get('vote', held)).toMatchObject({ removedAt: null, turnout: 1 });
  expect(board.get('topic', topic)?.dots).toBe(2);
});

test('what concerns everybody is no step of one person', () => {
  const { board, topic } = sorted();
  expect(takeBack(board, { type: 'phase.set', phaseId: PHASE.vote })).toEqual([]);
  expect(takeBack(board, { type: 'ballot.set', voteId: id(1), dots: [{ itemId: topic, count: 1 }] })).toEqual(
    []
  );
});

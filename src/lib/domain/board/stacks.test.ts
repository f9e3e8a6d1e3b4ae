import { describe, expect, test } from 'vitest';
import { BoardFixture, GROUP_A, GROUP_B, hedda, ida, lotte, otto, PHASE } from '../testing/boardFixture.ts';
import { aNote } from '../testing/records.ts';
import type { Actor } from '../rules.ts';
import { isStub } from '../records.ts';
import { isRemoved } from '../rules.ts';
import { projectBoard } from './project.ts';
import { stacksOf } from '../stacks.ts';

/** Three notes of three people in two topics, while the workshop sorts. */
function sorting() {
  const board = new BoardFixture();
  const topicId = board.topic('Verkehr');
  const other = board.topic('Energie');
  const top = board.note(lotte, { body: 'Rufbus', rank: 'b', groupId: GROUP_A, x: 100, y: 50 });
  const twin = board.note(ida, { body: 'Ein Rufbus', rank: 'd', groupId: GROUP_B });
  const third = board.note(otto, { body: 'Bus auf Abruf', rank: 'f' });
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
  board.do(hedda, { type: 'note.move', noteId: top, topicId });
  board.do(hedda, { type: 'note.move', noteId: twin, topicId: other });
  const stack = (noteId: string, ontoId: string, actor: Actor = hedda) =>
    board.do(actor, { type: 'note.stack', noteId, ontoId });
  const of = (noteId: string) => {
    const note = board.get('note', noteId);
    return { stackId: note?.stackId, topicId: note?.topicId };
  };
  return { board, topicId, other, top, twin, third, stack, of };
}

describe('a stack of duplicates', () => {
  test('keeps every original with its words, author and group, in the topic of the top', () => {
    const { board, topicId, top, twin, stack } = sorting();
    expect(stack(twin, top)).toMatchObject({ ok: true });
    expect(board.get('note', twin)).toMatchObject({
      stackId: top,
      topicId,
      body: 'Ein Rufbus',
      authorId: ida.id,
      groupId: GROUP_B
    });
  });

  test('is flat: onto a stacked note means onto its top, and what lay under the note comes along', () => {
    const { topicId, top, twin, third, stack, of, board } = sorting();
    stack(twin, top);
    stack(third, twin);
    expect(of(third)).toEqual({ stackId: top, topicId });
    const fourth = board.note(hedda, { body: 'Linie 12', rank: 'a' });
    stack(top, fourth);
    expect([top, twin, third].map(of)).toEqual(Array(3).fill({ stackId: fourth, topicId: null }));
    expect(stack(fourth, twin), 'onto what lies under it').toEqual({ ok: false, code: 'conflict' });
    expect(stack(twin, top), 'where it lies already').toEqual({ ok: false, code: 'conflict' });
  });

  test('moves with its top; a note moved alone leaves it', () => {
    const { board, other, topicId, top, twin, third, stack, of } = sorting();
    stack(twin, top);
    stack(third, top);
    board.do(hedda, { type: 'note.move', noteId: top, topicId: other });
    expect([top, twin, third].map((id) => of(id).topicId)).toEqual([other, other, other]);
    board.do(hedda, { type: 'topic.merge', topicId: other, intoId: topicId });
    expect([twin, third].map(of)).toEqual(Array(2).fill({ stackId: top, topicId }));
    board.do(hedda, { type: 'note.move', noteId: twin, topicId: null });
    expect(of(twin)).toEqual({ stackId: null, topicId: null });
    board.do(hedda, { type: 'note.move', noteId: third, rank: 'a' });
    expect(of(third).stackId).toBe(top);
  });

  test('goes on under the next one when the top is removed, and takes it in again when it comes back', () => {
    const { board, topicId, top, twin, third, stack, of } = sorting();
    stack(third, top);
    stack(twin, top);
    board.do(lotte, { type: 'note.remove', noteId: top });
    expect(board.get('note', twin)).toMatchObject({ stackId: null, topicId, rank: 'b', x: 100, y: 50 });
    expect(of(third)).toEqual({ stackId: twin, topicId });
    board.do(otto, { type: 'note.remove', noteId: third });
    board.do(hedda, { type: 'note.restore', noteId: third });
    expect(of(third)).toEqual({ stackId: twin, topicId });
    board.do(hedda, { type: 'note.restore', noteId: top });
    expect(of(top)).toEqual({ stackId: null, topicId });
  });

  test('a note that was away comes back to where its stack is now', () => {
    const { board, other, top, twin, third, stack, of } = sorting();
    stack(third, top);
    board.do(otto, { type: 'note.remove', noteId: third });
    stack(top, twin);
    board.do(hedda, { type: 'note.restore', noteId: third });
    expect(of(third)).toEqual({ stackId: twin, topicId: other });
  });

  test('gives a note back beside it, or its top, whose place the next one takes', () => {
    const { board, topicId, top, twin, third, stack, of } = sorting();
    stack(twin, top);
    stack(third, top);
    board.do(hedda, { type: 'note.unstack', noteId: twin });
    expect(of(twin)).toEqual({ stackId: null, topicId });
    expect(board.get('note', twin)?.x).toBeGreaterThan(100);
    const rank = board.get('note', twin)?.rank ?? '';
    expect(rank > 'b' && rank < 'd').toBe(true);
    board.do(hedda, { type: 'note.unstack', noteId: top });
    expect(board.get('note', third)).toMatchObject({ stackId: null, rank: 'b', x: 100 });
    expect(board.get('note', top)?.stackId).toBeNull();
    expect(board.do(hedda, { type: 'note.unstack', noteId: top })).toEqual({ ok: false, code: 'conflict' });
  });

  test('is made by whoever may sort, and by nobody else', () => {
    const { board, top, twin, topicId, stack } = sorting();
    expect(stack(twin, top, lotte)).toEqual({ ok: false, code: 'forbidden' });
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.cluster, may: ['move'] });
    expect(stack(twin, top, lotte)).toMatchObject({ ok: true });
    expect(board.do(otto, { type: 'note.unstack', noteId: twin })).toMatchObject({ ok: true });
    board.do(hedda, { type: 'topic.edit', topicId, locked: true });
    expect(stack(twin, top, lotte)).toEqual({ ok: false, code: 'closed' });
  });
});

describe('stacks as somebody sees them', () => {
  const ids = (notes: readonly { id: string }[] | undefined) => notes?.map(({ id }) => id);
  const [top, first, second, loose] = [
    aNote({ id: 'top', rank: 'x' }),
    aNote({ id: 'first', rank: 'a', stackId: 'top' }),
    aNote({ id: 'second', rank: 'b', stackId: 'top' }),
    aNote({ id: 'loose', rank: 'c' })
  ];

  test('show one note for many, in the order they came in', () => {
    const { tops, under } = stacksOf([second, loose, top, first]);
    expect(ids(tops)).toEqual(['loose', 'top']);
    expect(ids(under.get('top'))).toEqual(['first', 'second']);
  });

  test('never hide a note under one that is not there', () => {
    const { tops, under } = stacksOf([second, loose, first]);
    expect(ids(tops)).toEqual(['loose', 'first']);
    expect(ids(under.get('first'))).toEqual(['second']);
    expect(ids(stacksOf([loose, top]).tops)).toEqual(['loose', 'top']);
  });
});

describe('notes hidden while people write', () => {
  function hidden(sees: 'own' | 'group') {
    const board = new BoardFixture(sees);
    const noteId = board.note(ida, { body: 'Rufbus', groupId: GROUP_B });
    board.do(ida, { type: 'comment.add', commentId: noteId, noteId, body: 'Gemeint ist abends' });
    board.do(ida, { type: 'reaction.set', noteId, on: true });
    const reads = (viewer: Actor): string[] =>
      [...board.records.values()]
        .filter(({ type }) => ['note', 'comment', 'reaction'].includes(type))
        .flatMap((record) => {
          const seen = projectBoard(board, viewer, record);
          return seen === null || isRemoved(seen) || isStub(seen) ? [] : [record.type];
        });
    const reveal = (actor: Actor, on: boolean) =>
      board.do(actor, { type: 'note.reveal', noteIds: [noteId], on });
    return { board, noteId, reads, reveal };
  }

  test.each(['own', 'group'] as const)(
    'are revealed with all that hangs on them, and hidden again (%s)',
    (sees) => {
      const { board, noteId, reads, reveal } = hidden(sees);
      expect(reads(lotte)).toEqual([]);
      const before = board.seq;
      expect(reveal(hedda, true)).toMatchObject({ ok: true });
      expect(reads(lotte)).toEqual(['note', 'comment', 'reaction']);
      for (const type of ['note', 'comment', 'reaction'] as const)
        for (const { seq } of board.all(type)) expect(seq, `${type} goes out anew`).toBeGreaterThan(before);
      reveal(hedda, false);
      expect(reads(lotte)).toEqual([]);
      expect(projectBoard(board, lotte, board.get('note', noteId) ?? aNote())).toMatchObject({ stub: true });
    }
  );

  test('are revealed by facilitators, and not before they are approved', () => {
    const { board, noteId, reads, reveal } = hidden('own');
    expect(reveal(ida, true)).toEqual({ ok: false, code: 'forbidden' });
    board.do(hedda, { type: 'note.review', noteId, status: 'waiting' });
    reveal(hedda, true);
    expect(reads(lotte)).toEqual([]);
  });

  test('stay revealed in later phases', () => {
    const { board, reads, reveal } = hidden('own');
    reveal(hedda, true);
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.cluster, sees: 'own' });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    expect(reads(lotte)).toEqual(['note', 'comment', 'reaction']);
  });

  test('a note that lies under a hidden one is seen by itself', () => {
    const { board, noteId } = hidden('own');
    const own = board.note(lotte, { body: 'Bus auf Abruf' });
    board.do(hedda, { type: 'note.stack', noteId: own, ontoId: noteId });
    const read = [...board.all('note')].flatMap((note) => {
      const seen = projectBoard(board, lotte, note);
      return seen !== null && !isRemoved(seen) && !isStub(seen) ? [note] : [];
    });
    expect(stacksOf(read).tops.map(({ id }) => id)).toEqual([own]);
  });
});

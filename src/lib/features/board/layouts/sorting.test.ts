import { expect, test } from 'vitest';
import { BoardFixture, hedda, lotte, otto, PHASE } from '$lib/domain/testing/boardFixture';
import { rightsOf } from '$lib/domain/board/rights';
import { byRank } from '$lib/domain/rank';
import type { Actor } from '$lib/domain/rules';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { intoNewTopic, intoTopic } from './sorting';

function sorting() {
  const board = new BoardFixture();
  const topicId = board.topic('Verkehr');
  const ids = ['b', 'd', 'f'].map((rank, n) => board.note(n === 0 ? lotte : otto, { rank }));
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
  const session = (actor: Actor) => {
    const notes: NoteRecord[] = [...board.all('note')];
    const topics: TopicRecord[] = [...board.all('topic')].sort(byRank);
    return {
      notes,
      topics,
      notesOf: (id: string | null) => notes.filter((note) => note.topicId === id).sort(byRank),
      isFacilitator: actor.role === 'facilitator',
      isMine: (note: NoteRecord) => note.authorId === actor.id,
      can: rightsOf(board, actor)
    };
  };
  return { board, topicId, ids, session };
}

test('selected notes go to the end of a topic, in their order', () => {
  const { board, topicId, ids, session } = sorting();
  const [first, ...others] = ids as [string, string, string];
  board.do(hedda, { type: 'note.move', noteId: first, topicId, rank: 'x' });
  const commands = intoTopic(session(hedda), others, topicId);
  expect(commands).toHaveLength(2);
  for (const command of commands) expect(board.do(hedda, command)).toMatchObject({ ok: true });
  expect(
    session(hedda)
      .notesOf(topicId)
      .map(({ id }) => id)
  ).toEqual(ids);
});

test('what one may not move stays, and so does all in a locked topic', () => {
  const { board, topicId, ids, session } = sorting();
  expect(intoTopic(session(lotte), ids, topicId)).toEqual([]);
  board.do(hedda, { type: 'phase.configure', phaseId: PHASE.cluster, may: ['move'] });
  expect(intoTopic(session(lotte), ids, topicId)).toHaveLength(3);
  board.do(hedda, { type: 'topic.edit', topicId, locked: true });
  expect(intoTopic(session(lotte), ids, topicId)).toEqual([]);
});

test('a topic is split by taking some of its notes into a new one', () => {
  const { board, topicId, ids, session } = sorting();
  for (const command of intoTopic(session(hedda), ids, topicId)) board.do(hedda, command);
  for (const command of intoNewTopic(session(hedda), ids.slice(1), 'Schiene'))
    expect(board.do(hedda, command)).toMatchObject({ ok: true });
  const [old, added] = session(hedda).topics;
  expect([old?.title, added?.title]).toEqual(['Verkehr', 'Schiene']);
  expect(
    session(hedda)
      .notesOf(added?.id ?? '')
      .map(({ id }) => id)
  ).toEqual(ids.slice(1));
});

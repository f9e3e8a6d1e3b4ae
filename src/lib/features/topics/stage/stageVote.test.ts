import { expect, test } from 'vitest';
import { BoardFixture, hedda, id, lotte, otto, PHASE } from '$lib/domain/testing/boardFixture';
import { aVote } from '$lib/domain/testing/records';
import { must } from '$lib/util/must';
import { MOST_ROWS, stageVote } from './stageVote';

const counts = { turnout: 2, electorate: 4 };

function voted() {
  const board = new BoardFixture();
  const [a, b] = [board.topic('A'), board.topic('B')];
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  const voteId = board.openVote;
  board.do(lotte, { type: 'ballot.set', voteId, dots: [{ itemId: b, count: 3 }] });
  board.do(otto, { type: 'ballot.set', voteId, dots: [{ itemId: a, count: 1 }] });
  return {
    board,
    a,
    b,
    voteId,
    shown: () => stageVote(board, must(board.get('vote', voteId), 'it'), counts)
  };
}

test('nothing but the turnout before all may see the result', () => {
  const { board, voteId, shown } = voted();
  const turnout = { kind: 'turnout', turnout: 2, electorate: 4, percent: 50 };
  expect(shown()).toEqual({ ...turnout, open: true });
  board.do(hedda, { type: 'vote.close', voteId });
  expect(shown()).toEqual({ ...turnout, open: false });
});

test('then the topics, most dots first, with the AGs they became', () => {
  const { board, a, b, voteId, shown } = voted();
  board.do(hedda, { type: 'topic.promote', topicId: b, workingGroupId: id(900) });
  board.do(hedda, { type: 'vote.close', voteId });
  board.do(hedda, { type: 'vote.reveal', voteId });
  expect(shown()).toEqual({
    kind: 'result',
    rows: [
      { id: b, place: 1, label: 'B', count: 3, workingGroup: 1 },
      { id: a, place: 2, label: 'A', count: 1, workingGroup: null }
    ],
    more: 0,
    sum: 4,
    people: 2
  });
});

test('no words of a note that only its group reads', () => {
  const board = new BoardFixture('own');
  const noteId = board.note(lotte);
  const vote = aVote({ on: 'notes', state: 'closed', results: [{ id: noteId, count: 2 }], revealedAt: 1 });
  expect(stageVote(board, vote, counts)).toMatchObject({ rows: [{ label: null, count: 2 }] });
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  expect(stageVote(board, vote, counts)).toMatchObject({ rows: [{ label: 'Ein Kalender für alle' }] });
});

test('as many as can be read, and how many more there are', () => {
  const board = new BoardFixture();
  const results = Array.from({ length: MOST_ROWS + 3 }, (_, n) => ({ id: board.topic(`T${n}`), count: 1 }));
  const vote = aVote({ state: 'closed', results, revealedAt: 1 });
  expect(stageVote(board, vote, counts)).toMatchObject({ more: 3, sum: MOST_ROWS + 3 });
});

test('nothing of a vote that is only planned', () => {
  expect(stageVote(new BoardFixture(), null, counts)).toEqual({ kind: 'before' });
  expect(stageVote(new BoardFixture(), aVote(), counts)).toEqual({ kind: 'before' });
});

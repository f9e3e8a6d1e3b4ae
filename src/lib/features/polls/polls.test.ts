import { describe, expect, test } from 'vitest';
import { rightsOf } from '$lib/domain/board/rights';
import { BoardFixture, hedda, id, lotte, otto } from '$lib/domain/testing/boardFixture';
import { answerOf, askedPolls, pollNews, pollsOf, stagePoll } from './polls';

/** Three polls: the first planned, the others asked one after the other. */
function asked() {
  const board = new BoardFixture();
  const [planned, first, second] = [id(501), id(502), id(503)] as const;
  for (const pollId of [planned, first, second])
    board.do(hedda, { type: 'poll.add', pollId, kind: 'words', question: `Frage ${pollId}` });
  // Asked in another order than they stand.
  board.do(hedda, { type: 'poll.open', pollId: second });
  board.do(hedda, { type: 'poll.open', pollId: first });
  return { board, planned, first, second };
}
const ids = (polls: readonly { id: string }[]) => polls.map((poll) => poll.id);
const NONE = new Set<string>();

test('open ones come as they were opened, closed ones after them, planned ones not at all', () => {
  const { board, planned, first, second } = asked();
  expect(ids(pollsOf(board))).toEqual([planned, first, second]);
  expect(ids(askedPolls(board))).toEqual([second, first]);
  board.do(hedda, { type: 'poll.close', pollId: second });
  expect(ids(askedPolls(board))).toEqual([first, second]);
  board.do(hedda, { type: 'poll.remove', pollId: first });
  expect(ids(askedPolls(board))).toEqual([second]);
});

test('the projector shows the last one opened, and the last result when none is open', () => {
  const { board, first, second } = asked();
  expect(stagePoll(board)?.id).toBe(first);
  board.do(hedda, { type: 'poll.close', pollId: first });
  expect(stagePoll(board)?.id).toBe(second);
  board.do(hedda, { type: 'poll.close', pollId: second });
  expect(stagePoll(board)?.id).toBe(second);
  expect(stagePoll(new BoardFixture())).toBeNull();
});

describe('the line under the bar', () => {
  test('asks what waits, then says what was answered, then that there is a result, once', () => {
    const { board, first, second } = asked();
    const news = (seen: ReadonlySet<string> = NONE) =>
      pollNews(board, { me: lotte.id, can: rightsOf(board, lotte), seen });
    expect(news()).toMatchObject({ type: 'ask', poll: { id: second }, more: 1 });
    board.do(otto, { type: 'poll.answer', pollId: second, values: ['Mut'] });
    expect(news()).toMatchObject({ type: 'ask', poll: { id: second } });
    board.do(lotte, { type: 'poll.answer', pollId: second, values: ['Mut'] });
    expect(news()).toMatchObject({ type: 'ask', poll: { id: first }, more: 0 });
    board.do(lotte, { type: 'poll.answer', pollId: first, values: ['Wut'] });
    expect(news()).toMatchObject({ type: 'answered', poll: { id: first } });
    board.do(lotte, { type: 'poll.answer', pollId: first, values: [] });
    expect(answerOf(board, first, lotte.id)).toBeNull();
    expect(news()).toMatchObject({ type: 'ask', poll: { id: first } });
    board.do(hedda, { type: 'poll.close', pollId: first });
    expect(news()).toMatchObject({ type: 'result', poll: { id: first } });
    expect(news(new Set([first]))).toMatchObject({ type: 'answered', poll: { id: second } });
    board.do(hedda, { type: 'poll.remove', pollId: second });
    expect(news(new Set([first]))).toBeNull();
  });

  test('asks nobody what they may not answer', () => {
    const { board, first, second } = asked();
    board.do(hedda, { type: 'participant.mute', participantId: otto.id, on: true });
    const news = (who: typeof otto) => pollNews(board, { me: who.id, can: rightsOf(board, who), seen: NONE });
    expect(news(otto)).toBeNull();
    expect(news(lotte)).toMatchObject({ type: 'ask', poll: { id: second }, more: 1 });
    board.do(hedda, { type: 'poll.close', pollId: first });
    expect(news(otto)).toMatchObject({ type: 'result', poll: { id: first } });
  });
});

import { expect, test } from 'vitest';
import { BoardFixture, hedda, lotte, PHASE } from '$lib/domain/testing/boardFixture';
import { voteRows } from './voteRows';

/** A board with one vote that was counted, one that is open, and one that is removed. */
function board() {
  const board = new BoardFixture();
  const [a, b] = [board.topic('=1+1'), board.topic('Bürgerräte; "jetzt"')];
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  const counted = board.openVote;
  const dots = [
    { itemId: a, count: 2 },
    { itemId: b, count: 1 }
  ];
  board.do(lotte, { type: 'ballot.set', voteId: counted, dots });
  board.do(hedda, { type: 'vote.close', voteId: counted });
  board.do(hedda, { type: 'topic.remove', topicId: b });
  const gone = board.vote({ title: 'Weg' });
  board.do(hedda, { type: 'vote.close', voteId: gone });
  board.do(hedda, { type: 'vote.remove', voteId: gone });
  board.vote({ title: 'Läuft' });
  return { records: [...board.records.values()], counted, gone };
}

test('one row for each topic of what was counted, most dots first; what was dissolved since says so', () => {
  const { records } = board();
  const [heading, ...rows] = voteRows(records, null);
  expect(heading).toHaveLength(8);
  expect(rows.map((row) => row.slice(0, 7))).toEqual([
    ['Was ist Ihnen am wichtigsten?', 1, '=1+1', 2, 67, 1, 4],
    ['Was ist Ihnen am wichtigsten?', 2, 'Bürgerräte; "jetzt" (seitdem entfernt)', 1, 33, 1, 4]
  ]);
});

test('of one vote only, where it is asked for; a removed one is not given out', () => {
  const { records, counted, gone } = board();
  expect(voteRows(records, counted)).toHaveLength(3);
  expect(voteRows(records, gone)).toHaveLength(1);
});

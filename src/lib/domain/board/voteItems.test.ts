import { describe, expect, test } from 'vitest';
import { BoardFixture, hedda, lotte } from '../testing/boardFixture.ts';
import { aVote } from '../testing/records.ts';
import { found, resultRows, voteItems } from './voteItems.ts';

const labels = (items: readonly { label: string | null }[]) => items.map(({ label }) => label);

describe('what is up for a vote', () => {
  test('notes of a topic stand together, the loose ones at the end; the words in one line', () => {
    const board = new BoardFixture();
    const [bus, farm] = [board.topic('Bus'), board.topic('Hof')];
    board.note(lotte, { body: 'lose' });
    board.note(hedda, { body: 'Hof\n**öffnen**', topicId: farm });
    board.note(hedda, { body: 'Rufbus', topicId: bus });
    const items = voteItems(board, aVote({ on: 'notes' }));
    expect(labels(items)).toEqual(['Rufbus', 'Hof öffnen', 'lose']);
    expect(labels(voteItems(board, aVote({ on: 'notes', topicId: bus })))).toEqual(['Rufbus']);
    expect(labels(voteItems(board, aVote()))).toEqual(['Bus', 'Hof']);
  });

  test('are found by their words and by their topic, in any order', () => {
    const board = new BoardFixture();
    const bus = board.topic('Mobilität');
    board.note(hedda, { body: 'Rufbus am Abend', topicId: bus });
    board.note(lotte, { body: 'Dorfladen' });
    const items = voteItems(board, aVote({ on: 'notes' }));
    expect(labels(found(items, 'abend MOBIL'))).toEqual(['Rufbus am Abend']);
    expect(found(items, '  ')).toHaveLength(2);
    expect(found(items, 'Fahrrad')).toEqual([]);
  });
});

describe('results', () => {
  test('most first, equal ones share a place; shares and own dots', () => {
    const board = new BoardFixture();
    const ids = ['A', 'B', 'C', 'D'].map((title) => board.topic(title));
    const counts = [3, 8, 3, 0];
    const results = ids.map((id, index) => ({ id, count: counts[index] ?? 0 }));
    const rows = resultRows(board, aVote({ results }), [{ itemId: ids[1] ?? '', count: 2 }]);
    expect(rows.map(({ label, place }) => [label, place])).toEqual([
      ['B', 1],
      ['A', 2],
      ['C', 2],
      ['D', 4]
    ]);
    expect(rows[0]).toMatchObject({ own: 2, share: 8 / 14, gone: false });
  });

  test('what was dissolved since stays counted, by name where one may still read it', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Alt');
    const vote = aVote({ results: [{ id: topicId, count: 2 }] });
    board.do(hedda, { type: 'topic.remove', topicId });
    expect(resultRows(board, vote, [])).toMatchObject([{ label: 'Alt', gone: true, count: 2 }]);
    board.records.clear();
    expect(resultRows(board, vote, [])).toMatchObject([{ label: null, gone: true, count: 2 }]);
  });

  test('none before they may be seen', () => {
    expect(resultRows(new BoardFixture(), aVote(), [])).toEqual([]);
  });
});

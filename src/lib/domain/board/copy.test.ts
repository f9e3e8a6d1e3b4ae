import { describe, expect, it } from 'vitest';
import type { NoteRecord, RecordType, StoredOf } from '../records.ts';
import {
  BOARD,
  BoardFixture,
  GROUP_A,
  GROUP_B,
  hedda,
  id,
  lotte,
  otto,
  PHASE
} from '../testing/boardFixture.ts';
import { copyBoard } from './copy.ts';
import { boardOf } from './rights.ts';

const NOW = 1_900_000_000_000;

function copyOf(board: BoardFixture, withNotes: boolean) {
  let ids = 0;
  const source = boardOf(board);
  if (!source) throw new Error('no board');
  const records = copyBoard(
    {
      board: source,
      phases: [...board.all('phase')],
      groups: [...board.all('group')],
      topics: [...board.all('topic')],
      polls: [...board.all('poll')],
      votes: [...board.all('vote')],
      notes: withNotes ? [...board.all('note')] : []
    },
    { roomId: id(7000), title: 'Noch einmal', now: NOW, newId: () => id(8000 + ++ids) }
  );
  const all = <T extends RecordType>(type: T) =>
    records.filter((record): record is StoredOf<T> => record.type === type);
  return { records, all };
}

describe('a copy of a board', () => {
  it('has its settings, phases, groups and topics anew, and stands at its beginning', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorfleben');
    board.do(hedda, {
      type: 'board.configure',
      approval: true,
      layout: 'list',
      access: 'read'
    });
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, done: true });
    board.do(hedda, { type: 'group.remove', groupId: GROUP_B });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    board.do(hedda, { type: 'timer.start', seconds: 60 });
    const voteId = board.openVote;
    board.do(hedda, { type: 'vote.configure', voteId, title: 'Was zuerst?', perPerson: 5 });
    board.do(lotte, { type: 'ballot.set', voteId, dots: [{ itemId: topicId, count: 1 }] });
    board.do(hedda, { type: 'vote.close', voteId });
    const { records, all } = copyOf(board, false);
    const [copy] = all('board');
    expect(copy).toMatchObject({
      id: id(7000),
      title: 'Noch einmal',
      approval: true,
      layout: 'list',
      access: 'read',
      timerEndsAt: null
    });
    expect(copy?.phaseId).toBe(all('phase')[0]?.id);
    expect(all('phase').map(({ phase }) => phase)).toEqual([
      'collect',
      'cluster',
      'vote',
      'commit',
      'network'
    ]);
    expect(all('group').map(({ done }) => done)).toEqual([false]);
    expect(all('topic')).toMatchObject([{ title: 'Dorfleben', dots: null, workingGroupId: null }]);
    const plan = { title: 'Was zuerst?', perPerson: 5, state: 'planned', results: null, turnout: null };
    expect(all('vote')).toMatchObject([{ ...plan, phaseId: all('phase')[2]?.id }]);
    expect(all('ballot')).toEqual([]);
    const old = new Set([...board.records.values()].map((record) => record.id));
    expect(records.filter((record) => old.has(record.id))).toEqual([]);
    expect(records.every(({ seq, removedAt }) => seq === 1 && removedAt === null)).toBe(true);
    expect(records.map(({ id }) => id)).not.toContain(topicId);
    expect(JSON.stringify(records)).not.toContain(BOARD);
  });

  it('keeps stacks; where the top is not copied, the next one is it', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    const [top, second, third, alone] = ['oben', 'darunter', 'auch', 'allein'].map((body) =>
      board.note(lotte, { body, topicId: null })
    ) as [string, string, string, string];
    for (const noteId of [second, third]) board.do(hedda, { type: 'note.stack', noteId, ontoId: top });
    const stackOf = (body: string): string | null | undefined => {
      const notes = copyOf(board, true).all('note');
      const over = notes.find((note) => note.body === body)?.stackId ?? null;
      return over === null ? null : notes.find(({ id }) => id === over)?.body;
    };
    expect(['oben', 'darunter', 'auch', 'allein'].map(stackOf)).toEqual([null, 'oben', 'oben', null]);
    board.do(hedda, { type: 'note.review', noteId: top, status: 'declined' });
    expect(['darunter', 'auch'].map(stackOf)).toEqual([null, 'darunter']);
    expect(alone).not.toBe(top);
  });

  it('keeps the notes that all could see, in their places and order, and nothing of who wrote them and when', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorfleben');
    const first = board.note(lotte, { body: 'zuerst', groupId: GROUP_A });
    board.note(otto, { body: 'danach', groupId: GROUP_A });
    board.note(lotte, { body: 'weg' });
    board.do(hedda, { type: 'note.move', noteId: first, topicId });
    const gone = [...board.all('note')].find(({ body }) => body === 'weg');
    board.do(hedda, { type: 'note.remove', noteId: gone?.id ?? '' });
    board.do(hedda, { type: 'board.configure', approval: true });
    board.note(lotte, { body: 'wartet' });
    const notes: NoteRecord[] = copyOf(board, true).all('note');
    expect(notes.map(({ body }) => body).sort()).toEqual(['danach', 'zuerst']);
    const { all } = copyOf(board, true);
    const moved = all('note').find(({ body }) => body === 'zuerst');
    expect(moved).toMatchObject({ topicId: all('topic')[0]?.id, groupId: all('group')[0]?.id });
    for (const note of notes)
      expect(note).toMatchObject({
        authorId: null,
        authorName: null,
        authorOrganisation: null,
        editedAt: null
      });
    expect(notes.map(({ createdAt }) => createdAt)).toEqual([NOW, NOW - 1]);
    const text = JSON.stringify(copyOf(board, true).records);
    for (const { id: personal, name } of [lotte, otto, hedda])
      expect([name, text.includes(name), text.includes(personal)]).toEqual([name, false, false]);
  });
});

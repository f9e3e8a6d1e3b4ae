import { describe, expect, test } from 'vitest';
import { BoardFixture, GROUP_A, hedda, id, lotte, otto, PHASE, system } from '../testing/boardFixture.ts';
import { boardOf } from './rights.ts';
import { readByAll, shownOnStage, stageChoices } from './projector.ts';
import { facilitatorsOf, leadOf } from './stage.ts';

const greta = { ...hedda, id: id(28), name: 'Greta Grasmück' };

/** Greta comes in: as a facilitator when nothing else is said. */
function comes(board: BoardFixture, role: 'facilitator' | 'participant' = 'facilitator') {
  return board.do(system, {
    type: 'participant.join',
    participantId: greta.id,
    personId: id(928),
    name: greta.name,
    organisation: null,
    role,
    groupId: null
  });
}

describe('who leads', () => {
  test('is the only facilitator, and with two the one who was first', () => {
    const board = new BoardFixture();
    expect(leadOf(board)?.name).toBe(hedda.name);
    comes(board);
    expect(boardOf(board)?.leadId).toBe(hedda.id);
    board.records.delete(`participant/${greta.id}`);
    board.records.delete(`participant/${hedda.id}`);
    expect(leadOf(board)).toBeNull();
    comes(board, 'participant');
    expect(leadOf(board)).toBeNull();
    board.records.delete(`participant/${greta.id}`);
    comes(board);
    expect(boardOf(board)?.leadId).toBe(greta.id);
    expect(facilitatorsOf(board).map(({ name }) => name)).toEqual([greta.name]);
  });

  test('stays so when another facilitator comes in, until it is taken or handed over', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'lead.take', participantId: hedda.id });
    comes(board);
    expect(leadOf(board)?.id).toBe(hedda.id);
    board.do(greta, { type: 'lead.take', participantId: greta.id });
    expect(leadOf(board)?.id).toBe(greta.id);
    board.do(greta, { type: 'lead.take', participantId: hedda.id });
    expect(leadOf(board)?.id).toBe(hedda.id);
  });

  test('nobody does once the lead is no facilitator any more, and others are', () => {
    const board = new BoardFixture();
    comes(board);
    board.do(greta, { type: 'lead.take', participantId: greta.id });
    const person = board.get('participant', greta.id);
    if (person) board.records.set(`participant/${greta.id}`, { ...person, role: 'participant' });
    expect(leadOf(board)?.id).toBe(hedda.id);
    if (person)
      board.records.set(`participant/${otto.id}`, {
        ...person,
        id: otto.id,
        name: otto.name,
        role: 'facilitator'
      });
    expect(leadOf(board)).toBeNull();
    expect(boardOf(board)?.leadId).toBe(greta.id);
  });

  test('is not for participants, neither to take nor to be given', () => {
    const board = new BoardFixture();
    expect(board.do(lotte, { type: 'lead.take', participantId: lotte.id })).toEqual({
      ok: false,
      code: 'forbidden'
    });
    expect(board.do(hedda, { type: 'lead.take', participantId: otto.id })).toEqual({
      ok: false,
      code: 'not_found'
    });
  });
});

describe('what the projectors show', () => {
  test('follows the phase by itself', () => {
    const board = new BoardFixture();
    const shown = () => shownOnStage(board);
    expect(shown()).toBe('access');
    board.note(lotte);
    expect(shown()).toBe('notes');
    const seen = (['cluster', 'vote', 'commit', 'network', 'collect'] as const).map((phase) => {
      board.do(hedda, { type: 'phase.set', phaseId: PHASE[phase] });
      return shown();
    });
    expect(seen).toEqual(['topics', 'vote', 'workingGroups', 'cards', 'notes']);
  });

  test('on a board without phases too', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'phase.set', phaseId: null });
    expect(shownOnStage(board)).toBe('access');
    board.note(lotte);
    expect(shownOnStage(board)).toBe('notes');
  });

  test('nothing that is hidden: the task while everybody writes for themselves or in groups, until something is revealed', () => {
    for (const sees of ['own', 'group'] as const) {
      const board = new BoardFixture(sees);
      const noteId = board.note(lotte, { groupId: GROUP_A });
      const other = board.note(otto, { groupId: GROUP_A });
      const all = () => readByAll(board, [...board.all('note')]).map((note) => note.id);
      expect([shownOnStage(board), all()]).toEqual(['task', []]);
      board.do(hedda, { type: 'note.reveal', noteIds: [noteId], on: true });
      expect([shownOnStage(board), all()]).toEqual(['notes', [noteId]]);
      board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
      expect(all()).toEqual([noteId, other]);
    }
  });

  test('a note of the plenary does not end the work of the groups', () => {
    const board = new BoardFixture('group');
    board.note(hedda, { groupId: null });
    expect(shownOnStage(board)).toBe('task');
    board.note(lotte, { groupId: GROUP_A });
    expect(shownOnStage(board)).toBe('task');
  });

  test('a poll comes first while it is open; closed, it stays until the board goes on', () => {
    const board = new BoardFixture();
    const pollId = id(800);
    board.do(hedda, { type: 'poll.add', pollId, question: 'Wie war es?', kind: 'words', shows: 'end' });
    expect(shownOnStage(board)).toBe('access');
    board.do(hedda, { type: 'poll.open', pollId });
    expect(shownOnStage(board)).toBe('poll');
    board.do(hedda, { type: 'poll.close', pollId });
    expect(shownOnStage(board)).toBe('poll');
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    expect(shownOnStage(board)).toBe('topics');
  });

  test('a vote that was opened by hand is shown in whatever phase', () => {
    const board = new BoardFixture();
    board.topic('Mobilität');
    const voteId = id(810);
    board.do(hedda, { type: 'vote.add', voteId });
    expect(shownOnStage(board)).toBe('access');
    expect(board.do(hedda, { type: 'vote.open', voteId })).toMatchObject({ ok: true });
    expect(shownOnStage(board)).toBe('vote');
    board.do(hedda, { type: 'vote.close', voteId });
    expect(shownOnStage(board)).toBe('access');
  });

  test('what somebody has chosen comes before all of that', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'stage.set', view: 'blank' });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect(shownOnStage(board)).toBe('blank');
    board.do(hedda, { type: 'stage.set', view: 'auto' });
    expect(shownOnStage(board)).toBe('vote');
  });

  test('offers the views there is something to show in', () => {
    const board = new BoardFixture();
    expect(stageChoices(board)).toEqual([
      'auto',
      'access',
      'task',
      'notes',
      'topics',
      'vote',
      'workingGroups',
      'cards',
      'blank'
    ]);
    for (const phase of [...board.all('phase')])
      board.records.set(`phase/${phase.id}`, { ...phase, removedAt: 1 });
    expect(stageChoices(board)).toEqual(['auto', 'access', 'task', 'notes', 'blank']);
    board.topic('Mobilität');
    expect(stageChoices(board)).toContain('topics');
  });

  test('is set by each facilitator and by nobody else, view and names apart', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'stage.set', view: 'blank' });
    board.do(greta, { type: 'stage.set', names: true });
    expect(boardOf(board)).toMatchObject({ stage: 'blank', stageNames: true });
    expect(board.do(lotte, { type: 'stage.set', view: 'auto' })).toEqual({ ok: false, code: 'forbidden' });
    expect(boardOf(board)?.stage).toBe('blank');
  });
});

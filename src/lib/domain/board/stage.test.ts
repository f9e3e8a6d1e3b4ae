import { describe, expect, test } from 'vitest';
import { BoardFixture, hedda, id, lotte, otto, system } from '../testing/boardFixture.ts';
import { boardOf } from './rights.ts';
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
  test('is the first facilitator who comes in, and nobody who is none', () => {
    const board = new BoardFixture();
    expect(leadOf(board)).toBeNull();
    comes(board, 'participant');
    expect(leadOf(board)).toBeNull();
    board.records.delete(`participant/${greta.id}`);
    comes(board);
    expect(leadOf(board)?.name).toBe(greta.name);
    expect(facilitatorsOf(board).map(({ name }) => name)).toEqual([greta.name, hedda.name]);
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

  test('nobody does once the lead is no facilitator any more', () => {
    const board = new BoardFixture();
    comes(board);
    const person = board.get('participant', greta.id);
    if (person) board.records.set(`participant/${greta.id}`, { ...person, role: 'participant' });
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
  test('is set by each facilitator and by nobody else, view and names apart', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'stage.set', view: 'blank' });
    board.do(greta, { type: 'stage.set', names: true });
    expect(boardOf(board)).toMatchObject({ stage: 'blank', stageNames: true });
    expect(board.do(lotte, { type: 'stage.set', view: 'auto' })).toEqual({ ok: false, code: 'forbidden' });
    expect(boardOf(board)?.stage).toBe('blank');
  });
});

import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../limits.ts';
import { PHASES } from '../../records.ts';
import { BOARD, BoardFixture, GROUP_A, hedda, id, lotte, otto, PHASE } from '../../testing/boardFixture.ts';
import { allLive } from '../decision.ts';
import { byPosition } from '../rights.ts';
import { boardOf, PHASE_MAY, rightsOf } from '../rights.ts';
import { boardRules } from '../rules.ts';

const refused = (code: string) => ({ ok: false, code });
const ok = { ok: true };
const order = (board: BoardFixture) => allLive(board, 'phase').sort(byPosition);
const ids = (board: BoardFixture) => order(board).map((phase) => phase.id);
const set = (phaseId: string | null, from?: string | null) =>
  ({ type: 'phase.set', phaseId, ...(from !== undefined && { from }) }) as const;

describe('moving on', () => {
  it('goes to the very phase, also where there are several of its kind', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'phase.add', phaseId: id(700), phase: 'collect', title: 'Zweite Runde' });
    expect(board.do(hedda, set(id(700)))).toMatchObject(ok);
    expect(boardOf(board)?.phaseId).toBe(id(700));
  });

  it('takes one step when two press at once', () => {
    const board = new BoardFixture();
    expect(board.do(hedda, set(PHASE.cluster, PHASE.collect))).toMatchObject(ok);
    board.do(hedda, { type: 'timer.start', seconds: 60 });
    // The same step a moment later is not taken twice, and stops nothing that began since.
    expect(board.do(hedda, set(PHASE.cluster, PHASE.collect))).toMatchObject(ok);
    expect(boardOf(board)).toMatchObject({ phaseId: PHASE.cluster, timerEndsAt: expect.any(Number) });
    expect(board.do(hedda, set(PHASE.vote, PHASE.collect))).toEqual(refused('conflict'));
    expect(board.do(hedda, set(PHASE.vote, null))).toEqual(refused('conflict'));
    expect(boardOf(board)?.phaseId).toBe(PHASE.cluster);
    expect(board.do(hedda, set(PHASE.vote, PHASE.cluster))).toMatchObject(ok);
  });

  it('knows no phase that is not there, and ends in none', () => {
    const board = new BoardFixture('own');
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'phase.remove', phaseId: PHASE.network });
    expect(board.do(hedda, set(PHASE.network))).toEqual(refused('not_found'));
    expect(board.do(hedda, set(id(999)))).toEqual(refused('not_found'));
    // A board without a phase shows all notes: those that were hidden come anew.
    expect(board.do(hedda, set(null, PHASE.collect))).toMatchObject({
      put: [{ type: 'board', phaseId: null }, { id: noteId }]
    });
    expect(rightsOf(board, otto).write).toBe(true);
  });

  it('counts the vote that is left for another vote phase, which opens its own', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorf');
    board.do(hedda, { type: 'phase.add', phaseId: id(700), phase: 'vote' });
    board.do(hedda, set(PHASE.vote));
    const voteId = board.openVote;
    board.do(lotte, { type: 'ballot.set', voteId, dots: [{ itemId: topicId, count: 2 }] });
    board.do(hedda, set(id(700)));
    expect([board.get('vote', voteId)?.state, board.get('topic', topicId)?.dots]).toEqual(['closed', 2]);
    expect(board.get('vote', board.openVote)).toMatchObject({ phaseId: id(700), results: null });
  });
});

describe('the plan', () => {
  it('takes phases anywhere, in any number of a kind, and keeps counting from 0', () => {
    const board = new BoardFixture();
    const add = { type: 'phase.add', phaseId: id(700), phase: 'vote', position: 1 } as const;
    expect(board.do(hedda, { ...add, title: 'Stimmungsbild', minutes: 5 })).toMatchObject(ok);
    expect(ids(board)).toEqual([
      PHASE.collect,
      id(700),
      PHASE.cluster,
      PHASE.vote,
      PHASE.commit,
      PHASE.network
    ]);
    expect(order(board).map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(board.get('phase', id(700))).toMatchObject({
      title: 'Stimmungsbild',
      minutes: 5,
      sees: 'all',
      may: PHASE_MAY.vote
    });
    expect(board.do(hedda, add)).toEqual(refused('conflict'));
  });

  it('is put into another order', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'phase.move', phaseId: PHASE.network, position: 0 });
    expect(ids(board)[0]).toBe(PHASE.network);
    board.do(hedda, { type: 'phase.move', phaseId: PHASE.network, position: 20 });
    expect(ids(board)).toEqual(PHASES.map((phase) => PHASE[phase]));
    const one = board.do(hedda, { type: 'phase.move', phaseId: PHASE.vote, position: 1 });
    expect(one).toMatchObject({
      put: [
        { id: PHASE.vote, position: 1 },
        { id: PHASE.cluster, position: 2 }
      ]
    });
  });

  it('loses a phase, but not the one that runs, and takes it back as it was', () => {
    const board = new BoardFixture();
    const instruction = 'Drei Punkte';
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.vote, instruction, minutes: 8 });
    const remove = { type: 'phase.remove', phaseId: PHASE.vote } as const;
    expect(board.do(hedda, remove)).toMatchObject(ok);
    expect(ids(board)).toEqual([PHASE.collect, PHASE.cluster, PHASE.commit, PHASE.network]);
    expect(board.do(hedda, remove)).toEqual(refused('not_found'));
    board.do(hedda, { type: 'phase.add', phaseId: PHASE.vote, phase: 'vote', position: 2 });
    expect(ids(board)[2]).toBe(PHASE.vote);
    expect(board.get('phase', PHASE.vote)).toMatchObject({ instruction, minutes: 8, removedAt: null });
    expect(board.do(hedda, { type: 'phase.remove', phaseId: PHASE.collect })).toEqual(refused('conflict'));
  });

  it('has an end', () => {
    const board = new BoardFixture();
    for (let n = PHASES.length; n < LIMITS.phasesPerWorkshop; n += 1)
      expect(board.do(hedda, { type: 'phase.add', phaseId: id(700 + n), phase: 'collect' })).toMatchObject(
        ok
      );
    const more = board.do(hedda, { type: 'phase.add', phaseId: id(799), phase: 'collect' });
    expect(more).toEqual(refused('limit'));
  });

  it('is not for participants to change, and a removed phase is not for them to see', () => {
    const board = new BoardFixture();
    const phaseId = PHASE.network;
    for (const command of [
      { type: 'phase.add', phaseId: id(700), phase: 'vote' },
      { type: 'phase.move', phaseId, position: 0 },
      { type: 'phase.remove', phaseId },
      { type: 'phase.configure', phaseId, title: 'x' }
    ] as const)
      expect(board.do(lotte, command)).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'phase.remove', phaseId });
    const removed = board.get('phase', phaseId);
    if (!removed) throw new Error('no phase');
    expect(boardRules.project(board, lotte, removed)).toMatchObject({ removed: true });
    expect(boardRules.project(board, hedda, removed)).toMatchObject({ phase: 'network' });
  });
});

describe('what a phase opens', () => {
  it('dots are given only where it says so, by whoever it is', () => {
    const board = new BoardFixture();
    board.do(hedda, set(PHASE.vote));
    expect([rightsOf(board, lotte).vote, rightsOf(board, hedda).vote]).toEqual([true, true]);
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.vote, may: ['names'] });
    expect([rightsOf(board, lotte).vote, rightsOf(board, hedda).vote]).toEqual([false, false]);
    board.do(hedda, set(PHASE.commit));
    board.vote();
    expect(rightsOf(board, lotte).vote).toBe(false);
  });

  it('people sign up unless it is closed; when the workshop is over, always', () => {
    const board = new BoardFixture();
    expect(rightsOf(board, lotte).signUp).toBe(true);
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.collect, may: ['write'] });
    expect([rightsOf(board, lotte).signUp, rightsOf(board, hedda).signUp]).toEqual([false, true]);
    expect(rightsOf(board, { ...otto, role: 'interested' }).signUp).toBe(true);
    board.do(hedda, { type: 'board.configure', open: false });
    expect(rightsOf(board, lotte).signUp).toBe(true);
  });

  it('names are withheld while it is anonymous, and stay so for what was written then', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.collect, anonymous: true });
    expect(boardRules.namesWriters(board)).toBe(false);
    const noteId = board.note(lotte, { groupId: GROUP_A });
    board.do(hedda, set(PHASE.cluster));
    expect(boardRules.namesWriters(board)).toBe(true);
    const note = board.get('note', noteId);
    if (!note) throw new Error('no note');
    expect(boardRules.project(board, hedda, note)).toMatchObject({ authorName: null, anonymous: true });
    expect(board.get('note', board.note(lotte))?.anonymous).toBe(false);
    board.do(hedda, { type: 'board.configure', anonymous: true });
    expect(board.get('note', board.note(lotte))?.anonymous).toBe(true);
    expect(board.get('board', BOARD)?.anonymous).toBe(true);
  });
});

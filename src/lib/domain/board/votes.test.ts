import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../commands.ts';
import type { Dots } from '../records.ts';
import type { Actor, Decision } from '../rules.ts';
import { BoardFixture, hedda, id, ida, lotte, otto, PHASE } from '../testing/boardFixture.ts';
import { aVote } from '../testing/records.ts';
import { must } from '../../util/must.ts';
import { boardRules } from './rules.ts';
import { ballotId, currentVote, dotsUsed, votesOf } from './votes.ts';

const refused = (code: string) => ({ ok: false, code });
const taken = { ok: true };

/** A board in its vote phase, with two topics. */
function voting(given: Partial<CommandOf<'vote.configure'>> = {}) {
  const board = new BoardFixture();
  const [a, b] = [board.topic('A'), board.topic('B')];
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
  const voteId = board.openVote;
  board.do(hedda, { type: 'vote.configure', voteId, ...given });
  const give = (who: Actor, ...dots: [string, number][]): Decision =>
    board.do(who, {
      type: 'ballot.set',
      voteId,
      dots: dots.map(([itemId, count]) => ({ itemId, count }))
    });
  const act = (type: 'vote.open' | 'vote.close' | 'vote.reveal' | 'vote.reopen' | 'vote.remove') =>
    board.do(hedda, { type, voteId });
  const vote = () => must(board.get('vote', voteId), 'the vote');
  const dotsOf = (...topics: string[]) => topics.map((topicId) => board.get('topic', topicId)?.dots);
  return { board, a, b, voteId, give, act, vote, dotsOf };
}

describe('a vote of a phase', () => {
  it('opens with it, made where none is planned, and is counted and shown when the phase is left', () => {
    const { board, a, b, give, vote, dotsOf } = voting();
    expect(vote()).toMatchObject({ phaseId: PHASE.vote, on: 'topics', perPerson: 3, state: 'open' });
    give(lotte, [a, 2], [b, 1]);
    give(otto, [b, 3]);
    expect(dotsOf(a, b)).toEqual([null, null]);
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
    expect(vote()).toMatchObject({ state: 'closed', turnout: 2, electorate: 4 });
    expect(vote().results).toEqual([
      { id: a, count: 2 },
      { id: b, count: 4 }
    ]);
    expect(vote().revealedAt).not.toBeNull();
    expect(dotsOf(a, b)).toEqual([2, 4]);
  });

  it('is the first one planned for it; going back to the phase opens none again', () => {
    const board = new BoardFixture();
    const planned = { type: 'vote.add', phaseId: PHASE.vote, on: 'notes', perPerson: 1 } as const;
    board.do(hedda, { ...planned, voteId: id(71), title: 'Welche Notiz?' });
    board.do(hedda, { ...planned, voteId: id(72) });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect(board.openVote).toBe(id(71));
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect(votesOf(board).map(({ state }) => state)).toEqual(['closed', 'planned']);
  });

  it('leaves a vote that belongs to no phase as it is', () => {
    const board = new BoardFixture();
    const voteId = board.vote();
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect([board.openVote, votesOf(board).length]).toEqual([voteId, 1]);
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
    expect(board.openVote).toBe(voteId);
  });

  it('ends with the workshop', () => {
    const { board, a, give, vote } = voting();
    give(lotte, [a, 1]);
    board.do(hedda, { type: 'board.configure', open: false });
    expect(vote()).toMatchObject({ state: 'closed', turnout: 1 });
    expect(vote().revealedAt).not.toBeNull();
    expect(board.do(hedda, { type: 'vote.reopen', voteId: vote().id })).toEqual(refused('closed'));
  });
});

describe('a ballot', () => {
  it('is one a person and vote, changed until the end, within the budget', () => {
    const { board, a, b, voteId, give } = voting();
    expect(give(lotte, [a, 3])).toMatchObject(taken);
    expect(give(lotte, [a, 2], [b, 1])).toMatchObject(taken);
    expect([...board.all('ballot')]).toMatchObject([
      { id: ballotId(voteId, lotte.id), participantId: lotte.id }
    ]);
    expect(give(otto, [b, 4])).toEqual(refused('limit'));
    expect(give(otto, [a, 1], [a, 1])).toEqual(refused('invalid'));
    expect(give(otto, [id(77), 1])).toEqual(refused('not_found'));
  });

  it('has no more on one thing than may lie there', () => {
    const { a, b, give } = voting({ perItem: 1 });
    expect(give(lotte, [a, 2])).toEqual(refused('limit'));
    expect(give(lotte, [a, 1], [b, 1])).toMatchObject(taken);
  });

  it('that comes after closing is refused, one for a later vote is not', () => {
    const { board, a, give, act, vote } = voting();
    give(lotte, [a, 1]);
    act('vote.close');
    expect(give(lotte, [a, 3])).toEqual(refused('closed'));
    expect(vote().results).toContainEqual({ id: a, count: 1 });
    const second = board.vote({ phaseId: PHASE.vote });
    expect(give(lotte, [a, 3])).toEqual(refused('closed'));
    const dots = [{ itemId: a, count: 3 }];
    expect(board.do(lotte, { type: 'ballot.set', voteId: second, dots })).toMatchObject(taken);
    expect([...board.all('ballot')]).toHaveLength(2);
  });

  it('without dots is none: whoever takes all back has not voted', () => {
    const { board, a, voteId, give, act, vote } = voting();
    give(lotte, [a, 1]);
    give(lotte);
    const empty = must(board.get('ballot', ballotId(voteId, lotte.id)), 'the ballot');
    expect(boardRules.project(board, hedda, empty)).toMatchObject({ removed: true });
    act('vote.close');
    expect(vote()).toMatchObject({ turnout: 0 });
  });

  it('loses only the dots on what was dissolved meanwhile', () => {
    const { board, a, b, give, vote, act } = voting();
    give(lotte, [a, 1], [b, 1]);
    board.do(hedda, { type: 'topic.remove', topicId: a });
    // This phone has not heard of it yet.
    expect(give(lotte, [a, 1], [b, 2])).toMatchObject(taken);
    expect(give(otto, [a, 3], [b, 3])).toMatchObject(taken);
    act('vote.close');
    expect(vote().results).toEqual([{ id: b, count: 5 }]);
  });

  it('is nobody else’s to read, and not even its owner’s place in it', () => {
    const { board, a, voteId, give } = voting();
    give(lotte, [a, 2]);
    const ballot = must(board.get('ballot', ballotId(voteId, lotte.id)), 'the ballot');
    expect(boardRules.project(board, lotte, ballot)).toEqual(ballot);
    expect(boardRules.project(board, hedda, ballot)).toEqual({
      type: 'ballot',
      id: ballot.id,
      seq: ballot.seq,
      stub: true,
      voteId
    });
    for (const other of [otto, ida]) expect(boardRules.project(board, other, ballot)).toBeNull();
  });
});

describe('notes', () => {
  it('are up for a vote when they lie on the board, all or those of a topic', () => {
    const board = new BoardFixture();
    const topicId = board.topic('A');
    const [inside, outside] = [board.note(hedda, { topicId }), board.note(otto)];
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    board.do(hedda, { type: 'vote.close', voteId: board.openVote });
    const voteId = board.vote({ on: 'notes', topicId, perPerson: 2 });
    const give = (...itemIds: string[]) =>
      board.do(ida, { type: 'ballot.set', voteId, dots: itemIds.map((itemId) => ({ itemId, count: 1 })) });
    expect(give(inside, outside)).toMatchObject(taken);
    board.do(hedda, { type: 'vote.close', voteId });
    expect(board.get('vote', voteId)?.results).toEqual([{ id: inside, count: 1 }]);
    expect(board.do(hedda, { type: 'vote.add', voteId: id(79), on: 'notes', topicId: id(78) })).toEqual(
      refused('not_found')
    );
  });
});

describe('duplicates', () => {
  it('take their dots along under the note they are laid under', () => {
    const board = new BoardFixture();
    const [top, same] = [board.note(otto), board.note(ida)];
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    board.do(hedda, { type: 'vote.close', voteId: board.openVote });
    const voteId = board.vote({ on: 'notes' });
    const dots = [
      { itemId: top, count: 1 },
      { itemId: same, count: 2 }
    ];
    board.do(lotte, { type: 'ballot.set', voteId, dots });
    board.do(hedda, { type: 'note.stack', noteId: same, ontoId: top });
    board.do(hedda, { type: 'vote.close', voteId });
    expect(board.get('vote', voteId)?.results).toEqual([{ id: top, count: 3 }]);
  });
});

describe('closing, revealing, reopening', () => {
  it('shows results to facilitators first, to all when they are revealed', () => {
    const { board, a, b, give, act, vote, dotsOf } = voting();
    give(lotte, [a, 2]);
    act('vote.close');
    expect(boardRules.project(board, hedda, vote())).toMatchObject({ results: expect.any(Array) });
    expect(boardRules.project(board, otto, vote())).toMatchObject({ state: 'closed', results: null });
    expect(dotsOf(a)).toEqual([null]);
    act('vote.reveal');
    expect(boardRules.project(board, otto, vote())).toEqual(vote());
    expect(dotsOf(a, b)).toEqual([2, 0]);
    act('vote.reopen');
    expect(vote()).toMatchObject({ state: 'open', results: null, turnout: null, revealedAt: null });
    expect(dotsOf(a, b)).toEqual([null, null]);
    expect(give(lotte, [b, 3])).toMatchObject(taken);
    act('vote.close');
    act('vote.reveal');
    expect(dotsOf(a, b)).toEqual([0, 3]);
  });

  it('keeps every vote; topics carry the dots of the last one that all may see', () => {
    const { board, a, give, act, dotsOf } = voting();
    give(lotte, [a, 2]);
    act('vote.close');
    act('vote.reveal');
    const second = board.vote({ perPerson: 1 });
    board.do(otto, { type: 'ballot.set', voteId: second, dots: [{ itemId: a, count: 1 }] });
    expect(dotsOf(a)).toEqual([2]);
    board.do(hedda, { type: 'vote.close', voteId: second });
    board.do(hedda, { type: 'vote.reveal', voteId: second });
    expect(dotsOf(a)).toEqual([1]);
    board.do(hedda, { type: 'vote.remove', voteId: second });
    expect(dotsOf(a)).toEqual([2]);
    board.do(hedda, { type: 'vote.add', voteId: second });
    expect([dotsOf(a), votesOf(board).length]).toEqual([[1], 2]);
  });

  it('is done once by two who press at once; what a vote is not ready for is a conflict', () => {
    const { board, act, vote } = voting();
    act('vote.close');
    const closed = vote().closedAt;
    expect(act('vote.close')).toMatchObject(taken);
    expect(vote().closedAt).toBe(closed);
    expect(act('vote.open')).toEqual(refused('conflict'));
    const other = board.vote();
    expect(act('vote.reopen')).toEqual(refused('conflict'));
    expect(board.do(hedda, { type: 'vote.open', voteId: other })).toMatchObject(taken);
    for (const type of ['vote.reveal', 'vote.remove'] as const)
      expect(board.do(hedda, { type, voteId: other })).toEqual(refused('conflict'));
  });

  it('the question can be changed always, the rest as long as nobody has placed a dot', () => {
    const { board, a, voteId, give } = voting();
    const configure = (set: object) => board.do(hedda, { type: 'vote.configure', voteId, ...set });
    expect(configure({ perPerson: 5 })).toMatchObject(taken);
    give(lotte, [a, 1]);
    expect(configure({ perPerson: 2 })).toEqual(refused('conflict'));
    expect(configure({ title: 'Was zuerst?' })).toMatchObject(taken);
    expect(board.get('vote', voteId)).toMatchObject({ title: 'Was zuerst?', perPerson: 5 });
  });

  it('is refused to participants, each command', () => {
    const { board, voteId } = voting();
    const types = ['open', 'close', 'reveal', 'reopen', 'remove', 'configure'] as const;
    for (const type of types)
      expect(board.do(lotte, { type: `vote.${type}`, voteId })).toEqual(refused('forbidden'));
  });
});

describe('merged topics', () => {
  it('take their dots along in an open vote; what is too much for one is free again', () => {
    const { board, a, b, voteId, give, vote, act } = voting({ perItem: 2 });
    give(lotte, [a, 2], [b, 1]);
    give(otto, [a, 1]);
    give(ida, [b, 2]);
    const before = board.seq;
    board.do(hedda, { type: 'topic.merge', topicId: a, intoId: b });
    const dots = (who: Actor) => board.get('ballot', ballotId(voteId, who.id))?.dots;
    expect([lotte, otto, ida].map(dots)).toEqual([2, 1, 2].map((count) => [{ itemId: b, count }]));
    // Also the ballot that stayed the same: otherwise a facilitator would see whose dots moved.
    expect([...board.all('ballot')].every(({ seq }) => seq > before)).toBe(true);
    act('vote.close');
    expect(vote().results).toEqual([{ id: b, count: 5 }]);
  });

  it('change no result that was counted before, but add up what the topics carry', () => {
    const { board, a, b, give, vote, act, dotsOf } = voting();
    give(lotte, [a, 2], [b, 1]);
    act('vote.close');
    act('vote.reveal');
    const { results } = vote();
    board.do(hedda, { type: 'topic.merge', topicId: a, intoId: b });
    expect(vote().results).toEqual(results);
    expect(dotsOf(b)).toEqual([3]);
  });
});

describe('the vote that everybody looks at', () => {
  it('is the open one, the phase’s last closed, the phase’s next, or the last of all', () => {
    const board = new BoardFixture();
    expect(currentVote(board, null)).toBeUndefined();
    board.do(hedda, { type: 'vote.add', voteId: id(71), phaseId: PHASE.vote });
    expect(currentVote(board, PHASE.vote)?.id).toBe(id(71));
    expect(currentVote(board, PHASE.commit)).toBeUndefined();
    const second = board.vote();
    expect(currentVote(board, PHASE.vote)?.id).toBe(second);
    board.do(hedda, { type: 'vote.close', voteId: second });
    expect(currentVote(board, PHASE.vote)?.id).toBe(id(71));
    expect(currentVote(board, PHASE.commit)?.id).toBe(second);
  });
});

describe('whatever people send, in whatever order', () => {
  const PEOPLE = [lotte, otto, ida, hedda];
  const ballots = fc.record({
    who: fc.nat(PEOPLE.length - 1),
    // Over the budget, twice the same, on what is not there: all of it comes.
    dots: fc.array(fc.record({ item: fc.nat(3), count: fc.nat(4) }), { maxLength: 4 }),
    twice: fc.boolean()
  });
  const step = fc.oneof(
    { weight: 12, arbitrary: ballots },
    { weight: 1, arbitrary: fc.constantFrom('vote.close' as const, 'vote.reopen' as const) }
  );

  it('the sums are those of each one’s last accepted ballot, within the budget, and nobody reads another’s', () => {
    const budgets = { perPerson: fc.integer({ min: 1, max: 4 }), perItem: fc.constantFrom(null, 1, 2) };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.record(budgets), (steps, budget) => {
        const { board, a, b, voteId, vote, act } = voting(budget);
        const items = [a, b, board.topic('C'), id(9999)];
        const last = new Map<string, Dots[]>();
        for (const one of steps) {
          if (typeof one === 'string') {
            act(one);
            continue;
          }
          const who = must(PEOPLE[one.who], 'a person');
          const dots = one.dots.map(({ item, count }) => ({ itemId: must(items[item], 'an item'), count }));
          const open = vote().state === 'open';
          const decision = board.do(who, { type: 'ballot.set', voteId, dots });
          if (one.twice) board.do(who, { type: 'ballot.set', voteId, dots });
          expect(decision.ok && !open).toBe(false);
          if (decision.ok) last.set(who.id, dots);
        }
        act('vote.close');
        const given = [...last.values()].filter((dots) => dotsUsed(dots) > 0);
        const sums = new Map(items.slice(0, 3).map((itemId) => [itemId, 0]));
        for (const { itemId, count } of given.flat())
          if (count > 0) sums.set(itemId, (sums.get(itemId) ?? 0) + count);
        expect(vote().results).toEqual([...sums].map(([itemId, count]) => ({ id: itemId, count })));
        expect(vote().turnout).toBe(given.length);
        for (const ballot of board.all('ballot')) {
          expect(dotsUsed(ballot.dots)).toBeLessThanOrEqual(budget.perPerson);
          for (const viewer of PEOPLE) {
            const seen = JSON.stringify(boardRules.project(board, viewer, ballot));
            expect(seen.includes('dots') && viewer.id !== ballot.participantId).toBe(false);
          }
        }
      }),
      { numRuns: 150 }
    );
  });
});

it('a vote on topics has no topic whose notes it would be about', () => {
  const board = new BoardFixture();
  const topicId = board.topic('A');
  board.do(hedda, { type: 'vote.add', voteId: id(71), on: 'notes', topicId });
  board.do(hedda, { type: 'vote.configure', voteId: id(71), on: 'topics' });
  expect(board.get('vote', id(71))).toMatchObject({
    ...aVote(),
    id: id(71),
    seq: expect.any(Number),
    createdAt: expect.any(Number)
  });
});

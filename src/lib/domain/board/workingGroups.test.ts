import { describe, expect, it } from 'vitest';
import { BoardFixture, hedda, id, ida, lotte, otto, system } from '../testing/boardFixture.ts';
import type { CommandOf } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import type { SignupLevel } from '../records.ts';
import type { Actor } from '../rules.ts';
import { must } from '../../util/must.ts';
import { boardRules } from './rules.ts';
import { entryTo, inLine, NEW_WORKING_GROUP, placesLeft } from './workingGroups.ts';

const AG = id(50);
const paula: Actor = { id: id(90), name: 'Paula', organisation: null, role: 'interested', groupId: null };
const refused = (code: string) => ({ ok: false, code });
type Settings = Omit<CommandOf<'workingGroup.edit'>, 'id' | 'type' | 'workingGroupId'>;

/** A board with one AG. Paula came by its public page. */
function boardWith(settings: Settings): BoardFixture {
  const board = new BoardFixture();
  board.do(hedda, { type: 'topic.promote', topicId: board.topic('Dorf'), workingGroupId: AG });
  board.do(hedda, { type: 'workingGroup.edit', workingGroupId: AG, ...settings });
  board.do(system, {
    type: 'participant.join',
    participantId: paula.id,
    personId: id(91),
    name: paula.name,
    organisation: null,
    role: 'interested',
    groupId: null
  });
  return board;
}
const edit = (board: BoardFixture, settings: Settings, by: Actor = hedda) =>
  board.do(by, { type: 'workingGroup.edit', workingGroupId: AG, ...settings });
const set = (board: BoardFixture, who: Actor, level: SignupLevel | null = 'active') =>
  board.do(who, { type: 'signup.set', workingGroupId: AG, level });
const decide = (
  board: BoardFixture,
  who: Actor,
  verdict: CommandOf<'signup.decide'>['verdict'],
  by: Actor = hedda
) => board.do(by, { type: 'signup.decide', workingGroupId: AG, participantId: who.id, verdict });
/** `in`, `waiting`, `asked`, `declined`; null: not signed up. */
const states = (board: BoardFixture, ...people: Actor[]) =>
  people.map((who) => {
    const signup = board.get('signup', `${AG}:${who.id}`);
    return signup?.removedAt === null ? signup.state : null;
  });
const counts = (board: BoardFixture) => {
  const { active, informed, waiting } = must(board.get('workingGroup', AG));
  return { active, informed, waiting };
};

/** What must be true of an AG after every step. */
function expectWhole(board: BoardFixture): void {
  const group = must(board.get('workingGroup', AG));
  const signups = [...board.all('signup')].filter((one) => one.removedAt === null);
  const count = (test: (one: (typeof signups)[number]) => boolean) => signups.filter(test).length;
  expect(counts(board)).toEqual({
    active: count(({ level, state }) => level === 'active' && state === 'in'),
    informed: count(({ level }) => level === 'informed'),
    waiting: count(({ state }) => state === 'waiting')
  });
  // Nobody waits before a free place.
  if (group.state === 'open' && group.waiting > 0)
    expect(group.active).toBeGreaterThanOrEqual(must(group.limit));
}

describe('limits and the waiting list', () => {
  it('give the last place to one, and let the other wait, whoever comes by the page', () => {
    const board = boardWith({ limit: 2 });
    for (const who of [lotte, otto, paula, ida]) set(board, who);
    expect(states(board, lotte, otto, paula, ida)).toEqual(['in', 'in', 'waiting', 'waiting']);
    expect(counts(board)).toEqual({ active: 2, informed: 0, waiting: 2 });
    set(board, hedda, 'informed');
    expect(states(board, hedda)).toEqual(['in']);
    expectWhole(board);
  });

  it('let whoever waited longest move up when a place is free, also within one moment', () => {
    const board = boardWith({ limit: 1 });
    // The fixture's clock stands still: the order of asking counts, not of ids.
    for (const who of [lotte, paula, ida, otto]) set(board, who);
    const before = board.seq;
    set(board, lotte, 'informed');
    expect(states(board, paula, ida, otto)).toEqual(['in', 'waiting', 'waiting']);
    // One step: nobody sees a free place with people waiting.
    expect(board.seq).toBe(before + 1);
    set(board, paula, null);
    expect(states(board, lotte, paula, ida, otto)).toEqual(['in', null, 'in', 'waiting']);
    expect(counts(board)).toEqual({ active: 1, informed: 1, waiting: 1 });
    expectWhole(board);
  });

  it('count who waits once, however often they tap, and keep their place in the line', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto, ida, otto, otto]) set(board, who);
    expect(counts(board).waiting).toBe(2);
    set(board, lotte, null);
    expect(states(board, otto, ida)).toEqual(['in', 'waiting']);
  });

  it('put who leaves the line at its end when they come back', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto, ida]) set(board, who);
    set(board, otto, null);
    set(board, otto);
    set(board, lotte, null);
    expect(states(board, otto, ida)).toEqual(['waiting', 'in']);
    expectWhole(board);
  });

  it('send nobody away when lowered, take nobody in until there is room, and fill up when raised', () => {
    const board = boardWith({ limit: null });
    for (const who of [lotte, otto, ida]) set(board, who);
    edit(board, { limit: 1 });
    expect(counts(board)).toEqual({ active: 3, informed: 0, waiting: 0 });
    set(board, paula);
    set(board, lotte, null);
    expect(states(board, paula)).toEqual(['waiting']);
    expectWhole(board);
    edit(board, { limit: 3 });
    expect(states(board, paula)).toEqual(['in']);
    set(board, lotte);
    edit(board, { limit: null });
    expect(states(board, lotte, otto, ida, paula)).toEqual(['in', 'in', 'in', 'in']);
    expectWhole(board);
  });

  it('follow when somebody is removed with all that is theirs, and when they come back to a full AG', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto]) set(board, who);
    board.do(hedda, { type: 'participant.remove', participantId: lotte.id, notes: 'remove' });
    expect(states(board, lotte, otto)).toEqual([null, 'in']);
    board.do(hedda, { type: 'participant.restore', participantId: lotte.id });
    expect(states(board, lotte, otto)).toEqual(['waiting', 'in']);
    expectWhole(board);
  });

  it('follow when what somebody left behind is removed later', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto]) set(board, who);
    const remove = { type: 'participant.remove', participantId: lotte.id } as const;
    board.do(hedda, { ...remove, notes: 'keep' });
    expect(states(board, lotte, otto)).toEqual(['in', 'waiting']);
    expect(board.do(hedda, { ...remove, notes: 'keep' })).toEqual(refused('not_found'));
    expect(board.do(hedda, { ...remove, notes: 'remove' })).toMatchObject({ ok: true });
    expect(states(board, lotte, otto)).toEqual([null, 'in']);
    expectWhole(board);
  });

  it('free a place when two entries of one person are merged', () => {
    const board = boardWith({ limit: 2 });
    for (const who of [lotte, otto, ida]) set(board, who);
    board.do(hedda, { type: 'participant.merge', participantId: otto.id, intoId: lotte.id });
    expect(states(board, lotte, otto, ida)).toEqual(['in', null, 'in']);
    expectWhole(board);
  });

  it('hold through any order of steps', () => {
    const people = [lotte, otto, ida, paula, hedda];
    let seed = 7;
    const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
    const board = boardWith({ limit: 2 });
    for (let step = 0; step < 600; step += 1) {
      const who = must(people[random(people.length)]);
      if (random(4) > 0) set(board, who, (['active', 'active', 'informed'] as const)[random(4)] ?? null);
      else if (random(2) === 0)
        decide(board, who, must((['approve', 'admit', 'decline'] as const)[random(3)]));
      else
        edit(board, {
          limit: random(4) === 0 ? null : 1 + random(3),
          state: must((['open', 'open', 'paused', 'closed'] as const)[random(4)]),
          joining: random(3) === 0 ? 'approval' : 'open'
        });
      expectWhole(board);
    }
    expect(board.seq).toBeGreaterThan(400);
  });
});

describe('approval', () => {
  it('lets people ask, and the moderation approve or decline; being informed needs none', () => {
    const board = boardWith({ joining: 'approval' });
    for (const who of [lotte, otto]) set(board, who);
    set(board, paula, 'informed');
    // Who approves need not be approved.
    set(board, hedda);
    expect(states(board, lotte, otto, paula, hedda)).toEqual(['asked', 'asked', 'in', 'in']);
    expect(decide(board, lotte, 'approve', otto)).toEqual(refused('forbidden'));
    decide(board, lotte, 'approve');
    decide(board, otto, 'decline');
    expect(states(board, lotte, otto)).toEqual(['in', 'declined']);
    expect(counts(board)).toEqual({ active: 2, informed: 1, waiting: 0 });
    expect(decide(board, paula, 'approve')).toEqual(refused('conflict'));
    expect(decide(board, ida, 'decline')).toEqual(refused('not_found'));
    expectWhole(board);
  });

  it('puts who is approved into the line of a full AG; the moderation may let somebody in beyond the limit', () => {
    const board = boardWith({ joining: 'approval', limit: 1 });
    for (const who of [lotte, otto, ida]) {
      set(board, who);
      decide(board, who, 'approve');
    }
    expect(states(board, lotte, otto, ida)).toEqual(['in', 'waiting', 'waiting']);
    decide(board, ida, 'admit');
    expect(counts(board)).toEqual({ active: 2, informed: 0, waiting: 1 });
    decide(board, lotte, 'decline');
    expect(states(board, otto)).toEqual(['waiting']);
    decide(board, ida, 'decline');
    expect(states(board, otto)).toEqual(['in']);
    expectWhole(board);
  });

  it('asks anew from who was declined once, also where joining has been opened since', () => {
    const board = boardWith({ joining: 'approval' });
    set(board, lotte);
    decide(board, lotte, 'decline');
    edit(board, { joining: 'open' });
    set(board, lotte);
    expect(states(board, lotte)).toEqual(['declined']);
    set(board, lotte, null);
    set(board, lotte);
    expect(states(board, lotte)).toEqual(['asked']);
    decide(board, lotte, 'approve');
    set(board, lotte, 'informed');
    set(board, lotte);
    expect(states(board, lotte)).toEqual(['in']);
  });

  it('lets a coordination take in a participant who has not signed up', () => {
    const board = boardWith({ joining: 'approval', limit: 1 });
    decide(board, lotte, 'approve');
    decide(board, otto, 'approve');
    expect(states(board, lotte, otto)).toEqual(['in', 'waiting']);
    expect(decide(board, { ...ida, id: id(999) }, 'approve')).toEqual(refused('not_found'));
    expectWhole(board);
  });
});

describe('an AG that pauses or has ended', () => {
  it('takes nobody in to work; a pause still lets people hear of it, and moves up when it ends', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto]) set(board, who);
    edit(board, { state: 'paused' });
    set(board, lotte, null);
    expect(states(board, otto)).toEqual(['waiting']);
    expect(set(board, ida)).toEqual(refused('closed'));
    expect(set(board, ida, 'informed')).toMatchObject({ ok: true });
    edit(board, { state: 'open' });
    expect(states(board, otto)).toEqual(['in']);
    edit(board, { state: 'closed' });
    expect(set(board, paula, 'informed')).toEqual(refused('closed'));
    expect(set(board, ida)).toEqual(refused('closed'));
    // Stepping back and leaving stay possible.
    expect(set(board, otto, 'informed')).toMatchObject({ ok: true });
    expect(set(board, ida, null)).toMatchObject({ ok: true });
    expectWhole(board);
  });

  it('goes with its sign-ups when it is deleted, and its topic can become an AG again', () => {
    const board = boardWith({ limit: 1 });
    for (const who of [lotte, otto]) set(board, who);
    const { topicId } = must(board.get('workingGroup', AG));
    const remove = { type: 'workingGroup.remove', workingGroupId: AG } as const;
    expect(board.do(lotte, remove)).toEqual(refused('forbidden'));
    board.do(hedda, remove);
    expect(states(board, lotte, otto)).toEqual([null, null]);
    expect(set(board, lotte)).toEqual(refused('not_found'));
    expect(board.do(hedda, remove)).toEqual(refused('not_found'));
    expect(
      board.do(hedda, { type: 'topic.promote', topicId: must(topicId), workingGroupId: id(51) })
    ).toMatchObject({ ok: true });
    // Somebody who was removed before comes back without what is no more.
    board.do(hedda, { type: 'participant.remove', participantId: lotte.id, notes: 'remove' });
    board.do(hedda, { type: 'participant.restore', participantId: lotte.id });
    expect(states(board, lotte)).toEqual([null]);
  });
});

it('can begin without a topic, by the moderation only, up to as many as anybody can read', () => {
  const board = new BoardFixture();
  const add = (n: number, by: Actor = hedda) =>
    board.do(by, { type: 'workingGroup.add', workingGroupId: id(n), title: 'Rad', purpose: 'Wege' });
  expect(add(60, lotte)).toEqual(refused('forbidden'));
  expect(add(60)).toMatchObject({ ok: true });
  expect(add(60)).toEqual(refused('conflict'));
  expect(board.get('workingGroup', id(60))).toMatchObject({ title: 'Rad', purpose: 'Wege', topicId: null });
  board.do(hedda, { type: 'topic.promote', topicId: board.topic('Dorf'), workingGroupId: id(61) });
  expect(board.get('workingGroup', id(61))).toMatchObject({ number: 2 });
  for (let n = 0; n < LIMITS.workingGroupsPerBoard; n += 1) add(500 + n);
  expect(add(700)).toEqual(refused('limit'));
});

it('is hidden from those outside when it is not public, who had it before too', () => {
  const board = boardWith({ audience: 'members' });
  const group = must(board.get('workingGroup', AG));
  const reader: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };
  for (const who of [paula, reader]) {
    expect(boardRules.project(board, who, group)).toMatchObject({ removed: true });
    expect(boardRules.project(board, who, { ...group, audience: 'public' })).toMatchObject({ title: 'Dorf' });
  }
  expect(boardRules.project(board, lotte, group)).toMatchObject({ title: 'Dorf' });
});

it('says what becomes of the next one, and how many places are left', () => {
  const group = { ...NEW_WORKING_GROUP, limit: 3, active: 1 };
  expect([placesLeft(group), entryTo(group)]).toEqual([2, 'in']);
  expect([placesLeft({ ...group, active: 5 }), entryTo({ ...group, active: 5 })]).toEqual([0, 'waiting']);
  expect(entryTo({ ...group, joining: 'approval', active: 5 })).toBe('asked');
  expect(entryTo({ ...group, state: 'paused' })).toBeNull();
  expect(placesLeft({ ...group, limit: null })).toBeNull();
  expect(inLine([])).toEqual([]);
});

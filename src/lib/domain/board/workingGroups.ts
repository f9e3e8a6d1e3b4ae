/** Signing up for AGs: who gets in, who waits, and who moves up when a place is free. */
import type { CommandOf } from '../commands.ts';
import {
  keyOf,
  type SignupRecord,
  type SignupState,
  type StoredRecord,
  type WorkingGroupRecord
} from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, live, refuse } from './decision.ts';
import { rightsOf } from './rights.ts';

/** An AG that nobody has touched yet. */
export const NEW_WORKING_GROUP = {
  state: 'open',
  limit: null,
  joining: 'open',
  audience: 'public',
  active: 0,
  informed: 0,
  waiting: 0
} satisfies Partial<WorkingGroupRecord>;

type Places = Pick<WorkingGroupRecord, 'limit' | 'active' | 'waiting'>;

/** Places that nobody has and nobody waits for; null: as many as come. */
export function placesLeft({ limit, active, waiting }: Places): number | null {
  return limit === null ? null : Math.max(0, limit - active - waiting);
}

/** What becomes of somebody who signs up to work now; null: the AG takes nobody in. */
export function entryTo(
  group: Places & Pick<WorkingGroupRecord, 'state' | 'joining'>
): Exclude<SignupState, 'declined'> | null {
  if (group.state !== 'open') return null;
  if (group.joining === 'approval') return 'asked';
  return placesLeft(group) === 0 ? 'waiting' : 'in';
}

/** One sign-up a person and AG, changed or taken back at any time, also when the workshop is over. */
export function setSignup(
  view: RoomView,
  actor: Actor,
  { workingGroupId, level }: CommandOf<'signup.set'>,
  now: number
): Decision {
  const { signUp, moderate } = rightsOf(view, actor);
  if (!signUp) return refuse('forbidden');
  const group = live(view, 'workingGroup', workingGroupId);
  if (!group) return refuse('not_found');
  const known = view.get('signup', `${group.id}:${actor.id}`);
  const before = known?.removedAt === null ? known : undefined;
  if (level === null) return accept(before ? { ...before, removedAt: now } : group);
  if (before?.level === level) return accept(before);
  const wish: SignupRecord = {
    type: 'signup',
    id: `${group.id}:${actor.id}`,
    seq: 0,
    removedAt: null,
    workingGroupId: group.id,
    participantId: actor.id,
    level,
    state: 'in',
    since: nextSince(view, group.id, now),
    declinedAt: known?.declinedAt ?? null,
    createdAt: before?.createdAt ?? now
  };
  if (level === 'informed') return group.state === 'closed' && !before ? refuse('closed') : accept(wish);
  const entry = entryTo(group);
  if (entry === null) return refuse('closed');
  // Who approves others need not be approved.
  const asks = wish.declinedAt !== null || entry === 'asked';
  const state = asks && !moderate ? 'asked' : placesLeft(group) === 0 ? 'waiting' : 'in';
  return accept({ ...wish, state });
}

/** Now, or just after the last of this AG: a strict order, also within one step of the clock and when that goes back. */
export function nextSince(view: RoomView, workingGroupId: string, now: number): number {
  let since = now;
  for (const signup of view.all('signup'))
    if (signup.workingGroupId === workingGroupId && signup.since >= since) since = signup.since + 1;
  return since;
}

/** A sign-up that comes back after it was taken away: its place may be somebody else's by now. Null: there is no AG any more. */
export function broughtBack(view: RoomView, signup: SignupRecord): SignupRecord | null {
  const group = live(view, 'workingGroup', signup.workingGroupId);
  if (!group) return null;
  const full = signup.level === 'active' && signup.state === 'in' && placesLeft(group) === 0;
  return { ...signup, removedAt: null, state: full ? 'waiting' : signup.state };
}

type Count = 'active' | 'informed' | 'waiting';

/** As what somebody counts; null: as nothing. */
function countedAs(signup: SignupRecord | undefined): Count | null {
  if (signup?.removedAt !== null) return null;
  if (signup.state === 'in') return signup.level;
  return signup.state === 'waiting' ? 'waiting' : null;
}

/**
 * What a step does to the places of AGs: their numbers follow the sign-ups, and while there is a free place, whoever has
 * waited longest moves up. Numbers change by difference, not by counting: a client that predicts does not see the others'
 * sign-ups.
 *
 * @param put what a step puts
 */
export function placesSettled(
  view: RoomView,
  put: readonly StoredRecord[],
  now: number
): readonly StoredRecord[] {
  const touched = new Set<string>();
  for (const record of put) {
    if (record.type === 'signup') touched.add(record.workingGroupId);
    if (record.type === 'workingGroup') touched.add(record.id);
  }
  if (touched.size === 0) return put;
  const records = new Map(put.map((record) => [keyOf(record), record]));
  for (const id of touched) {
    const key = keyOf({ type: 'workingGroup', id });
    const given = records.get(key) ?? live(view, 'workingGroup', id);
    if (given?.type !== 'workingGroup' || given.removedAt !== null) continue;
    const group = { ...given };
    const waiting = new Map<string, SignupRecord>();
    for (const signup of view.all('signup')) if (signup.workingGroupId === id) waiting.set(signup.id, signup);
    for (const record of put) {
      if (record.type !== 'signup' || record.workingGroupId !== id) continue;
      waiting.set(record.id, record);
      const was = countedAs(view.get('signup', record.id));
      const is = countedAs(record);
      if (was) group[was] -= 1;
      if (is) group[is] += 1;
    }
    for (const next of inLine(waiting.values())) {
      if (group.state !== 'open' || (group.limit !== null && group.active >= group.limit)) break;
      records.set(keyOf(next), { ...next, state: 'in', since: now });
      group.waiting -= 1;
      group.active += 1;
    }
    records.set(key, group);
  }
  return [...records.values()];
}

/** Those who wait for a place, in the order in which they move up. */
export function inLine(signups: Iterable<SignupRecord>): SignupRecord[] {
  return [...signups]
    .filter(({ state, removedAt }) => state === 'waiting' && removedAt === null)
    .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
}

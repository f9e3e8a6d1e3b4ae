/** AGs and who signed up for them; re-exported by ../records.ts. */
import type { Base } from './base.ts';

export const SIGNUP_LEVELS = ['active', 'informed'] as const;
export type SignupLevel = (typeof SIGNUP_LEVELS)[number];

export const WORKING_GROUP_STATES = ['open', 'paused', 'closed'] as const;
/**
 * `paused`: takes nobody in who wants to work, nobody moves up; who wants to hear of it can. `closed`: it has ended, nobody
 * comes in any more. Leaving is always possible.
 */
export type WorkingGroupState = (typeof WORKING_GROUP_STATES)[number];

export const JOININGS = ['open', 'approval'] as const;
/** Whether the coordination approves who works in an AG. Being informed needs no approval. */
export type Joining = (typeof JOININGS)[number];

export const WORKING_GROUP_AUDIENCES = ['public', 'members', 'participants'] as const;
/** Who sees an AG: everybody, the space's members, the workshop's participants; who works in it or coordinates it always. */
export type WorkingGroupAudience = (typeof WORKING_GROUP_AUDIENCES)[number];

export interface WorkingGroupRecord extends Base {
  type: 'workingGroup';
  /** AG 1, AG 2 … within the space. */
  number: number;
  title: string;
  purpose: string;
  topicId: string | null;
  state: WorkingGroupState;
  /** How many can work in it; null: no limit. Lowered below those who do, it sends nobody away. */
  limit: number | null;
  joining: Joining;
  audience: WorkingGroupAudience;
  /** How many work in it, are to be informed, wait for a place. */
  active: number;
  informed: number;
  waiting: number;
}

export const SIGNUP_STATES = ['in', 'waiting', 'asked', 'declined'] as const;
/**
 * `waiting`: for a place, moves up by itself. `asked`: for the coordination's approval. Who only wants to be informed is
 * always `in`.
 */
export type SignupState = (typeof SIGNUP_STATES)[number];

export const VERDICTS = ['approve', 'admit', 'decline'] as const;
/**
 * Of a coordination. `approve`: they get a place, or wait for one where there is none. `admit`: they get one, also beyond the
 * limit.
 */
export type Verdict = (typeof VERDICTS)[number];

/** A participant's wish for one AG. `id` is `${workingGroupId}:${participantId}`. Its person and facilitators see it. */
export interface SignupRecord extends Base {
  type: 'signup';
  workingGroupId: string;
  participantId: string;
  level: SignupLevel;
  state: SignupState;
  /** Since when they wait, have asked or are in. Of two who wait the earlier one moves up first; no two have the same. */
  since: number;
  /** The coordination declined once, and has not approved since: they ask anew, also where joining is open. */
  declinedAt: number | null;
  createdAt: number;
}

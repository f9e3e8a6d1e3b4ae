/** AGs and who signed up for them; re-exported by ../records.ts. */
import type { Base } from './base.ts';

export const SIGNUP_LEVELS = ['active', 'informed'] as const;
export type SignupLevel = (typeof SIGNUP_LEVELS)[number];

export interface WorkingGroupRecord extends Base {
  type: 'workingGroup';
  /** AG 1, AG 2 … within the space. */
  number: number;
  title: string;
  purpose: string;
  topicId: string | null;
  /** How many signed up to work, to be informed. */
  active: number;
  informed: number;
}

/** A participant's wish for one AG. `id` is `${workingGroupId}:${participantId}`. Its person and facilitators see it. */
export interface SignupRecord extends Base {
  type: 'signup';
  workingGroupId: string;
  participantId: string;
  level: SignupLevel;
  createdAt: number;
}

/** When somebody who wants to work in an AG has waited too long for an answer. Pure. */
import type { SignupLevel, SignupState } from './records';

/** So long a coordination may take to answer, ms. */
export const ANSWER_WITHIN_MS = 7 * 24 * 3_600_000;

export interface Answerable {
  level: SignupLevel;
  state: SignupState;
  createdAt: Date;
  /** When the coordination got in touch; null: not yet. */
  contactedAt: Date | null;
}

/** Whoever only wants to be informed waits for nobody; who waits for a place, not for an answer; who was declined has one. */
export function isUnanswered({ level, state, contactedAt }: Answerable): boolean {
  return level === 'active' && (state === 'in' || state === 'asked') && contactedAt === null;
}

/** @param now ms since 1970 */
export function isOverdue(signup: Answerable, now: number): boolean {
  return isUnanswered(signup) && now - signup.createdAt.getTime() >= ANSWER_WITHIN_MS;
}

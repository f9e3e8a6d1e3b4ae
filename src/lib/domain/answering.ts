/** When somebody who wants to work in an AG has waited too long for an answer. Pure. */
import type { SignupLevel } from './records';

/** So long a coordination may take to answer, ms. */
export const ANSWER_WITHIN_MS = 7 * 24 * 3_600_000;

export interface Answerable {
  level: SignupLevel;
  createdAt: Date;
  /** When the coordination got in touch; null: not yet. */
  contactedAt: Date | null;
}

/** Whoever only wants to be informed waits for nobody. */
export function isUnanswered({ level, contactedAt }: Answerable): boolean {
  return level === 'active' && contactedAt === null;
}

/** @param now ms since 1970 */
export function isOverdue(signup: Answerable, now: number): boolean {
  return isUnanswered(signup) && now - signup.createdAt.getTime() >= ANSWER_WITHIN_MS;
}

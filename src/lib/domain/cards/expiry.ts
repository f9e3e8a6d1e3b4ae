/** For how long a card is shown without its owner saying that it is right. */
import type { CardRecord } from '../records.ts';

const DAY = 24 * 3_600_000;
/** After a year its owner is asked. */
export const ASK_AFTER_MS = 365 * DAY;
/** Asked and not answered for so long, it goes out of sight. */
export const ANSWER_WITHIN_MS = 60 * DAY;
/** Out of sight for so long, it is deleted. */
export const DELETE_AFTER_MS = 365 * DAY;

/** How it stands with a card for its owner: `due`: to be confirmed; `expired`: it was not, and nobody else sees it. */
export function confirmationOf({ own, audience }: CardRecord, now: number): 'fresh' | 'due' | 'expired' {
  if (own === null) return 'fresh';
  if (own.expiredFrom !== null) return 'expired';
  return audience !== 'private' && now - own.confirmedAt > ASK_AFTER_MS ? 'due' : 'fresh';
}

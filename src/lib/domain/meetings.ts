/** Meetings of an AG as its page shows them. */
export interface Meeting {
  id: string;
  title: string;
  /** What it is about; may be empty. */
  body: string;
  /** May be empty, as for a meeting online. */
  place: string;
  /** Address of a video room; null: there is none, or this viewer may not have it. */
  video: string | null;
  /** There is a video room whose address only those signed up get, and this viewer is none. */
  videoHidden: boolean;
  /** ms since 1970 */
  startsAt: number;
  endsAt: number;
  /** Where its clock stands, IANA. */
  timeZone: string;
  cancelled: boolean;
}

/** The coming ones, the next first, and those that are over, the latest first. One that is going on is still coming. */
export function comingAndPast<T extends Pick<Meeting, 'startsAt' | 'endsAt'>>(
  meetings: readonly T[],
  now: number
): { coming: T[]; past: T[] } {
  const byStart = [...meetings].sort((a, b) => a.startsAt - b.startsAt);
  return {
    coming: byStart.filter(({ endsAt }) => endsAt > now),
    past: byStart.filter(({ endsAt }) => endsAt <= now).reverse()
  };
}

/** The next one that takes place. */
export function nextMeeting<T extends Pick<Meeting, 'startsAt' | 'endsAt' | 'cancelled'>>(
  meetings: readonly T[],
  now: number
): T | null {
  return comingAndPast(meetings, now).coming.find(({ cancelled }) => !cancelled) ?? null;
}

/** How often a series comes, with its days from one to the next. */
export const REPEATS = { none: 0, weekly: 7, fortnightly: 14, fourWeekly: 28 } as const;
export type Repeat = keyof typeof REPEATS;

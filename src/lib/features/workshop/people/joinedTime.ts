import { dayAndTime, shortDate, timeOfDay } from '$lib/i18n/dates';

/** When somebody came in: the hour, with its day where that was another one. */
export function joinedTime(joinedAt: number, now: number): string {
  return shortDate(joinedAt) === shortDate(now) ? timeOfDay(joinedAt) : dayAndTime(joinedAt);
}

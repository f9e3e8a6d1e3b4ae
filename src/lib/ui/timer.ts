const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Moments that are spoken: five minutes left, one minute left, over. Milliseconds left. */
const SPOKEN = [5 * MINUTE, MINUTE, 0] as const;

/** Whole seconds left until `endsAt` (ms); a begun second counts, so that 0 means over. Never negative. */
export function secondsLeft(endsAt: number, now: number): number {
  return Math.max(0, Math.ceil((endsAt - now) / SECOND));
}

/** `760` is "12:40"; from an hour on "1:02:03". */
export function clockText(seconds: number): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60
  ];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/**
 * The spoken moment that was crossed between two looks at the clock, as seconds left (300, 60 or 0), or
 * null. A jump over several (a sleeping phone) speaks only the last.
 */
export function spokenBetween(before: number, now: number): number | null {
  const crossed = SPOKEN.map((ms) => ms / SECOND).filter((mark) => before > mark && now <= mark);
  return crossed.at(-1) ?? null;
}

/** Past this, "now" is over: a phone that wakes up later does not ring for what everybody has forgotten. */
const LATE = 10 * SECOND;

export function isLate(endsAt: number, now: number): boolean {
  return now - endsAt > LATE;
}

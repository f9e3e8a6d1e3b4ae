import { setTimeout as sleep } from 'node:timers/promises';

/** Texts longer than this do not fit a line: a NOTIFY of PostgreSQL takes less than 8,000 bytes. */
export const MAX_TEXT_BYTES = 7900;

/** What a line calls back. */
export interface LineEars {
  /** A text that some process sent, this one included. */
  heard(text: string): void;
  /** The line is up, for the first time or again: texts of others may have been missed. */
  restored(): void;
  /** Once for each time that the line is lost or cannot be had; it goes on trying by itself. */
  lost(error: unknown): void;
}

/** Carries short texts between all processes on one database, in the order of each sender. Some may be lost. */
export interface Line {
  /** Rejects when the line is down. One at a time. */
  send(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Begins to connect and goes on until closed; never throws and does not wait. */
export type OpenLine = (ears: LineEars) => Line;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

/** How long to wait before attempt `attempt` (from 0): growing, and jittered so that processes do not knock in step. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round(wait / 2 + (random() * wait) / 2);
}

/** Sleeps; false when `signal` ended it early. */
export async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}

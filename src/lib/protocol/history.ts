/** `GET /api/rooms/:room/history`: what happened on a board, the newest first. */
import * as v from 'valibot';
import type { HistoryEntry } from '../domain/board/history/entry.ts';
import type { RoomOpened } from './rooms.ts';
import { uuid } from './text.ts';

/** A whole number of a query, from `min` to `max`. */
const count = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, 'invalid'),
    v.transform(Number),
    v.minValue(min, 'invalid'),
    v.maxValue(max, 'invalid')
  );

export const historyQuerySchema = v.object({
  /** Only what is older than this clock; without it, from now. */
  before: v.optional(count(0, Number.MAX_SAFE_INTEGER)),
  /** Rows of the log to look at; not all of them are told. */
  limit: v.optional(count(1, 200), '100'),
  /** Only what happened to this note. */
  note: v.optional(uuid)
});
export type HistoryQuery = v.InferOutput<typeof historyQuerySchema>;

export const pastQuerySchema = v.union([
  /** After the command with this clock. */
  v.object({ seq: count(0, Number.MAX_SAFE_INTEGER) }),
  /** At this time, ms since 1970. */
  v.object({ at: count(0, 8.64e15) })
]);
export type PastQuery = v.InferOutput<typeof pastQuerySchema>;

/** `GET /api/rooms/:room/at`: the board as it was, like a room that was opened then. */
export interface PastBoard extends RoomOpened {
  /** When the last of what it shows happened, ms since 1970. */
  at: number;
}

export interface HistoryPage {
  ok: true;
  /** Newest first. */
  entries: HistoryEntry[];
  /** `before` of the next older page; null: the log begins here, or what was before is not kept any more. */
  next: number | null;
  /** For how many days what happens is kept. */
  days: number;
}

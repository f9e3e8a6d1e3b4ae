import { historyEntry } from '$lib/domain/board/history/history';
import { mayReadHistory } from '$lib/domain/board/history/notes';
import { PAST_TYPES, projectPast, rewind } from '$lib/domain/board/history/past';
import { keyOf, type RecordType, type StoredRecord } from '$lib/domain/records';
import type { RoomView } from '$lib/domain/rules';
import type { HistoryPage, HistoryQuery, PastBoard, PastQuery } from '$lib/protocol/history';
import type { Refusal } from '$lib/protocol/rooms';
import { RecordMap } from '$lib/sync/RecordMap';
import type { Person } from '$lib/server/auth/sessions';
import { clockAt, deleteChanges, readHistory, stepsBack } from '$lib/server/repositories/changes';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

const DAY_MS = 24 * 60 * 60_000;

/** Who did what and when on a board, as long as the log keeps it. What of it reaches whom: domain/board/history/. */
export class HistoryService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Of the whole board for facilitators, of a note for whoever may read it now. */
  async page(
    roomId: string,
    person: Person | null,
    { before, limit, note }: HistoryQuery
  ): Promise<HistoryPage | Refusal> {
    const { db, rooms, config } = this.#context;
    const found = await rooms.actor(roomId, person);
    if (!found.ok) return found;
    const { actor, kind } = found;
    if (kind !== 'board') return refuse('forbidden');
    if (note === undefined) {
      if (actor.role !== 'facilitator') return refuse('forbidden');
    } else if (!(await rooms.read(roomId, (view) => mayReadHistory(view, actor, note)))) {
      return refuse('not_found');
    }
    const rows = await readHistory(db, { roomId, before, limit, noteId: note });
    const entries = await rooms.read(roomId, (view) =>
      rows.flatMap((row) => historyEntry(view, actor, row, note) ?? [])
    );
    const next = rows.length < limit ? null : (rows.at(-1)?.seq ?? null);
    return { ok: true, entries: entries ?? [], next, days: config.historyDays };
  }

  /**
   * The board as it was, for facilitators. Not for participants: what was open to them then need not be now (a note that
   * has to wait again, a phase in which all see their own only), and what is open now was not theirs to read then.
   */
  async at(roomId: string, person: Person | null, query: PastQuery): Promise<PastBoard | Refusal> {
    const { db, rooms, clock } = this.#context;
    const found = await rooms.actor(roomId, person);
    if (!found.ok) return found;
    const { actor, kind } = found;
    if (kind !== 'board' || actor.role !== 'facilitator') return refuse('forbidden');
    const then = await clockAt(db, roomId, query);
    if (!then) return refuse('not_found');
    const now = await rooms.read(roomId, picture);
    if (!now) return refuse('forbidden');
    for await (const steps of stepsBack(db, roomId, { from: then.seq, to: now.seq }))
      rewind(now.records, steps);
    const past = new RecordMap(now.records.values());
    const records = await rooms.read(roomId, (view) =>
      [...now.records.values()].flatMap((record) => projectPast(past, view, actor, record) ?? [])
    );
    const { id, name, role, groupId } = actor;
    return {
      ok: true,
      ...then,
      records: records ?? [],
      removed: [],
      full: true,
      me: { id, name, role, groupId },
      now: clock.now()
    };
  }

  /**
   * Forgets what is older than the retention time. The records stay as they are, and so do those who catch up: they need
   * records, not the log. What goes with a row is only that its command, sent again after all that time, would be decided
   * anew: what it makes has its id already, and what it edits has another version.
   */
  async deleteExpired(): Promise<number> {
    const { db, clock, config } = this.#context;
    return deleteChanges(db, clock.now() - config.historyDays * DAY_MS);
  }
}

/** All records that a look back shows, and the clock at which they are that. */
function picture(view: RoomView): { seq: number; records: Map<string, StoredRecord> } {
  const records = new Map<string, StoredRecord>();
  let seq = 0;
  for (const type of TYPES) {
    for (const record of view.all(type)) {
      // Every command puts a record, so the highest is the room's clock.
      seq = Math.max(seq, record.seq);
      if (PAST_TYPES.has(type)) records.set(keyOf(record), record);
    }
  }
  return { seq, records };
}

const TYPES: readonly RecordType[] = [
  ...PAST_TYPES,
  'participant',
  'message',
  'reaction',
  'vote',
  'ballot',
  'signup',
  'poll',
  'pollAnswer'
];

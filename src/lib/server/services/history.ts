import { historyEntry, mayReadHistory } from '$lib/domain/board/history';
import type { HistoryPage, HistoryQuery } from '$lib/protocol/history';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import { deleteChanges, readHistory } from '$lib/server/repositories/changes';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

const DAY_MS = 24 * 60 * 60_000;

/** Who did what and when on a board, as long as the log keeps it. What of it reaches whom: domain/board/history.ts. */
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
   * Forgets what is older than the retention time. The records stay as they are, and so do those who catch up: they need
   * records, not the log. What goes with a row is only that its command, sent again after all that time, would be decided
   * anew: what it makes has its id already, and what it edits has another version.
   */
  async deleteExpired(): Promise<number> {
    const { db, clock, config } = this.#context;
    return deleteChanges(db, clock.now() - config.historyDays * DAY_MS);
  }
}

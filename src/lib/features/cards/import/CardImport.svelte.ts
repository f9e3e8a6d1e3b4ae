import { guessMapping, mapColumn, rowOf, type ImportField, type Mapping } from '$lib/domain/cards/columns';
import { newId } from '$lib/util/newId';
import type { InvitedState } from '../desk/invitedWord';
import { readTable, type Table, type TableProblem } from '$lib/client/readTable';

/** Rows in one request: see the endpoint. */
const AT_ONCE = 15;

/** What became of a row. */
export interface RowResult {
  /** As in the file: the first row below the heads is 2. */
  line: number;
  name: string;
  state: InvitedState;
  /** To be passed on by hand; null: it was mailed, or there is none. */
  url: string | null;
}
type Answer =
  { ok: true; results: { state: InvitedState; url: string | null }[] } | { ok: false; message: string };

/** Taking a table of people over, from the file to what became of each row. */
export class CardImport {
  table = $state.raw<Table | null>(null);
  problem = $state<TableProblem | null>(null);
  mapping = $state.raw<Mapping>([]);
  mail = $state(true);
  step = $state<'file' | 'map' | 'run' | 'result'>('file');
  results = $state.raw<readonly RowResult[]>([]);
  /** Why it stopped before the end. */
  failure = $state<string | null>(null);
  /** Of this import, so that it can be taken back. */
  batchId = newId();
  #stopped = false;

  readonly named = $derived(this.mapping.includes('name'));
  readonly waiting = $derived(this.results.filter(({ state }) => state === 'waiting'));
  readonly skipped = $derived(this.results.filter(({ state }) => state !== 'waiting'));
  readonly links = $derived(this.waiting.filter(({ url }) => url !== null));

  async open(file: File): Promise<void> {
    const read = await readTable(file).catch(() => 'unreadable' as const);
    this.problem = typeof read === 'string' ? read : null;
    if (typeof read === 'string') return;
    this.table = read;
    this.mapping = guessMapping(read.heads);
    this.step = 'map';
  }

  map(column: number, field: ImportField | null): void {
    this.mapping = mapColumn(this.mapping, column, field);
  }

  /** The first rows as they would be taken over. */
  preview(count: number) {
    return (this.table?.rows ?? []).slice(0, count).map((cells) => rowOf(cells, this.mapping));
  }

  /**
   * Sends the rows, some at a time, until all are through or somebody stops it. What is taken over stays.
   *
   * @param disconnected what to say when no answer comes
   */
  async run(disconnected: string): Promise<void> {
    const rows = (this.table?.rows ?? []).map((cells) => rowOf(cells, this.mapping));
    this.step = 'run';
    this.#stopped = false;
    this.failure = null;
    for (let from = this.results.length; from < rows.length && !this.#stopped; from += AT_ONCE) {
      const portion = rows.slice(from, from + AT_ONCE);
      const answer = await this.#send(portion, disconnected);
      if (!answer.ok) {
        this.failure = answer.message;
        break;
      }
      this.results = [
        ...this.results,
        ...answer.results.map(({ state, url }, nth) => ({
          line: from + nth + 2,
          name: portion[nth]?.name || portion[nth]?.email || '',
          state,
          url
        }))
      ];
    }
    this.step = 'result';
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Takes the whole import back. @returns how many rows are gone; null: there was no answer */
  async undo(): Promise<number | null> {
    const address = `/api/cards/import?batch=${this.batchId}`;
    const response = await fetch(address, { method: 'DELETE' }).catch(() => null);
    if (!response?.ok) return null;
    const { gone } = (await response.json()) as { gone: number };
    this.again();
    return gone;
  }

  again(): void {
    this.table = null;
    this.mapping = [];
    this.results = [];
    this.failure = null;
    this.step = 'file';
    this.batchId = newId();
  }

  async #send(rows: unknown[], disconnected: string): Promise<Answer> {
    try {
      const response = await fetch('/api/cards/import', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ batchId: this.batchId, mail: this.mail, rows })
      });
      return (await response.json()) as Answer;
    } catch {
      return { ok: false, message: disconnected };
    }
  }
}

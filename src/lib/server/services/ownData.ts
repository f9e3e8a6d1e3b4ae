import { m } from '$lib/i18n/paraglide/messages.js';
import * as repository from '$lib/server/repositories/ownData';
import type { ServiceContext } from './context';
import { SECTIONS, textOf, timeOf, whenText } from './ownDataTexts';

export interface OwnEntry {
  text: string;
  /** The workshop or AG it belongs to. */
  place: string | null;
  /** In words; null: nobody noted it. */
  when: string | null;
  /** Where to get it, of files. */
  href: string | null;
}
export interface OwnSection {
  table: string;
  title: string;
  /** The newest first. */
  entries: OwnEntry[];
}

/**
 * Everything that is kept about a person, to read and to take along. It reads what `repositories/personalData.ts` says is
 * theirs, so that nothing is kept that they could not see: only secrets (hashes of passwords, sessions and links) are left out.
 */
export class OwnData {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;

  constructor(context: Pick<ServiceContext, 'db' | 'clock'>) {
    this.#context = context;
  }

  async page(personId: string): Promise<OwnSection[]> {
    const rows = await repository.ownRows(this.#context.db, personId);
    const tables = Map.groupBy(rows, ({ table }): string => (table in SECTIONS ? table : 'other'));
    const sections = Object.entries({ ...SECTIONS, other: m.mydata_other });
    return sections.flatMap(([table, title]) => {
      const own = (tables.get(table) ?? []).map((row) => ({ row, at: timeOf(row.values) }));
      own.sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
      const entries = own.map(({ row, at }) => entryOf(row, at));
      return entries.length > 0 ? [{ table, title: title(), entries }] : [];
    });
  }

  /** For a file to take along: tables with their rows, under the names they have in the database. */
  async json(personId: string): Promise<{ madeAt: string; data: Record<string, Record<string, unknown>[]> }> {
    const rows = await repository.ownRows(this.#context.db, personId);
    const data: Record<string, Record<string, unknown>[]> = {};
    for (const row of rows) {
      const href = fileOf(row);
      (data[row.table] ??= []).push({
        ...(row.place !== null && { place: row.place }),
        ...row.values,
        ...(href !== null && { download: href })
      });
    }
    return { madeAt: new Date(this.#context.clock.now()).toISOString(), data };
  }
}

const entryOf = (row: repository.OwnRow, at: number | null): OwnEntry => ({
  text: textOf(row),
  place: row.place,
  when: at === null ? null : whenText(at),
  href: fileOf(row)
});

const fileOf = ({ table, id, roomId }: repository.OwnRow): string | null =>
  table === 'file' && id !== null && roomId !== null ? `/api/rooms/${roomId}/files/${id}` : null;

import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** A table as it is dumped: identical content gives identical bytes, on every server. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** SQL of the order of its rows. */
  readonly order: string;
  /** Tables that must be loaded before this one. */
  readonly needs: readonly string[];
}

export interface Sum {
  readonly rows: number;
  readonly sha256: string;
}

/** Kysely keeps its own; the names of the migrations stand at the beginning of the backup. */
const OURS = `c.relkind in ('r', 'p') and not c.relispartition and c.relname not like 'kysely\\_migration%'
  and c.relnamespace = current_schema()::regnamespace
  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`;

/** All tables of the app, in an order in which foreign keys allow to load them. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    key: { name: string; text: boolean }[] | null;
    needs: string[];
  }>(`
    select c.relname::text as name,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'text', a.attcollation <> 0) order by k.place)
        from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as key,
      (select coalesce(array_agg(distinct f.relname::text), '{}') from pg_constraint k
        join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c where ${OURS} order by c.relname`);
  return inLoadingOrder(
    rows.map(({ name, columns, key, needs }) => ({
      name,
      columns,
      // The collation of text differs between servers, "C" does not.
      order:
        key === null
          ? `t::text collate "C"`
          : key.map((part) => pg.escapeIdentifier(part.name) + (part.text ? ' collate "C"' : '')).join(', '),
      needs
    }))
  );
}

function inLoadingOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => !waiting.some(({ name }) => needs.includes(name)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** For the running transaction: values are written in one way, and no time limit of the role cuts a long copy. */
export async function settle(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    set local time zone 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
    set local extra_float_digits = 1; set local bytea_output = 'hex'`);
}

/** Dumps a table; `write` is waited for. */
export async function dumpTable(
  client: pg.ClientBase,
  table: Table,
  write: (chunk: Buffer) => Promise<void> = () => Promise.resolve()
): Promise<Sum> {
  const columns = table.columns.map((column) => `t.${pg.escapeIdentifier(column)}`).join(', ');
  const source = client.query(
    copyTo(
      `copy (select ${columns} from ${pg.escapeIdentifier(table.name)} t order by ${table.order}) to stdout`
    )
  );
  const hash = createHash('sha256');
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await write(chunk);
  }
  return { rows: source.rowCount, sha256: hash.digest('hex') };
}

/** Loads what {@link dumpTable} wrote. */
export async function loadTable(
  client: pg.ClientBase,
  table: { readonly name: string; readonly columns: readonly string[] },
  content: AsyncIterable<Buffer>
): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  await pipeline(
    content,
    client.query(copyFrom(`copy ${pg.escapeIdentifier(table.name)} (${columns}) from stdin`))
  );
}

export async function isEmpty(client: pg.ClientBase, { name }: Table): Promise<boolean> {
  return (await client.query(`select from ${pg.escapeIdentifier(name)} limit 1`)).rowCount === 0;
}

/** What is kept about a person, read from wherever `personalData.ts` says that something is theirs. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';
import { entriesOf } from './erasure';
import { columnsThat, PERSONAL_DATA } from './personalData';

type Table = keyof typeof PERSONAL_DATA;

/** A row that is the person's: columns as in the table, without keys and what only the machinery needs. */
export interface OwnRow {
  table: Table;
  /** The workshop or the AG it belongs to, where it does. */
  place: string | null;
  /** Id of the row in its table, where it has one, and of its room: for links, not to be shown. */
  id: string | null;
  roomId: string | null;
  values: Record<string, unknown>;
  /** Of these what the person wrote or what is known of them, in the order of `personalData.ts`. */
  words: unknown[];
}

/** Rows of one table at most: of all that one person writes, never reached. */
const MOST = 5000;
/** Numbers and words that say nothing of anybody. */
const MACHINERY = new Set(
  'seq rank x y version kept attempts next_try_at reached state mime html message_id group_id'.split(' ')
);

/** The ids a person goes by: their own, and those of their entries in workshops. */
export async function idsOf(db: Db, personId: string): Promise<string[]> {
  const entries = await entriesOf(db, [personId]);
  return [personId, ...entries.map(({ participantId }) => participantId)];
}

export async function ownRows(db: Db, personId: string): Promise<OwnRow[]> {
  const ids = await idsOf(db, personId);
  const owners = Map.groupBy(columnsThat('owner'), ({ table }) => table);
  const rows: OwnRow[] = [];
  for (const [table, columns] of owners) {
    const isTheirs = sql.join(
      columns.map(({ column }) => sql`${sql.ref(column)} = any(${ids}::uuid[])`),
      sql` or `
    );
    const found = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(own) as row from ${sql.table(table)} as own where ${isTheirs} limit ${MOST}
    `.execute(db);
    for (const { row } of found.rows) rows.push(ownRow(table, row));
  }
  const places = await placesOf(db);
  return rows.map(({ place, roomId, ...row }) => ({
    ...row,
    roomId,
    place: places.get(place ?? '') ?? places.get(roomId ?? '') ?? null
  }));
}

function ownRow(table: Table, row: Record<string, unknown>): OwnRow {
  const holds = PERSONAL_DATA[table] as Record<string, string | undefined>;
  const values = Object.entries(row).filter(([column]) => {
    if (MACHINERY.has(column)) return false;
    // Not listed: a number, a time, a word from a closed list.
    const held = holds[column] ?? 'words';
    return held === 'words' || column === 'attachments';
  });
  const text = (column: string) => (typeof row[column] === 'string' ? row[column] : null);
  return {
    table,
    place: text('working_group_id'),
    id: text('id'),
    roomId: text('room_id'),
    values: Object.fromEntries(values.filter(([, value]) => value !== null && value !== '')),
    words: Object.keys(holds).flatMap((column) =>
      holds[column] === 'words' && !MACHINERY.has(column) ? [row[column]] : []
    )
  };
}

/** Names of workshops by the id of their room, and of AGs by theirs. */
async function placesOf(db: Db): Promise<Map<string, string>> {
  const workshops = await db.selectFrom('workshop').select(['room_id as id', 'title']).execute();
  const groups = await db.selectFrom('working_group').select(['id', 'number', 'title']).execute();
  return new Map([
    ...workshops.map(({ id, title }): [string, string] => [id, title]),
    ...groups.map(({ id, number, title }): [string, string] => [id, `AG ${number}: ${title}`])
  ]);
}

/** A person as an owner of the space looks for them. */
export interface KnownPerson {
  id: string;
  name: string;
  organisation: string | null;
  email: string | null;
  role: string | null;
  workshops: number;
  signups: number;
  hasCard: boolean;
}

/**
 * People whose name, organisation or address holds these words, accounts first. Also those who are known in a workshop by
 * another name.
 */
export async function findPeople(
  db: Db,
  spaceId: string,
  { words, limit }: { words: string; limit: number }
): Promise<KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select person.id, person.name, person.organisation,
      coalesce(person.email, (select email from contact where person_id = person.id and space_id = ${spaceId})) as email,
      (select role from member where person_id = person.id and space_id = ${spaceId}) as role,
      (select count(*)::int from participant where person_id = person.id and role <> 'interested') as workshops,
      (select count(*)::int from signup join participant on participant.id = signup.participant_id
        where participant.person_id = person.id and signup.removed_at is null) as signups,
      exists (select from card where owner_id = person.id and removed_at is null) as "hasCard"
    from person
    where strpos(lower(concat_ws(' ', person.name, person.organisation, person.email)), lower(${words})) > 0
      or exists (select from participant where person_id = person.id
        and strpos(lower(participant.name), lower(${words})) > 0)
      or exists (select from contact where person_id = person.id and strpos(lower(email), lower(${words})) > 0)
    order by person.email is null, person.name, person.created_at
    limit ${limit}
  `.execute(db);
  return rows;
}

export async function knownPerson(
  db: Db,
  personId: string
): Promise<{ name: string; email: string | null } | null> {
  const row = await db
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['name', 'email'])
    .executeTakeFirst();
  return row ?? null;
}

/** Whether the space has another owner besides this person. */
export async function hasOtherOwner(db: Db, personId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select not exists (
      select from member own where own.person_id = ${personId} and own.role = 'owner' and not exists (
        select from member other where other.space_id = own.space_id and other.role = 'owner'
          and other.person_id <> own.person_id)
    ) as is`.execute(db);
  return rows[0]?.is ?? true;
}

/** A guest, and the only thing known of them is one workshop and its AGs. */
export async function isGuestOfOneRoom(db: Db, personId: string, roomId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select person.email is null
      and not exists (select from participant where person_id = person.id and room_id <> ${roomId})
      and not exists (select from card where owner_id = person.id and removed_at is null)
      and not exists (select from member where person_id = person.id) as is
    from person where id = ${personId}`.execute(db);
  return rows[0]?.is ?? false;
}

/** A guest who has withdrawn from everything: was in no workshop, is in no AG, has no card and no address here. */
export async function isNoMore(db: Db, personId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select person.email is null
      and not exists (select from participant where person_id = person.id and role <> 'interested')
      and not exists (select from signup join participant on participant.id = signup.participant_id
        where participant.person_id = person.id and signup.removed_at is null)
      and not exists (select from signup_request where person_id = person.id)
      and not exists (select from contact where person_id = person.id)
      and not exists (select from card where owner_id = person.id and removed_at is null)
      and not exists (select from member where person_id = person.id)
      and not exists (select from coordinator where person_id = person.id) as is
    from person where id = ${personId}`.execute(db);
  return rows[0]?.is ?? false;
}

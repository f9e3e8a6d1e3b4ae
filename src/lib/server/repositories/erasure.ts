/**
 * Takes people out of the tables for good: their rows with every word of theirs, and what others' rows and the change log
 * repeat of them. Which columns those are stands in `personalData.ts`.
 */
import { sql } from 'kysely';
import { recounted } from '$lib/domain/board/pollSums';
import type { Db } from '$lib/server/db/database';
import { columnsThat, PERSONAL_DATA, type PersonalColumn } from './personalData';
import { poll as pollTable } from './records/pollTables';

/** What erasing has to do outside the database: files to delete from disk. */
export interface Erased {
  files: string[];
}

/**
 * Takes somebody out of a board, with the entries that were merged into theirs, what they uploaded there, and what its AGs
 * know of them. What was counted stays counted (dots of closed votes, choices in polls): numbers without a person. The room's
 * clock is raised and all older tombstones are given up, so that every client, also one that is away, reads everything anew.
 *
 * @returns null: there is no such person in the room
 */
export async function eraseParticipant(
  db: Db,
  roomId: string,
  participantId: string
): Promise<Erased | null> {
  return db.transaction().execute(async (tx) => {
    if (!(await lockRoom(tx, roomId))) return null;
    const entries = await tx
      .selectFrom('participant')
      .where('room_id', '=', roomId)
      .where((eb) => eb.or([eb('id', '=', participantId), eb('merged_into', '=', participantId)]))
      .select(['id', 'person_id'])
      .execute();
    if (entries.length === 0) return null;
    const ids = entries.map(({ id }) => id);
    const people = entries.flatMap(({ person_id }) => person_id ?? []);
    const words = await tx
      .selectFrom('note')
      .where(isAny('author_id', ids))
      .select('id')
      .unionAll(tx.selectFrom('comment').where(isAny('author_id', ids)).select('id'))
      .execute();
    const polls = await takeOutWords(tx, roomId, ids);
    const files = await takeOutFiles(tx, people, roomId);
    await eraseAgTraces(tx, roomId, { ids, people });
    await eraseRows(tx, ids);
    await scrub(tx, roomId, { people: ids, things: [...words.map(({ id }) => id), ...polls] });
    await raiseClock(tx, roomId);
    return { files };
  });
}

/**
 * Takes a person out of everything that is not a board: account, sessions and links, card, addresses, mails, files. Before,
 * each board has to be done by {@link eraseParticipant}.
 *
 * @returns null: there is no such person; `rooms`: whose records changed
 */
export async function eraseEverywhere(
  db: Db,
  personId: string
): Promise<(Erased & { rooms: string[] }) | null> {
  return db.transaction().execute(async (tx) => {
    const addresses = await addressesOf(tx, personId);
    if (!addresses) return null;
    const cards = await tx
      .selectFrom('card')
      .where('owner_id', '=', personId)
      .select(['id', 'room_id'])
      .orderBy('room_id')
      .execute();
    const rooms = [...new Set(cards.map(({ room_id }) => room_id))];
    for (const roomId of rooms) await lockRoom(tx, roomId);
    const files = await takeOutFiles(tx, [personId]);
    await eraseMailsToOthers(tx, personId);
    await eraseAddresses(tx, addresses);
    await eraseRows(tx, [personId]);
    for (const roomId of rooms) {
      const things = cards.filter(({ room_id }) => room_id === roomId).map(({ id }) => id);
      await scrub(tx, roomId, { people: [personId], things });
      await raiseClock(tx, roomId);
    }
    return { files, rooms };
  });
}

export interface Entry {
  roomId: string;
  participantId: string;
}

/** The entries of these persons in boards; of those that were merged, the one that stayed where it is theirs too. */
export async function entriesOf(db: Db, people: readonly string[]): Promise<Entry[]> {
  return db
    .selectFrom('participant as own')
    .leftJoin('participant as kept', (join) =>
      join.onRef('kept.id', '=', 'own.merged_into').on(isAny('kept.person_id', people))
    )
    .where(isAny('own.person_id', people))
    .select('own.room_id as roomId')
    .select(sql<string>`coalesce(kept.id, own.id)`.as('participantId'))
    .distinct()
    .execute();
}

/**
 * The guests who are the same human being on another device, as far as a moderation merged them. Accounts are not among them:
 * nobody erases an account by being merged into it.
 */
export async function sameGuests(db: Db, people: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('participant as own')
    .innerJoin('participant as other', (join) =>
      join
        .onRef('other.room_id', '=', 'own.room_id')
        .on(sql<boolean>`coalesce(other.merged_into, other.id) = coalesce(own.merged_into, own.id)`)
    )
    .innerJoin('person', 'person.id', 'other.person_id')
    .where(isAny('own.person_id', people))
    .where('person.email', 'is', null)
    .select('person.id')
    .distinct()
    .execute();
  return rows.map(({ id }) => id).filter((id) => !people.includes(id));
}

const isAny = (column: string, ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`;

async function lockRoom(db: Db, roomId: string): Promise<boolean> {
  const room = await db
    .selectFrom('room')
    .where('id', '=', roomId)
    .select('id')
    .forUpdate()
    .executeTakeFirst();
  return room !== undefined;
}

async function raiseClock(db: Db, roomId: string): Promise<void> {
  await db
    .updateTable('room')
    .set((eb) => ({ clock: eb('clock', '+', 1), floor: eb('clock', '+', 1) }))
    .where('id', '=', roomId)
    .execute();
}

/** Everything that is these persons' or participants' goes, by `personalData.ts`; where others' rows name them, nobody stands. */
async function eraseRows(db: Db, ids: readonly string[]): Promise<void> {
  for (const { table, column } of columnsThat('names')) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${isAny(column, ids)}`.execute(
      db
    );
  }
  for (const { table, column } of columnsThat('owner').sort(peopleLast)) {
    await sql`delete from ${sql.table(table)} where ${isAny(column, ids)}`.execute(db);
  }
}

/** Others point at them. */
const peopleLast = (a: PersonalColumn, b: PersonalColumn): number => rankOf(a) - rankOf(b);
const rankOf = ({ table }: PersonalColumn): number => ['participant', 'person'].indexOf(table);

/** What the AGs of a board know of somebody beside their sign-up: wishes that wait, links, questions, mails. */
async function eraseAgTraces(
  db: Db,
  roomId: string,
  { ids, people }: { ids: readonly string[]; people: readonly string[] }
): Promise<void> {
  const groups = await db.selectFrom('working_group').where('room_id', '=', roomId).select('id').execute();
  const about = [...ids, ...groups.map(({ id }) => id)];
  const requests = await db
    .deleteFrom('signup_request')
    .where(isAny('person_id', people))
    .where(isAny('working_group_id', about))
    .returning('token_hash')
    .execute();
  for (const { table, column } of columnsThat('owner')) {
    if (column !== 'person_id' || !('working_group_id' in PERSONAL_DATA[table])) continue;
    await sql`delete from ${sql.table(table)}
      where ${isAny('person_id', people)} and ${isAny('working_group_id', about)}`.execute(db);
  }
  const keys = requests.map(({ token_hash }) => `signup:${token_hash}`);
  await db
    .deleteFrom('mail')
    .where(isAny('person_id', people))
    .where((eb) =>
      eb.or([
        sql<boolean>`key = any(${keys}::text[])`,
        sql<boolean>`key ~ ${about.join('|')}`,
        eb('mailing_id', 'in', (inner) =>
          inner.selectFrom('mailing').where(isAny('working_group_id', about)).select('id')
        )
      ])
    )
    .execute();
}

/** The addresses a person is known by; null: there is no such person. */
async function addressesOf(db: Db, personId: string): Promise<string[] | null> {
  const person = await db.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirst();
  if (!person) return null;
  const [contacts, requests] = [
    await db.selectFrom('contact').where('person_id', '=', personId).select('email').execute(),
    await db.selectFrom('signup_request').where('person_id', '=', personId).select('email').execute()
  ];
  return [...new Set([person, ...contacts, ...requests].flatMap(({ email }) => email?.toLowerCase() ?? []))];
}

/** Mails about cards that say to somebody else who wrote to them, or invited them. */
async function eraseMailsToOthers(db: Db, personId: string): Promise<void> {
  await sql`
    delete from mail where split_part(key, ':', 1) in ('contact', 'contact-answer', 'card-invitation')
      and split_part(key, ':', 2) in (
        select id::text from contact_request where from_id = ${personId} or to_id = ${personId}
        union all select id::text from card_invitation where created_by = ${personId} or taken_by = ${personId})
  `.execute(db);
}

/** What is known under an address alone, and what mails to others say of it. */
async function eraseAddresses(db: Db, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const isOne = (column: string) => sql<boolean>`lower(${sql.ref(column)}) = any(${addresses}::text[])`;
  await db.deleteFrom('signup_request').where(isOne('email')).execute();
  await db.deleteFrom('enquiry').where(isOne('email')).execute();
  await db.deleteFrom('card_invitation').where(isOne('email')).execute();
  await db.deleteFrom('mail').where(isOne('recipient')).execute();
  await sql`update mail set headers = headers - 'Reply-To'
    where lower(headers ->> 'Reply-To') = any(${addresses}::text[])`.execute(db);
  const pattern = `(^|[^\\w.%+-])(${addresses.map(escaped).join('|')})(?![\\w-])`;
  // What an AG wrote to its people is the AG's, but for the address.
  const masked = (column: string) =>
    sql<string>`regexp_replace(${sql.ref(column)}, ${pattern}, '\\1…', 'gi')`;
  const says = (column: string) => sql<boolean>`${sql.ref(column)} ~* ${pattern}`;
  await db
    .updateTable('mailing')
    .set({ body: masked('body') })
    .where(says('body'))
    .execute();
  await db
    .updateTable('mail')
    .set({ text: masked('text'), html: masked('html') })
    .where('mailing_id', 'is not', null)
    .where(says('text'))
    .execute();
  // All other mails that name it are about the person.
  const about = sql<boolean>`mailing_id is null and concat_ws(' ', mail.text, mail.headers, mail.last_error) ~* ${pattern}`;
  await db.deleteFrom('mail').where(about).where('state', '=', 'waiting').execute();
  await db
    .updateTable('mail')
    .set({ recipient: null, subject: null, text: null, html: null, headers: '{}', last_error: null })
    .where(about)
    .where('state', 'in', ['sent', 'failed'])
    .execute();
}

const escaped = (text: string) => text.replace(/[^\w@]/g, '\\$&');

/**
 * Files that these persons uploaded (in one room, or wherever) come off all notes, and their rows go. What hangs on an agenda
 * or among the materials of an AG is the workshop's and the AG's: it stays, nobody's.
 */
async function takeOutFiles(db: Db, people: readonly string[], roomId?: string): Promise<string[]> {
  const found = await db
    .selectFrom('file')
    .where(isAny('owner_id', people))
    .$if(roomId !== undefined, (query) => query.where('room_id', '=', roomId ?? ''))
    .select(['id', 'name'])
    .select(
      sql<boolean>`exists (select from agenda_item, jsonb_array_elements(agenda_item.files) held
        where held ->> 'fileId' = file.id::text)
        or exists (select from material where material.file_id = file.id)`.as('shared')
    )
    .execute();
  const stays = found.filter(({ shared }) => shared).map(({ id }) => id);
  const goes = found.filter(({ shared }) => !shared).map(({ id }) => id);
  if (stays.length > 0)
    await db.updateTable('file').set({ owner_id: null }).where(isAny('id', stays)).execute();
  if (goes.length === 0) return [];
  await sql`
    update note set attachments = (
      select coalesce(jsonb_agg(one order by nth), '[]')
      from jsonb_array_elements(attachments) with ordinality as every(one, nth)
      where not coalesce(one ->> 'fileId' = any(${goes}::text[]), false))
    where exists (select from jsonb_array_elements(attachments) one where one ->> 'fileId' = any(${goes}::text[]))
  `.execute(db);
  await sql`
    update change set steps = coalesce(
      (select jsonb_agg(step order by nth) from jsonb_array_elements(steps) with ordinality as every(step, nth)
        where step::text !~ ${goes.join('|')}), '[]')
    where steps::text ~ ${goes.join('|')} ${roomId === undefined ? sql`` : sql`and room_id = ${roomId}`}
  `.execute(db);
  await db.deleteFrom('file').where(isAny('id', goes)).execute();
  return goes;
}

/** Words in word polls are words: they leave the sums. @returns ids of the polls that had some */
async function takeOutWords(db: Db, roomId: string, ids: readonly string[]): Promise<string[]> {
  const given = await db
    .selectFrom('poll_answer')
    .where('room_id', '=', roomId)
    .where('removed_at', 'is', null)
    .where(isAny('participant_id', ids))
    .select(['poll_id', 'answer'])
    .execute();
  if (given.length === 0) return [];
  const changed: string[] = [];
  for (const poll of await pollTable.load(db, roomId, -1)) {
    const answers = given.filter(({ poll_id }) => poll_id === poll.id);
    if (poll.kind !== 'words' || answers.length === 0) continue;
    const left = answers.reduce((sum, { answer }) => recounted(sum, answer, []), poll);
    const sums = left.sums ?? [];
    await db
      .updateTable('poll')
      .set({
        answers: left.answers,
        given: left.given,
        sums: JSON.stringify(sums),
        hidden: JSON.stringify(poll.hidden.filter((word) => sums.some(({ key }) => key === word)))
      })
      .where('id', '=', poll.id)
      .execute();
    changed.push(poll.id);
  }
  return changed;
}

/** Fields by which a record in the log is somebody's, or hangs on what was. */
const OWNING = ['id', 'noteId', 'authorId', 'participantId', 'personId', 'ownerId'];

/**
 * A step stays in the log where nothing in it is theirs: no record of theirs, and none on a note of theirs. Where it only
 * names them (who took notes), nobody stands.
 */
async function scrub(
  db: Db,
  roomId: string,
  { people, things }: { people: readonly string[]; things: readonly string[] }
): Promise<void> {
  const gone = [...people, ...things];
  const fields = sql.join(
    OWNING.flatMap((field) => [
      sql`step #>> ${`{before,${field}}`}::text[]`,
      sql`step #>> ${`{after,${field}}`}::text[]`
    ])
  );
  await sql`
    update change
    set actor_id = case when actor_id = any(${people}::uuid[]) then null else actor_id end,
      steps = regexp_replace(
        coalesce(
          (select jsonb_agg(step order by nth) from jsonb_array_elements(steps) with ordinality as every(step, nth)
            where not array[${fields}] && ${gone}::text[]),
          '[]')::text,
        ${`"(${people.join('|')})"`}, 'null', 'g')::jsonb
    where room_id = ${roomId} and (actor_id = any(${people}::uuid[])
      or steps::text ~ ${people.join('|')}
      or exists (select from jsonb_array_elements(steps) step where array[${fields}] && ${gone}::text[]))
  `.execute(db);
}

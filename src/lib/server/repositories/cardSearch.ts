/**
 * The search documents of cards and how they are looked through. A document holds what one circle may read and nothing
 * else (domain/cards/searchText.ts), and a search looks through the documents of one circle: docs/decisions/0014-search-documents-per-circle.md.
 */
import { sql, type RawBuilder } from 'kysely';
import { DOCUMENT_VERSION, documentsOf } from '$lib/domain/cards/searchText';
import type { Audience, CardRecord } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { cardOf } from './records/afterwardsTables';

/** Cards prepared in one statement. */
const PORTION = 500;
/** How much of a word's runs of three letters must be in a near one; what is near is decided after. */
const NEAR_SHARE = 0.4;
/** Words looked at: the likest. */
const NEAR_MOST = 300;

/** To be called in the transaction that wrote the cards, after it did. */
export async function writeCardDocuments(db: Db, cards: readonly CardRecord[]): Promise<void> {
  if (cards.length === 0) return;
  const ids = cards.map(({ id }) => id);
  await db
    .deleteFrom('card_search')
    .where('card_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const rows = cards.flatMap((card) =>
    documentsOf(card).map((document) => ({
      card_id: card.id,
      circle: document.circle,
      seq: card.seq,
      version: DOCUMENT_VERSION,
      body: document.body,
      letters: document.letters,
      words: document.words
    }))
  );
  if (rows.length === 0) return;
  const names = sql.raw('card_id, circle, seq, version, body, letters, words');
  await sql`
    insert into card_search (${names})
    select ${names} from jsonb_populate_recordset(null::card_search, ${JSON.stringify(rows)}::jsonb)
    on conflict (card_id, circle) do nothing
  `.execute(db);
}

/**
 * Makes the documents that are missing or of an older preparation: after an update, a restore, or rows written past the
 * rooms. @returns how many cards got theirs
 */
export async function fillCardDocuments(db: Db): Promise<number> {
  let filled = 0;
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('card')
      .selectAll()
      .where('removed_at', 'is', null)
      .$if(after !== '', (query) => query.where('id', '>', after))
      .where(
        sql<boolean>`not exists (select from card_search s
          where s.card_id = card.id and s.seq = card.seq and s.version = ${DOCUMENT_VERSION})`
      )
      .orderBy('id')
      .limit(PORTION)
      .execute();
    const last = rows.at(-1);
    if (!last) return filled;
    await db.transaction().execute((tx) => writeCardDocuments(tx, rows.map(cardOf)));
    filled += rows.length;
    after = last.id;
  }
}

/** Whose documents are looked through. */
export interface Searcher {
  roomId: string;
  /** The narrowest circle the viewer belongs to. */
  circle: Audience;
  /** The viewer's own card is looked through whole; '' for visitors. */
  personId: string;
}

/** The clock of the directory now, and the ids of cards that have every word: in part, or in another form. */
export async function cardsWith(
  db: Db,
  searcher: Searcher,
  words: readonly (readonly string[])[]
): Promise<{ seq: number; ids: string[] }> {
  const has = words.map((spellings) => {
    const ways = spellings.map(
      (spelling) =>
        sql<boolean>`s.letters like ${`%${escaped(spelling)}%`} or s.document @@ plainto_tsquery('german', ${spelling})`
    );
    return sql<boolean>`(${sql.join(ways, sql` or `)})`;
  });
  const { rows } = await sql<{ seq: number; ids: string[] }>`
    select room.clock as seq, coalesce((
      ${documentsFor(searcher, sql`array_agg(c.id)`)} and ${sql.join(has, sql` and `)}
    ), '{}') as ids
    from room where room.id = ${searcher.roomId}
  `.execute(db);
  return rows[0] ?? { seq: 0, ids: [] };
}

/** The words on the searcher's cards that are like one of `words`. Too many: to be judged by `isNear`. */
export async function wordsLike(db: Db, searcher: Searcher, words: readonly string[]): Promise<string[]> {
  const likeness = words.map((word) => sql`word_similarity(${word}, word)`);
  const { rows } = await sql<{ word: string }>`
    select word from (${documentsFor(searcher, sql`distinct unnest(s.words) as word`)}) all_words
    where greatest(${sql.join(likeness)}) >= ${NEAR_SHARE}
    order by greatest(${sql.join(likeness)}) desc limit ${NEAR_MOST}
  `.execute(db);
  return rows.map(({ word }) => word);
}

/** Ids of cards that have every word, in part, or one of the words that are `near` to it. */
export async function cardsNear(
  db: Db,
  searcher: Searcher,
  words: readonly { spellings: readonly string[]; near: readonly string[] }[]
): Promise<string[]> {
  const has = words.map(({ spellings, near }) => {
    const ways = spellings.map((spelling) => sql<boolean>`s.letters like ${`%${escaped(spelling)}%`}`);
    return sql<boolean>`(${sql.join([...ways, sql<boolean>`s.words && ${near}::text[]`], sql` or `)})`;
  });
  const { rows } = await sql<{ id: string }>`
    ${documentsFor(searcher, sql`c.id`)} and ${sql.join(has, sql` and `)}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * `what` of the documents that the searcher may look through: those of their circle, and of their own card the whole one.
 * Only of cards as they are now: a document of an older state might hold what was taken back since.
 */
function documentsFor(
  { roomId, circle, personId }: Searcher,
  what: RawBuilder<unknown>
): RawBuilder<unknown> {
  const me = personId === '' ? null : personId;
  return sql`
    select ${what} from card_search s join card c on c.id = s.card_id and c.seq = s.seq
    where c.room_id = ${roomId} and c.removed_at is null and s.circle in (${circle}, 'private')
      and s.circle = case when c.owner_id = ${me}::uuid then 'private' else ${circle} end`;
}

/** The signs that LIKE reads as its own. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

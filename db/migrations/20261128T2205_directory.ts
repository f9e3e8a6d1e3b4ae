import { sql, type Kysely } from 'kysely';

/** SQLSTATEs of `create extension` where it may not, or cannot, be made: rights, an unknown name, its files missing. */
const CANNOT = new Set(['42501', '0A000', '58P01', '22023']);

/** What the search in a card directory looks through: one document for each card and circle of readers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addTrigrams(db);
  await sql`
    create table card_search (
      card_id uuid not null references card on delete cascade,
      -- Whose reading this is: what of the card is not for them stands in no column of the row.
      circle text not null,
      -- The card's clock this was made of. A document of an older one answers no search.
      seq bigint not null,
      -- Of the words' preparation: documents of another version are made anew at the start.
      version integer not null,
      body text not null,
      -- The body in small letters without accents, umlauts both ways, for parts of words and for near ones.
      letters text not null,
      document tsvector not null generated always as (to_tsvector('german', body)) stored,
      primary key (card_id, circle),
      constraint card_search_circle_chk check (circle in ('private', 'participants', 'members', 'public'))
    );
    create index card_search_document_idx on card_search using gin (document);
    create index card_search_letters_idx on card_search using gin (letters gin_trgm_ops);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // The extension stays: others in this database may use it too.
  await sql`drop table card_search`.execute(db);
}

/** pg_trgm is "trusted": whoever may create in a database may add it. Where they may not, its owner does it once. */
async function addTrigrams(db: Kysely<unknown>): Promise<void> {
  try {
    await sql`create extension if not exists pg_trgm`.execute(db);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!CANNOT.has(code)) throw error;
    throw new Error(
      'Die Suche in den Visitenkarten braucht die PostgreSQL-Erweiterung pg_trgm, und diese Rolle darf sie nicht anlegen. ' +
        'Lassen Sie in dieser Datenbank einmal „create extension pg_trgm“ ausführen, dann starten Sie neu. ' +
        `(${error instanceof Error ? error.message : code})`,
      { cause: error }
    );
  }
}

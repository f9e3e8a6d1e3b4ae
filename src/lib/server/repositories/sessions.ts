import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

export interface SessionRow {
  idHash: string;
  personId: string;
  expiresAt: Date;
}

export interface PersonRow {
  id: string;
  name: string;
  organisation: string | null;
  email: string | null;
}

export interface SessionWithPerson {
  session: SessionRow;
  person: PersonRow;
}

/** Those of these sessions that there are, by hash. */
export async function findSessionsWithPersons(
  db: Db,
  idHashes: readonly string[]
): Promise<Map<string, SessionWithPerson>> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .where('session.id_hash', '=', sql<string>`any(${idHashes}::text[])`)
    .select([
      'session.id_hash',
      'session.expires_at',
      'person.id',
      'person.name',
      'person.organisation',
      'person.email'
    ])
    .execute();
  return new Map(
    rows.map(({ id_hash: idHash, expires_at: expiresAt, ...person }) => [
      idHash,
      { session: { idHash, personId: person.id, expiresAt }, person }
    ])
  );
}

export async function sessionsOf(db: Db, personId: string): Promise<SessionRow[]> {
  const rows = await db.selectFrom('session').where('person_id', '=', personId).selectAll().execute();
  return rows.map((row) => ({ idHash: row.id_hash, personId: row.person_id, expiresAt: row.expires_at }));
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db
    .insertInto('session')
    .values({ id_hash: session.idHash, person_id: session.personId, expires_at: session.expiresAt })
    .execute();
}

export async function setSessionExpiry(db: Db, idHash: string, expiresAt: Date): Promise<void> {
  await db.updateTable('session').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute();
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.deleteFrom('session').where('id_hash', '=', idHash).execute();
}

export async function deleteSessionsOf(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('session').where('person_id', '=', personId).execute();
}

export async function deleteSessionsBefore(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now).execute();
}

export async function aliveAmong(db: Db, idHashes: readonly string[], now: Date): Promise<Set<string>> {
  const rows = await db
    .selectFrom('session')
    .where('id_hash', '=', sql<string>`any(${idHashes})`)
    .where('expires_at', '>', now)
    .select('id_hash')
    .execute();
  return new Set(rows.map((row) => row.id_hash));
}

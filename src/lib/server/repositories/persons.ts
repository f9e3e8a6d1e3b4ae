import type { Db } from '$lib/server/db/database';
import type { PersonRow } from './sessions';

export interface NewPerson extends PersonRow {
  passwordHash: string | null;
}

export async function insertPerson(db: Db, person: NewPerson): Promise<void> {
  const { passwordHash, ...columns } = person;
  await db
    .insertInto('person')
    .values({ ...columns, password_hash: passwordHash })
    .execute();
}

/** @param email in lower case */
export async function findAccount(
  db: Db,
  email: string
): Promise<(PersonRow & { passwordHash: string }) | null> {
  const row = await db
    .selectFrom('person')
    .where('email', '=', email)
    .select(['id', 'name', 'organisation', 'email', 'password_hash'])
    .executeTakeFirst();
  if (!row || row.password_hash === null) return null;
  const { password_hash: passwordHash, ...person } = row;
  return { ...person, passwordHash };
}

/** A guest's name as they gave it last. Accounts keep theirs. */
export async function renameGuest(
  db: Db,
  id: string,
  { name, organisation }: { name: string; organisation: string | null }
): Promise<void> {
  await db
    .updateTable('person')
    .set({ name, organisation })
    .where('id', '=', id)
    .where('email', 'is', null)
    .execute();
}

export async function personById(db: Db, id: string): Promise<PersonRow | null> {
  const row = await db
    .selectFrom('person')
    .where('id', '=', id)
    .select(['id', 'name', 'organisation', 'email'])
    .executeTakeFirst();
  return row ?? null;
}

/** Whether there is somebody of this id without an account. */
export async function isGuest(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('person').where('id', '=', id).select('email').executeTakeFirst();
  return row !== undefined && row.email === null;
}

export async function deletePerson(db: Db, id: string): Promise<void> {
  await db.deleteFrom('person').where('id', '=', id).execute();
}

export async function anyAccount(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .where('email', 'is not', null)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

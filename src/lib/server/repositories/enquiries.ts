/** What people asked the coordination of an AG. */
import type { Db } from '$lib/server/db/database';

export interface Enquiry {
  id: string;
  name: string;
  email: string;
  body: string;
  createdAt: Date;
}

/** @returns false when it is there already: the same form, sent twice */
export async function insertEnquiry(
  db: Db,
  {
    workingGroupId,
    personId,
    createdAt,
    ...said
  }: Enquiry & { workingGroupId: string; personId: string | null }
): Promise<boolean> {
  const result = await db
    .insertInto('enquiry')
    .values({ ...said, working_group_id: workingGroupId, person_id: personId, created_at: createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The oldest first: they have waited the longest. */
export async function enquiriesOf(db: Db, workingGroupId: string): Promise<Enquiry[]> {
  return db
    .selectFrom('enquiry')
    .where('working_group_id', '=', workingGroupId)
    .select(['id', 'name', 'email', 'body', 'created_at as createdAt'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function countEnquiries(db: Db, workingGroupId: string): Promise<number> {
  const row = await db
    .selectFrom('enquiry')
    .where('working_group_id', '=', workingGroupId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteEnquiry(db: Db, workingGroupId: string, id: string): Promise<void> {
  await db
    .deleteFrom('enquiry')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .execute();
}

export async function deleteEnquiriesBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('enquiry').where('created_at', '<', before).execute();
}

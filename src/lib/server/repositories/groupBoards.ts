/** The boards that AGs have for themselves. */
import type { Db } from '$lib/server/db/database';

export async function boardOf(
  db: Db,
  workingGroupId: string
): Promise<{ workshopId: string; roomId: string } | null> {
  const row = await db
    .selectFrom('working_group_board')
    .innerJoin('workshop', 'workshop.id', 'working_group_board.workshop_id')
    .where('working_group_board.working_group_id', '=', workingGroupId)
    .select(['workshop.id as workshopId', 'workshop.room_id as roomId'])
    .executeTakeFirst();
  return row ?? null;
}

export async function insertBoard(db: Db, workingGroupId: string, workshopId: string): Promise<void> {
  await db
    .insertInto('working_group_board')
    .values({ working_group_id: workingGroupId, workshop_id: workshopId })
    .execute();
}

/** Until the end of the transaction nobody else who asks for it goes on. */
export async function lockGroup(db: Db, workingGroupId: string): Promise<void> {
  await db.selectFrom('working_group').where('id', '=', workingGroupId).select('id').forUpdate().execute();
}

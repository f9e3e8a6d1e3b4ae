import type { Db } from '$lib/server/db/database';
import type { RoomTable } from '$lib/server/db/types';

export interface RoomRow {
  id: string;
  kind: RoomTable['kind'];
  spaceId: string;
}

/** The room of a template is none: nobody enters it. */
export async function findRoom(db: Db, id: string): Promise<RoomRow | null> {
  const row = await db
    .selectFrom('room')
    .where('id', '=', id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('workshop')
            .whereRef('workshop.room_id', '=', 'room.id')
            .where('workshop.is_template', '=', true)
            .select('workshop.id')
        )
      )
    )
    .select(['id', 'kind', 'space_id as spaceId'])
    .executeTakeFirst();
  return row ?? null;
}

export async function insertRoom(db: Db, room: RoomRow): Promise<void> {
  await db.insertInto('room').values({ id: room.id, kind: room.kind, space_id: room.spaceId }).execute();
}

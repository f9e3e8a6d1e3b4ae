/** The order of the day of a workshop, with its materials. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';
import type { AgendaFile, AgendaLink } from '$lib/server/db/types';

export interface AgendaItem {
  id: string;
  position: number;
  /** Time of day as written on the agenda, e.g. `17:10`; may be empty. */
  starts: string;
  title: string;
  body: string;
  links: AgendaLink[];
  files: AgendaFile[];
}

export async function agendaOf(db: Db, workshopId: string): Promise<AgendaItem[]> {
  return db
    .selectFrom('agenda_item')
    .where('workshop_id', '=', workshopId)
    .orderBy('position')
    .select(['id', 'position', 'starts', 'title', 'body', 'links', 'files'])
    .execute();
}

/** The whole agenda anew, in the given order. */
export async function replaceAgenda(
  db: Db,
  workshopId: string,
  items: readonly Omit<AgendaItem, 'position'>[]
): Promise<void> {
  await db.deleteFrom('agenda_item').where('workshop_id', '=', workshopId).execute();
  if (items.length === 0) return;
  await db
    .insertInto('agenda_item')
    .values(
      items.map((item, position) => ({
        id: item.id,
        workshop_id: workshopId,
        position,
        starts: item.starts,
        title: item.title,
        body: item.body,
        links: JSON.stringify(item.links),
        files: JSON.stringify(item.files)
      }))
    )
    .execute();
}

/** Whether the agenda of this room's workshop holds a file. */
export async function agendaHolds(db: Db, roomId: string, fileId: string): Promise<boolean> {
  const row = await db
    .selectFrom('agenda_item')
    .innerJoin('workshop', 'workshop.id', 'agenda_item.workshop_id')
    .where('workshop.room_id', '=', roomId)
    .where(sql<boolean>`agenda_item.files @> ${JSON.stringify([{ fileId }])}::jsonb`)
    .select('agenda_item.id')
    .executeTakeFirst();
  return row !== undefined;
}

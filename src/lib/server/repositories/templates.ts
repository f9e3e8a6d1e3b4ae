/** A space's own templates: workshops that are kept as models. Nobody enters them, and no list of workshops has them. */
import type { Db } from '$lib/server/db/database';
import { workshopOf, type Workshop } from './workshops';

export interface TemplateSummary {
  id: string;
  title: string;
  phases: number;
  notes: number;
}

export async function findTemplate(db: Db, id: string): Promise<Workshop | null> {
  const row = await db
    .selectFrom('workshop')
    .where('id', '=', id)
    .where('is_template', '=', true)
    .selectAll()
    .executeTakeFirst();
  return row ? workshopOf(row) : null;
}

/** By title. */
export async function listTemplates(db: Db, spaceId: string): Promise<TemplateSummary[]> {
  const rows = await db
    .selectFrom('workshop')
    .where('space_id', '=', spaceId)
    .where('is_template', '=', true)
    .select((eb) => [
      'id',
      'title',
      eb
        .selectFrom('phase')
        .whereRef('phase.room_id', '=', 'workshop.room_id')
        .where('phase.removed_at', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('phases'),
      eb
        .selectFrom('note')
        .whereRef('note.room_id', '=', 'workshop.room_id')
        .where('note.removed_at', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('notes')
    ])
    .orderBy('title')
    .orderBy('id')
    .execute();
  return rows.map(({ id, title, phases, notes }) => ({
    id,
    title,
    phases: Number(phases ?? 0),
    notes: Number(notes ?? 0)
  }));
}

export async function countTemplates(db: Db, spaceId: string): Promise<number> {
  const row = await db
    .selectFrom('workshop')
    .where('space_id', '=', spaceId)
    .where('is_template', '=', true)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function renameTemplate(db: Db, id: string, title: string): Promise<void> {
  await db
    .updateTable('workshop')
    .set({ title })
    .where('id', '=', id)
    .where('is_template', '=', true)
    .execute();
}

/** With all that is in it; files that nothing else holds go at the next sweep. */
export async function deleteTemplate(db: Db, { id, roomId }: Workshop): Promise<void> {
  await db.deleteFrom('workshop').where('id', '=', id).where('is_template', '=', true).execute();
  await db.deleteFrom('room').where('id', '=', roomId).execute();
}

import type { Db } from '$lib/server/db/database';

/**
 * Deletes what went on in an AG that is no more: dates, news, tasks, what it shared (its files go with the next sweep) and
 * questions to it. Its board stays with those who are in it: it is a board like others.
 */
export async function deleteLifeOf(db: Db, workingGroupId: string): Promise<void> {
  for (const table of ['meeting', 'calendar_key', 'news', 'task', 'material', 'enquiry'] as const) {
    await db.deleteFrom(table).where('working_group_id', '=', workingGroupId).execute();
  }
}

import type { Selectable } from 'kysely';
import type { NewsPost } from '$lib/domain/news';
import type { Db } from '$lib/server/db/database';
import type { NewsTable } from '$lib/server/db/types';

export type NewsContent = Pick<NewsPost, 'title' | 'body' | 'public'>;

const postOf = (row: Selectable<NewsTable>): NewsPost => ({
  id: row.id,
  title: row.title,
  body: row.body,
  public: row.public,
  publishedAt: row.published_at.getTime(),
  editedAt: row.edited_at?.getTime() ?? null
});

/** The newest first. */
export async function newsOf(
  db: Db,
  workingGroupId: string,
  { publicOnly, limit }: { publicOnly: boolean; limit: number }
): Promise<NewsPost[]> {
  let query = db.selectFrom('news').where('working_group_id', '=', workingGroupId).selectAll();
  if (publicOnly) query = query.where('public', '=', true);
  const rows = await query.orderBy('published_at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map(postOf);
}

export async function findNews(db: Db, workingGroupId: string, id: string): Promise<NewsPost | null> {
  const row = await db
    .selectFrom('news')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row ? postOf(row) : null;
}

/** @returns false when it is there already: the same form, sent twice */
export async function insertNews(
  db: Db,
  post: NewsContent & { id: string; workingGroupId: string; authorId: string; publishedAt: Date }
): Promise<boolean> {
  const result = await db
    .insertInto('news')
    .values({
      id: post.id,
      working_group_id: post.workingGroupId,
      title: post.title,
      body: post.body,
      public: post.public,
      author_id: post.authorId,
      published_at: post.publishedAt
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateNews(db: Db, id: string, content: NewsContent, editedAt: Date): Promise<void> {
  await db
    .updateTable('news')
    .where('id', '=', id)
    .set({ ...content, edited_at: editedAt })
    .execute();
}

export async function deleteNews(db: Db, workingGroupId: string, id: string): Promise<void> {
  await db.deleteFrom('news').where('working_group_id', '=', workingGroupId).where('id', '=', id).execute();
}

export async function countNews(db: Db, workingGroupId: string): Promise<number> {
  const row = await db
    .selectFrom('news')
    .where('working_group_id', '=', workingGroupId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

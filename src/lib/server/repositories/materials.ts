import type { Material, MaterialKind } from '$lib/domain/materials';
import type { Db } from '$lib/server/db/database';

export interface MaterialContent {
  kind: MaterialKind;
  title: string;
  body: string;
  url: string | null;
  fileId: string | null;
  public: boolean;
}

/** The newest first. */
export async function materialsOf(
  db: Db,
  workingGroupId: string,
  { publicOnly }: { publicOnly: boolean }
): Promise<Material[]> {
  let query = db
    .selectFrom('material')
    .leftJoin('file', 'file.id', 'material.file_id')
    .where('material.working_group_id', '=', workingGroupId)
    .select(['material.id', 'material.kind', 'material.title', 'material.body', 'material.url'])
    .select(['material.public', 'material.created_at as createdAt'])
    .select(['file.id as fileId', 'file.name', 'file.size', 'file.width']);
  if (publicOnly) query = query.where('material.public', '=', true);
  const rows = await query.orderBy('material.created_at', 'desc').orderBy('material.id').execute();
  return rows.map(({ fileId, name, size, width, createdAt, ...material }) => ({
    ...material,
    file: fileId === null ? null : { id: fileId, name: name ?? '', size: size ?? 0, image: width !== null },
    createdAt: createdAt.getTime()
  }));
}

/** One that is there already (the same form sent twice) stays as it is. */
export async function insertMaterial(
  db: Db,
  { fileId, ...material }: MaterialContent & { id: string; workingGroupId: string; createdAt: Date }
): Promise<void> {
  const { workingGroupId, createdAt, ...columns } = material;
  await db
    .insertInto('material')
    .values({ ...columns, working_group_id: workingGroupId, created_at: createdAt, file_id: fileId })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function updateMaterial(
  db: Db,
  id: string,
  { fileId, ...columns }: MaterialContent
): Promise<void> {
  await db
    .updateTable('material')
    .where('id', '=', id)
    .set({ ...columns, file_id: fileId })
    .execute();
}

/** Its file is held by nothing then, and goes with the next sweep. */
export async function deleteMaterial(db: Db, workingGroupId: string, id: string): Promise<void> {
  await db
    .deleteFrom('material')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .execute();
}

/** Whether a material of this AG that the viewer may see holds the file. */
export async function materialHolds(
  db: Db,
  workingGroupId: string,
  fileId: string,
  { publicOnly }: { publicOnly: boolean }
): Promise<boolean> {
  let query = db
    .selectFrom('material')
    .where('working_group_id', '=', workingGroupId)
    .where('file_id', '=', fileId)
    .select('id');
  if (publicOnly) query = query.where('public', '=', true);
  return (await query.executeTakeFirst()) !== undefined;
}

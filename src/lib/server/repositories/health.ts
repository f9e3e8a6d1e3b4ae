import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/** A proxy asks every few seconds and wants an answer, not a database that hangs. */
const PATIENCE_MS = 2000;

/** Whether the database answers a query within two seconds. Never rejects. */
export async function isReachable(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false
  );
  const reachable = await Promise.race([asked, late]);
  clearTimeout(timer);
  return reachable;
}

import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/** Whether the database answers a query. Never rejects. */
export async function isReachable(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

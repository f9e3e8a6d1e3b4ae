import { sql } from 'kysely';
import type { ReportKind } from '$lib/domain/cards/reports';
import type { CardRecord } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { cardOf } from '$lib/server/repositories/records/afterwardsTables';

export interface CardReport {
  id: string;
  cardId: string;
  reason: ReportKind;
  note: string;
  createdAt: Date;
}

/** @returns false: the same person has said the same about this card, and it is open */
export async function insertReport(
  db: Db,
  report: CardReport & { reporterId: string | null }
): Promise<boolean> {
  const result = await db
    .insertInto('card_report')
    .values({
      id: report.id,
      card_id: report.cardId,
      reporter_id: report.reporterId,
      reason: report.reason,
      note: report.note,
      created_at: report.createdAt
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/** Open reports of a directory, the oldest first. Who reported is for nobody to read. */
export async function openReports(db: Db, roomId: string): Promise<CardReport[]> {
  return db
    .selectFrom('card_report')
    .innerJoin('card', 'card.id', 'card_report.card_id')
    .where('card.room_id', '=', roomId)
    .where('card_report.settled_at', 'is', null)
    .select(['card_report.id', 'card_report.card_id as cardId', 'card_report.reason', 'card_report.note'])
    .select('card_report.created_at as createdAt')
    .orderBy('card_report.created_at')
    .orderBy('card_report.id')
    .execute();
}

/** How many cards there are open reports on. */
export async function countReported(db: Db, roomId: string): Promise<number> {
  const row = await db
    .selectFrom('card_report')
    .innerJoin('card', 'card.id', 'card_report.card_id')
    .where('card.room_id', '=', roomId)
    .where('card_report.settled_at', 'is', null)
    .select((eb) => eb.fn.count<number>('card_report.card_id').distinct().as('cards'))
    .executeTakeFirstOrThrow();
  return Number(row.cards);
}

export async function settleReports(
  db: Db,
  roomId: string,
  cardId: string,
  { by, at }: { by: string; at: Date }
): Promise<void> {
  await db
    .updateTable('card_report')
    .set({ settled_at: at, settled_by: by })
    .where('card_id', '=', cardId)
    .where('settled_at', 'is', null)
    .where((eb) => eb('card_id', 'in', eb.selectFrom('card').where('room_id', '=', roomId).select('card.id')))
    .execute();
}

/** What was settled long ago is forgotten. */
export async function deleteReportsSettledBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('card_report').where('settled_at', '<', before).execute();
}

/** The whole cards that are hidden: only what a viewer may read may leave the server. */
export async function hiddenCards(db: Db, roomId: string): Promise<CardRecord[]> {
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('hidden_at', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy(sql`hidden_at desc`)
    .execute();
  return rows.map(cardOf);
}

import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

export interface NewMailing {
  id: string;
  workingGroupId: string;
  senderId: string;
  subject: string;
  body: string;
  recipients: number;
  leftOut: number;
  createdAt: Date;
}

/** @returns false when this mailing was left before */
export async function insertMailing(db: Db, mailing: NewMailing): Promise<boolean> {
  const result = await db
    .insertInto('mailing')
    .values({
      id: mailing.id,
      working_group_id: mailing.workingGroupId,
      sender_id: mailing.senderId,
      subject: mailing.subject,
      body: mailing.body,
      recipients: mailing.recipients,
      left_out: mailing.leftOut,
      created_at: mailing.createdAt
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function mailingExists(db: Db, id: string, workingGroupId: string): Promise<boolean> {
  const row = await db
    .selectFrom('mailing')
    .where('id', '=', id)
    .where('working_group_id', '=', workingGroupId)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface MailingRow {
  id: string;
  subject: string;
  body: string;
  /** Null: the person was erased. */
  sender: string | null;
  createdAt: Date;
  recipients: number;
  leftOut: number;
  /** Mails by what became of them. Whoever was erased or left takes theirs along: together at most `recipients`. */
  sent: number;
  waiting: number;
  failed: number;
}

/** The newest first. */
export async function mailingsOf(db: Db, workingGroupId: string, limit: number): Promise<MailingRow[]> {
  const count = (states: readonly string[]) =>
    sql<number>`count(mail.id) filter (where mail.state = any(${states as string[]}))::int`;
  return db
    .selectFrom('mailing')
    .leftJoin('person', 'person.id', 'mailing.sender_id')
    .leftJoin('mail', 'mail.mailing_id', 'mailing.id')
    .where('mailing.working_group_id', '=', workingGroupId)
    .groupBy(['mailing.id', 'person.name'])
    .select(['mailing.id', 'mailing.subject', 'mailing.body', 'person.name as sender', 'mailing.recipients'])
    .select(['mailing.left_out as leftOut', 'mailing.created_at as createdAt'])
    .select([
      count(['sent']).as('sent'),
      count(['waiting', 'sending']).as('waiting'),
      count(['failed']).as('failed')
    ])
    .orderBy('mailing.created_at', 'desc')
    .orderBy('mailing.id')
    .limit(limit)
    .execute();
}

export interface Undelivered {
  mailingId: string;
  /** As they are known in the workshop. */
  name: string;
  /** The mail server's words; null once the content was deleted. */
  reason: string | null;
  /** It is tried again. */
  again: boolean;
}

/** Mails that were not taken, for good or so far, with whose they are. */
export async function undelivered(db: Db, workingGroupId: string, limit: number): Promise<Undelivered[]> {
  return db
    .selectFrom('mail')
    .innerJoin('mailing', 'mailing.id', 'mail.mailing_id')
    .innerJoin('working_group', 'working_group.id', 'mailing.working_group_id')
    .innerJoin('participant', (join) =>
      join
        .onRef('participant.person_id', '=', 'mail.person_id')
        .onRef('participant.room_id', '=', 'working_group.room_id')
    )
    .where('mailing.working_group_id', '=', workingGroupId)
    .where((eb) =>
      eb.or([
        eb('mail.state', '=', 'failed'),
        eb.and([eb('mail.state', '=', 'waiting'), eb('mail.last_error', 'is not', null)])
      ])
    )
    .select(['mailing.id as mailingId', 'participant.name', 'mail.last_error as reason'])
    .select(sql<boolean>`mail.state = 'waiting'`.as('again'))
    .orderBy('participant.name')
    .limit(limit)
    .execute();
}

/** Whose unsubscribe link this is, and of which AG. */
export async function findExit(
  db: Db,
  exitHash: string
): Promise<{ personId: string; workingGroupId: string } | null> {
  const row = await db
    .selectFrom('mail')
    .innerJoin('mailing', 'mailing.id', 'mail.mailing_id')
    .where('mail.exit_hash', '=', exitHash)
    .where('mail.person_id', 'is not', null)
    .select(['mail.person_id as personId', 'mailing.working_group_id as workingGroupId'])
    .executeTakeFirst();
  return row?.personId ? { personId: row.personId, workingGroupId: row.workingGroupId } : null;
}

/** Takes back what this AG has not sent to the person yet. */
export async function dropWaitingOf(db: Db, personId: string, workingGroupId: string): Promise<void> {
  await db
    .deleteFrom('mail')
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .where('mailing_id', 'in', (eb) =>
      eb.selectFrom('mailing').where('working_group_id', '=', workingGroupId).select('id')
    )
    .execute();
}

import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/** What is written with its cause. */
export interface QueuedMail {
  id: string;
  /** The same key a second time is the same mail. */
  key: string;
  /** Whose mail it is; null: nobody's whom Auftakt knows. */
  personId: string | null;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  /** Without the angle brackets. */
  messageId: string;
  /** Of which mailing to an AG it is one. */
  mailingId: string | null;
  /** Of the secret in its unsubscribe link. */
  exitHash: string | null;
}

/** A mail that is this sender's to send until its claim ends. */
export interface ClaimedMail extends Pick<
  QueuedMail,
  'id' | 'recipient' | 'subject' | 'text' | 'html' | 'headers' | 'messageId'
> {
  createdAt: Date;
  /** This one included. */
  attempts: number;
}

/** Rows in one statement: far below what PostgreSQL takes, and few round trips for a thousand. */
const AT_ONCE = 200;

/** @returns how many were written: a key that is there already, whatever became of its mail, is the same mail */
export async function insertMails(db: Db, mails: readonly QueuedMail[]): Promise<number> {
  let written = 0;
  for (let from = 0; from < mails.length; from += AT_ONCE) {
    const rows = mails.slice(from, from + AT_ONCE).map((mail) => {
      const { personId, messageId, headers, mailingId, exitHash, ...columns } = mail;
      return {
        ...columns,
        person_id: personId,
        message_id: messageId,
        headers: JSON.stringify(headers),
        mailing_id: mailingId,
        exit_hash: exitHash
      };
    });
    const result = await db
      .insertInto('mail')
      .values(rows)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    written += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return written;
}

const inFuture = (ms: number) => sql<Date>`now() + ${ms / 1000} * interval '1 second'`;

/**
 * Takes the mail that is due the longest, those that nobody sent to a list before all others; nobody else gets it for `claimMs`. One whose sender has not said what became
 * of it by then is due again. All times are the database's, so that processes agree on them.
 */
export async function claimMail(db: Db, claimMs: number): Promise<ClaimedMail | null> {
  const row = await db
    .updateTable('mail')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), next_try_at: inFuture(claimMs) }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('mail')
        .where('state', 'in', ['waiting', 'sending'])
        .where('next_try_at', '<=', sql<Date>`now()`)
        // What somebody waits for goes before mails to lists.
        .orderBy(sql`mailing_id is not null`)
        .orderBy('next_try_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .select('id')
    )
    .returning(['id', 'recipient', 'subject', 'text', 'html', 'headers', 'attempts'])
    .returning(['message_id as messageId', 'created_at as createdAt'])
    .executeTakeFirst();
  if (!row) return null;
  const { recipient, subject, text, html, ...mail } = row;
  // mail_content_chk
  if (recipient === null || subject === null || text === null || html === null)
    throw new Error('an empty mail');
  return { ...mail, recipient, subject, text, html };
}

/** What became of an attempt. */
export type MailOutcome =
  | { state: 'sent' }
  /** `address`: nobody is there, so no mail to it is worth an attempt. */
  | { state: 'failed'; error: string; address: boolean }
  | { state: 'waiting'; error: string; retryMs: number };

/** Nothing happens to a mail that another has claimed since, or that is gone. */
export async function settleMail(
  db: Db,
  claimed: Pick<ClaimedMail, 'id' | 'attempts'>,
  outcome: MailOutcome
): Promise<void> {
  const settled = await db
    .updateTable('mail')
    .set({
      state: outcome.state,
      last_error: outcome.state === 'sent' ? null : outcome.error,
      ...(outcome.state === 'sent' && { sent_at: sql<Date>`now()` }),
      ...(outcome.state === 'waiting' && { next_try_at: inFuture(outcome.retryMs) })
    })
    .where('id', '=', claimed.id)
    .where('state', '=', 'sending')
    .where('attempts', '=', claimed.attempts)
    .returning('recipient')
    .executeTakeFirst();
  if (outcome.state !== 'failed' || !outcome.address || !settled?.recipient) return;
  await db
    .updateTable('contact')
    .set({ refused_at: sql<Date>`now()` })
    .where(sql<boolean>`lower(email) = lower(${settled.recipient})`)
    .execute();
}

/** How many mails wait, to one person or to lists, and since when the oldest of them has been due (seconds). */
export async function waitingMails(db: Db): Promise<{ single: number; list: number; oldestSeconds: number }> {
  const row = await db
    .selectFrom('mail')
    .where('state', 'in', ['waiting', 'sending'])
    .select([
      sql<number>`(count(*) filter (where mailing_id is null))::int`.as('single'),
      sql<number>`(count(*) filter (where mailing_id is not null))::int`.as('list'),
      sql<number>`coalesce(extract(epoch from now() - min(created_at)), 0)::float8`.as('oldestSeconds')
    ])
    .executeTakeFirstOrThrow();
  return row;
}

/** Deletes who got what from mails that are done and older than `before`; that there was one, stays. */
export async function emptyMails(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('mail')
    .set({ recipient: null, subject: null, text: null, html: null, headers: '{}', last_error: null })
    .where('state', 'in', ['sent', 'failed'])
    .where('recipient', 'is not', null)
    .where('created_at', '<', before)
    .execute();
}

/** Takes back what has not gone out to this person yet. */
export async function dropWaitingMails(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('mail').where('person_id', '=', personId).where('state', '=', 'waiting').execute();
}

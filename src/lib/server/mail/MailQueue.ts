import * as v from 'valibot';
import type { Db } from '$lib/server/db/database';
import type { MailSettings } from '$lib/server/mailSettings';
import { emptyMails, insertMails, type QueuedMail } from '$lib/server/repositories/mails';
import { newId } from '$lib/util/newId';
import { letterHtml, letterText, type Letter } from './letter';

/** One line without anything that steers: a line break in an address or a subject would be a header of its own. */
const line = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/^\P{Cc}+$/u, 'not one line'));

const mailSchema = v.object({
  /** What the mail is about: the same key a second time is the same mail. Of ids only, since it outlives the content. */
  key: v.pipe(v.string(), v.regex(/^[\w:-]{1,200}$/)),
  personId: v.nullable(v.string()),
  /** Of which mailing to an AG it is one, and the hash of the secret in its unsubscribe link. */
  mailingId: v.optional(v.nullable(v.string()), null),
  exitHash: v.optional(v.nullable(v.string()), null),
  to: v.pipe(line(254), v.email()),
  subject: line(300),
  headers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Z][\w-]{1,60}$/)), line(900)), {})
});

export type NewMail = v.InferInput<typeof mailSchema> & { letter: Letter };

/** For mails to lists: how a mail program takes its reader off the list (RFC 2369, RFC 8058). */
export function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Where services leave mails. They go out when the transaction is committed, and not at all when it is not. */
export class MailQueue {
  readonly #domain: string;
  readonly #keepMs: number;
  /** Set by whoever sends in this process. */
  onQueued: () => void = () => undefined;

  constructor({ from }: Pick<MailSettings, 'from'>, keepDays: number) {
    this.#domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    this.#keepMs = keepDays * 24 * 3_600_000;
  }

  /**
   * Leaves a mail. Call {@link wake} after the commit.
   *
   * @param tx the transaction of what causes it
   * @returns false when it was left before
   * @throws when an address or a subject is none: whoever calls has checked what people typed
   */
  async add(tx: Db, mail: NewMail): Promise<boolean> {
    return (await this.addAll(tx, [mail])) === 1;
  }

  /** Like {@link add}, for many. @returns how many had not been left before */
  addAll(tx: Db, mails: readonly NewMail[]): Promise<number> {
    return insertMails(
      tx,
      mails.map((mail) => this.#queued(mail))
    );
  }

  #queued(mail: NewMail): QueuedMail {
    const { to, ...checked } = v.parse(mailSchema, mail);
    const id = newId();
    return {
      ...checked,
      id,
      recipient: to,
      text: letterText(mail.letter),
      html: letterHtml(mail.letter, checked.subject),
      messageId: `${id}@${this.#domain}`
    };
  }

  /** Something was left: it need not wait for the next look. */
  wake(): void {
    this.onQueued();
  }

  /** Deletes the content of what was done long ago. */
  sweep(db: Db, now: number): Promise<void> {
    return emptyMails(db, new Date(now - this.#keepMs));
  }
}

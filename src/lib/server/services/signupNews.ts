import type { SignupRecord } from '$lib/domain/records';
import { isPlainAddress } from '$lib/domain/mailing';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Config } from '$lib/server/config';
import type { Db } from '$lib/server/db/database';
import type { MailQueue, NewMail } from '$lib/server/mail/MailQueue';
import type { RoomContext } from '$lib/server/repositories/records/recordTable';
import type { WritesAlong } from '$lib/server/repositories/roomStore';
import { deleteContactsOf, reachedBy, type Told } from '$lib/server/repositories/signupNews';
import type { StoredChange } from '$lib/sync/ports';

/** What can become of a sign-up without its person doing anything. */
export type SignupNewsKind = 'movedUp' | 'approved' | 'approvedWaiting' | 'declined' | 'dissolved';

/** @returns null: nothing that somebody must be told */
export function newsOf(before: SignupRecord | null, after: SignupRecord): SignupNewsKind | null {
  if (before?.removedAt !== null || before.level !== 'active' || after.level !== 'active') return null;
  if (after.removedAt !== null || before.state === after.state) return null;
  switch (after.state) {
    case 'declined':
      return 'declined';
    case 'waiting':
      return 'approvedWaiting';
    case 'in':
      return before.state === 'waiting' ? 'movedUp' : 'approved';
    case 'asked':
      return null;
  }
}

/**
 * Tells people by mail what has become of their sign-up: they moved up, were approved or declined, the AG is no more. The mail
 * is written in the transaction of the change, so that nobody moves up untold, and nobody is told who did not.
 */
export class SignupNews implements WritesAlong {
  readonly #mail: MailQueue | null;
  readonly #origin: string;

  /** @param mail null: no mail server is set up; people read it on their page */
  constructor(mail: MailQueue | null, { origin }: Pick<Config, 'origin'>) {
    this.#mail = mail;
    this.#origin = origin;
  }

  async write(tx: Db, _room: RoomContext, changes: readonly StoredChange[]): Promise<void> {
    const news: { signup: string; kind: SignupNewsKind; seq: number }[] = [];
    const dissolved: string[] = [];
    for (const { steps, seq } of changes) {
      const gone = new Set<string>();
      for (const { before, after } of steps)
        if (after.type === 'workingGroup' && after.removedAt !== null && before?.removedAt === null)
          gone.add(after.id);
      dissolved.push(...gone);
      for (const { before, after } of steps) {
        if (after.type !== 'signup') continue;
        const was = before?.type === 'signup' ? before : null;
        const kind =
          gone.has(after.workingGroupId) && was?.state !== 'declined' ? 'dissolved' : newsOf(was, after);
        if (kind) news.push({ signup: after.id, kind, seq });
      }
    }
    if (this.#mail && news.length > 0) {
      const reached = await reachedBy(
        tx,
        news.map(({ signup }) => signup)
      );
      const told = new Map(reached.map((one) => [`${one.workingGroupId}:${one.participantId}`, one]));
      await this.#mail.addAll(
        tx,
        news.flatMap(({ signup, kind, seq }) => {
          const to = told.get(signup);
          return to && isPlainAddress(to.email) ? [this.#mailTo(to, kind, seq)] : [];
        })
      );
    }
    for (const id of dissolved) await deleteContactsOf(tx, id);
  }

  committed(): void {
    this.#mail?.wake();
  }

  #mailTo({ personId, email, ...told }: Told, kind: SignupNewsKind, seq: number): NewMail {
    const language = told.language ?? 'de';
    const of = { number: told.number, title: told.title.replace(/\s+/g, ' ') };
    const said = { locale: language };
    const { subject, text } = WORDS[kind];
    const gone = kind === 'dissolved';
    return {
      key: `signup-${kind}:${told.workingGroupId}:${told.participantId}:${seq}`,
      personId,
      to: email,
      subject: subject(of, said),
      letter: {
        language,
        greeting: m.mail_greeting({}, said),
        paragraphs: [text(of, said)],
        action: {
          label: gone ? m.ag_link_all({}, said) : m.mail_moved_action({}, said),
          url: gone ? `${this.#origin}/ags` : `${this.#origin}/ags/${told.workingGroupId}`,
          after: gone ? [m.mail_news_dissolved_after({}, said)] : [m.mail_news_after({}, said)]
        },
        footer: [m.mail_ag_why(of, said), m.mail_sent_by({ url: this.#origin }, said)]
      }
    };
  }
}

type Of = { number: number; title: string };
type Said = { locale: 'de' | 'en' };
const WORDS: Record<
  SignupNewsKind,
  { subject: (of: Of, said: Said) => string; text: (of: Of, said: Said) => string }
> = {
  movedUp: { subject: m.mail_news_moved_up_subject, text: m.mail_news_moved_up },
  approved: { subject: m.mail_news_approved_subject, text: m.mail_news_approved },
  approvedWaiting: { subject: m.mail_news_waiting_subject, text: m.mail_news_waiting },
  declined: { subject: m.mail_news_declined_subject, text: m.mail_news_declined },
  dissolved: { subject: m.mail_news_dissolved_subject, text: m.mail_news_dissolved }
};

import type { SignupRecord } from '$lib/domain/records';
import { isPlainAddress } from '$lib/domain/mailing';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Config } from '$lib/server/config';
import type { Db } from '$lib/server/db/database';
import type { MailQueue, NewMail } from '$lib/server/mail/MailQueue';
import { deleteLifeOf } from '$lib/server/repositories/groupLife';
import type { RoomContext } from '$lib/server/repositories/records/recordTable';
import { answerersOf } from '$lib/server/repositories/answers';
import type { WritesAlong } from '$lib/server/repositories/roomStore';
import { deleteContactsOf, numbered, reachedBy, type Told } from '$lib/server/repositories/signupNews';
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
 * is written in the transaction of the change, so that nobody moves up untold, and nobody is told who did not. And tells those
 * who coordinate that somebody asks: once a day and AG, without names.
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
    const asked = new Map<string, number>();
    for (const { steps, seq, at } of changes) {
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
        if (asksAnew(was, after)) asked.set(after.workingGroupId, at);
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
    for (const id of dissolved) {
      await deleteContactsOf(tx, id);
      await deleteLifeOf(tx, id);
    }
    for (const [id, at] of asked) await this.#tellAsked(tx, id, at);
  }

  committed(): void {
    this.#mail?.wake();
  }

  async #tellAsked(tx: Db, workingGroupId: string, at: number): Promise<void> {
    const group = this.#mail && (await numbered(tx, workingGroupId));
    if (!this.#mail || !group) return;
    const of = { number: group.number, title: oneLine(group.title) };
    // In the language of the moderation's other mails: nobody knows theirs.
    const said = { locale: 'de' } as const;
    const day = new Date(at).toISOString().slice(0, 10);
    const answerers = await answerersOf(tx, workingGroupId);
    await this.#mail.addAll(
      tx,
      answerers.map(({ id, email }) => ({
        key: `asked:${workingGroupId}:${id}:${day}`,
        personId: id,
        to: email,
        subject: m.mail_asked_subject(of, said),
        letter: {
          language: 'de',
          greeting: m.mail_greeting({}, said),
          paragraphs: [m.mail_asked_text(of, said)],
          action: {
            label: m.mail_waiting_action({}, said),
            url: `${this.#origin}/ags/${workingGroupId}/desk`,
            after: [m.mail_asked_after({}, said)]
          },
          footer: [m.mail_waiting_why({}, said), m.mail_sent_by({ url: this.#origin }, said)]
        }
      }))
    );
  }

  #mailTo({ personId, email, ...told }: Told, kind: SignupNewsKind, seq: number): NewMail {
    const language = told.language ?? 'de';
    const of = { number: told.number, title: oneLine(told.title) };
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

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Somebody asks who did not before. */
function asksAnew(before: SignupRecord | null, after: SignupRecord): boolean {
  const asked = before?.removedAt === null && before.state === 'asked';
  return after.removedAt === null && after.state === 'asked' && !asked;
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

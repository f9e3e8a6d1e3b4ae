import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { leftOutSum, paragraphsFor, recipientsOf, type Reached } from '$lib/domain/mailing';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { nameUpTo, uuid, wordsUpTo } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import { letterHtml, letterText, type Letter } from '$lib/server/mail/letter';
import { unsubscribeHeaders, type NewMail } from '$lib/server/mail/MailQueue';
import * as repository from '$lib/server/repositories/mailings';
import {
  deskRows,
  findWorkingGroup,
  ownSignup,
  publicOf,
  setMailsOff,
  type DeskRow,
  type WorkingGroupRow
} from '$lib/server/repositories/workingGroups';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import type { SignupRequests } from './signupRequests';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

/** The form of a mail to an AG, as it came in. */
export interface MailForm {
  /** Made with the page: the same form sent twice is one mailing. */
  id: unknown;
  subject: unknown;
  body: unknown;
  active: boolean;
  informed: boolean;
  /** Participants by id, where rows were ticked; null: by the levels above. */
  chosen: readonly string[] | null;
  /** Answers go to the sender's own address, which the recipients then see. */
  answersToMe: boolean;
}
export type MailField = 'to' | 'subject' | 'body';

/** A mail as one of its recipients gets it. */
export interface MailPreview {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** What stands behind an unsubscribe link. */
export type ExitPage = { state: 'gone' } | { state: 'on' | 'off'; group: WorkingGroupRow };

const MAILINGS_SHOWN = 100;
const UNDELIVERED_SHOWN = 200;

/**
 * Mails of a coordination to its AG: one to each person through the queue, noted as a mailing, each with its own link to
 * unsubscribe from this AG's mails. What is queued goes out, whoever coordinates by then.
 */
export class Mailings {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>;
  readonly #groups: WorkingGroupsService;
  readonly #requests: SignupRequests;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>,
    groups: WorkingGroupsService,
    requests: SignupRequests
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#requests = requests;
  }

  /** Whether Auftakt sends mails itself. */
  get available(): boolean {
    return this.#context.mail !== null;
  }

  /** Leaves one mail for each person meant who can be reached. The same form a second time changes nothing. */
  async send(
    person: Person,
    groupId: string,
    form: MailForm
  ): Promise<{ ok: true; recipients: number } | FormRefusal<MailField>> {
    const { db, clock, mail } = this.#context;
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refused('forbidden');
    if (!mail) return refused('unavailable');
    const read = readForm(form);
    if (!read.ok) return read;

    const answer = await db
      .transaction()
      .execute(async (tx): Promise<{ ok: true; recipients: number } | FormRefusal<MailField>> => {
        const meant = meantBy(form, await deskRows(tx, groupId));
        const { people, left } = recipientsOf(meant, { confirmed: true });
        if (people.length === 0 && !(await repository.mailingExists(tx, read.id, groupId))) {
          return field('to', m.mail_error_nobody());
        }
        const isNew = await repository.insertMailing(tx, {
          id: read.id,
          workingGroupId: groupId,
          senderId: person.id,
          subject: read.subject,
          body: read.body,
          recipients: people.length,
          leftOut: leftOutSum(left),
          createdAt: new Date(clock.now())
        });
        if (!isNew && !(await repository.mailingExists(tx, read.id, groupId))) return refused('invalid');
        if (isNew) {
          const context = { ...read, group, sender: form.answersToMe ? person : null };
          await mail.addAll(
            tx,
            people.map((one) => this.#mailTo(one, context))
          );
        }
        return { ok: true, recipients: people.length };
      });
    mail.wake();
    return answer;
  }

  /** The mail as the first of its recipients gets it; nothing is sent. */
  async preview(
    person: Person,
    groupId: string,
    form: MailForm
  ): Promise<{ ok: true; preview: MailPreview } | FormRefusal<MailField>> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refused('forbidden');
    const read = readForm(form);
    if (!read.ok) return read;
    const { people } = recipientsOf(meantBy(form, await deskRows(this.#context.db, groupId)), {
      confirmed: this.available
    });
    const to = people[0]?.name ?? person.name;
    const letter = this.#letter(read.body, to, group, this.#exitUrl('…'));
    const { subject } = read;
    return {
      ok: true,
      preview: { to, subject, text: letterText(letter), html: letterHtml(letter, subject) }
    };
  }

  /** The mail to the sender alone, to see it arrive. The same words twice are one mail. */
  async trial(
    person: Person,
    groupId: string,
    form: MailForm
  ): Promise<{ ok: true; email: string } | FormRefusal<MailField>> {
    const { db, mail } = this.#context;
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refused('forbidden');
    if (!mail || person.email === null) return refused('unavailable');
    const read = readForm(form);
    if (!read.ok) return read;
    await mail.add(db, {
      key: `trial:${read.id}:${hashToken(`${read.subject}\n${read.body}`).slice(0, 32)}`,
      personId: person.id,
      to: person.email,
      subject: read.subject,
      letter: this.#letter(read.body, person.name, group, null)
    });
    mail.wake();
    return { ok: true, email: person.email };
  }

  /** What went out, the newest first, with what became of it. */
  async sent(
    person: { id: string },
    groupId: string
  ): Promise<
    { ok: true; mailings: (repository.MailingRow & { undelivered: repository.Undelivered[] })[] } | Refusal
  > {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    const { db } = this.#context;
    const [mailings, undelivered] = await Promise.all([
      repository.mailingsOf(db, groupId, MAILINGS_SHOWN),
      repository.undelivered(db, groupId, UNDELIVERED_SHOWN)
    ]);
    return {
      ok: true,
      mailings: mailings.map((mailing) => ({
        ...mailing,
        undelivered: undelivered.filter(({ mailingId }) => mailingId === mailing.id)
      }))
    };
  }

  /** Asks those whose address nobody confirmed yet to do so. Who was asked and may still answer is not asked again. */
  async askForConfirmation(person: { id: string }, groupId: string): Promise<{ ok: true } | Refusal> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refuse('forbidden');
    if (!this.available) return refuse('unavailable');
    for (const row of await deskRows(this.#context.db, groupId)) {
      const { personId, email, consentText, consentedAt, confirmedAt, mailsOffAt, refusedAt } = row;
      if (personId === null || email === null || consentText === null || consentedAt === null) continue;
      if (confirmedAt !== null || mailsOffAt !== null || refusedAt !== null) continue;
      const who = { id: personId, name: row.name, organisation: row.organisation, email: null };
      const ticket = `desk:${personId}`;
      const standing = true;
      await this.#requests.ask(who, group, { ...row, email, consentText, consentedAt, ticket, standing });
    }
    return { ok: true };
  }

  async exitPage(token: string): Promise<ExitPage> {
    const found = await this.#exit(token);
    return found ? { state: found.off ? 'off' : 'on', group: found.group } : { state: 'gone' };
  }

  /**
   * Ends this AG's mails to whoever holds the link, at once: what waits for them in the queue is dropped. The sign-up
   * stays. A second time changes nothing.
   */
  async unsubscribe(token: string): Promise<ExitPage> {
    return this.#switch(token, true);
  }

  async resume(token: string): Promise<ExitPage> {
    return this.#switch(token, false);
  }

  async #switch(token: string, off: boolean): Promise<ExitPage> {
    const found = await this.#exit(token);
    if (!found) return { state: 'gone' };
    const { db, clock } = this.#context;
    const { personId, group } = found;
    if (found.off !== off) {
      await db.transaction().execute(async (tx) => {
        await setMailsOff(tx, group.id, personId, off ? new Date(clock.now()) : null);
        if (off) await repository.dropWaitingOf(tx, personId, group.id);
      });
    }
    return { state: off ? 'off' : 'on', group };
  }

  async #exit(token: string): Promise<{ personId: string; group: WorkingGroupRow; off: boolean } | null> {
    if (!/^[\w-]{27}$/.test(token)) return null;
    const { db } = this.#context;
    const exit = await repository.findExit(db, hashToken(token));
    if (!exit) return null;
    const [group, own] = await Promise.all([
      findWorkingGroup(db, exit.workingGroupId),
      ownSignup(db, exit.workingGroupId, exit.personId)
    ]);
    // Who has left the AG gets no mails anyway.
    if (!group || !own?.level) return null;
    return {
      personId: exit.personId,
      group: publicOf(group),
      off: own.mailsOff
    };
  }

  #mailTo(to: Reached<DeskRow>, mail: Wording & { group: WorkingGroupRow; sender: Person | null }): NewMail {
    const exit = newToken();
    const url = this.#exitUrl(exit);
    const { sender } = mail;
    return {
      key: `mailing:${mail.id}:${to.participantId}`,
      personId: to.personId,
      to: to.email,
      subject: mail.subject,
      letter: this.#letter(mail.body, to.name, mail.group, url),
      mailingId: mail.id,
      exitHash: hashToken(exit),
      headers: { ...unsubscribeHeaders(url), ...(sender?.email && { 'Reply-To': sender.email }) }
    };
  }

  /** @param exitUrl null: the reader is on no list */
  #letter(
    body: string,
    name: string,
    { id, number, title }: WorkingGroupRow,
    exitUrl: string | null
  ): Letter {
    const [greeting, ...paragraphs] = paragraphsFor(body, name);
    const url = `${this.#context.config.origin}/ags/${id}`;
    return {
      language: getLocale(),
      greeting,
      paragraphs,
      footer: [
        exitUrl === null ? m.mail_ag_trial() : m.mail_ag_why({ number, title: title.replace(/\s+/g, ' ') }),
        m.mail_ag_page({ url }),
        ...(exitUrl === null ? [] : [m.mail_ag_exit({ url: exitUrl })])
      ]
    };
  }

  #exitUrl(token: string): string {
    return `${this.#context.config.origin}/ags/off/${token}`;
  }
}

/** By levels only those who are in; whom a coordination ticks it may write to, whatever becomes of their wish. */
function meantBy<T extends Pick<DeskRow, 'participantId' | 'level' | 'state'>>(
  form: MailForm,
  rows: readonly T[]
): T[] {
  const { chosen } = form;
  if (chosen === null) {
    return rows.filter(
      ({ level, state }) => state === 'in' && (level === 'active' ? form.active : form.informed)
    );
  }
  const ids = new Set(chosen);
  return rows.filter(({ participantId }) => ids.has(participantId));
}

interface Wording {
  id: string;
  subject: string;
  body: string;
}

function readForm(form: MailForm): ({ ok: true } & Wording) | FormRefusal<MailField> {
  const id = v.safeParse(uuid, form.id);
  if (!id.success) return refused('invalid');
  const subject = v.safeParse(nameUpTo(LIMITS.mailSubject), form.subject);
  if (!subject.success) {
    return field('subject', tooLong(subject.issues) ? m.mail_error_subject_long() : m.mail_error_subject());
  }
  const body = v.safeParse(wordsUpTo(LIMITS.mailBody), form.body);
  if (!body.success) {
    return field('body', tooLong(body.issues) ? m.mail_error_body_long() : m.mail_error_body());
  }
  return { ok: true, id: id.output, subject: subject.output, body: body.output };
}

const tooLong = (issues: readonly { message: string }[]) =>
  issues.some((issue) => issue.message === 'too_long');

const field = (name: MailField, message: string): FormRefusal<MailField> => ({
  ...refuse('invalid', message),
  field: name
});

const refused = (code: 'forbidden' | 'unavailable' | 'invalid'): FormRefusal<MailField> => ({
  ...refuse(code),
  field: null
});

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { SIGNUP_LEVELS, type SignupLevel, type SignupState } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import type { Letter } from '$lib/server/mail/letter';
import { dropWaitingOf } from '$lib/server/repositories/mailings';
import { dropWaitingMails } from '$lib/server/repositories/mails';
import { isNoMore } from '$lib/server/repositories/ownData';
import * as requests from '$lib/server/repositories/signupRequests';
import * as groups from '$lib/server/repositories/workingGroups';
import { newId } from '$lib/util/newId';
import type { ServiceContext } from './context';
import type { Erasure } from './erasure';
import { enrol, setLevel, shutTo } from './enrol';
import { refuse } from './refuse';

const DAY_MS = 24 * 3_600_000;
/** So long the link in the mail confirms. */
const CONFIRM_MS = 7 * DAY_MS;
/** Mails that one address can be made to get: more would be somebody's mischief. */
const MAILS_PER_ADDRESS = 5;
const MAILS_WINDOW_MS = DAY_MS;

/** A sign-up that is to be confirmed by mail. */
export interface Wish {
  email: string;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  showName: boolean;
  /** To the coordination. */
  message?: string | null;
  consentText: string;
  /** When it was agreed to; left out: now. */
  consentedAt?: Date;
  /** Of the form: see WorkingGroupsService. */
  ticket: unknown;
  /** The person is signed up already, and only the address is to be confirmed. */
  standing?: boolean;
}

/** What somebody with a personal link sees. */
export type LinkPage =
  | { state: 'gone' }
  | {
      /** `open`: it waits for the button. `signedUp`: it is done, and can be changed. */
      state: 'open' | 'signedUp';
      /** Signed up already, also without the button: only the address waits for it. */
      standing: boolean;
      group: Pick<groups.WorkingGroupRow, 'id' | 'number' | 'title' | 'audience'>;
      level: SignupLevel;
      signup: SignupState;
      /** Their place in the line, from 1; null: they do not wait for one. */
      place: number | null;
      showName: boolean;
      email: string | null;
      /** They want no mails of this AG. */
      mailsOff: boolean;
    };

/**
 * Sign-ups with an address, where mails can be sent: they count once the link in the mail was followed and its button
 * pressed (programs that look at links in mails press none). Afterwards the same link changes or ends the sign-up.
 *
 * One address is one person, however many forms were sent from wherever. Whether it was known shows in no answer.
 */
export class SignupRequests {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'mail' | 'config'>;

  readonly #erasure: Pick<Erasure, 'everywhere'>;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'mail' | 'config'>,
    erasure: Pick<Erasure, 'everywhere'>
  ) {
    this.#context = context;
    this.#erasure = erasure;
  }

  /** Whether sign-ups wait for a mail at all. */
  get needed(): boolean {
    return this.#context.mail !== null;
  }

  /** Notes the wish and mails its link, in one transaction. The answer is always the same. */
  async ask(person: Person | null, group: groups.WorkingGroupWithSource, wish: Wish): Promise<void> {
    const { db, clock, mail } = this.#context;
    if (!mail) throw new Error('no mail is set up');
    const now = clock.now();
    const token = newToken();
    const { ticket, standing = false, consentedAt = new Date(now), message = null, ...request } = wish;
    await db.transaction().execute(async (tx) => {
      const before = await requests.countRequests(tx, wish.email, new Date(now - MAILS_WINDOW_MS));
      if (before >= MAILS_PER_ADDRESS) return;
      const isNew = await requests.insertRequest(tx, {
        ...request,
        message,
        tokenHash: hashToken(token),
        formHash: formHash(ticket, group.id, wish),
        workingGroupId: group.id,
        personId: person?.id ?? null,
        consentedAt,
        createdAt: new Date(now),
        expiresAt: new Date(now + CONFIRM_MS)
      });
      if (!isNew) return;
      await mail.add(tx, {
        key: mailKey(hashToken(token)),
        personId: person?.id ?? null,
        to: wish.email,
        subject: m.mail_confirm_subject({ number: group.number, title: oneLine(group.title) }),
        letter: this.#letter(group, wish.level, token, standing)
      });
    });
    mail.wake();
  }

  async page(token: string): Promise<LinkPage> {
    const found = await this.#find(token);
    if (!found) return { state: 'gone' };
    const { request, group } = found;
    const { id, number, title, audience } = group;
    const about = { id, number, title, audience };
    const { db } = this.#context;
    const { personId } = request;
    if (!request.confirmedAt) {
      const { level, showName, email } = request;
      const own = personId === null ? null : await groups.ownSignup(db, group.id, personId);
      const standing = (own?.level ?? null) !== null;
      const waits = { signup: own?.state ?? 'in', place: own?.place ?? null } as const;
      return { state: 'open', standing, group: about, level, ...waits, showName, email, mailsOff: false };
    }
    if (personId === null) return { state: 'gone' };
    const [own, contact] = await Promise.all([
      groups.ownSignup(db, group.id, personId),
      groups.findContact(db, personId, group.spaceId)
    ]);
    if (!own?.level) return { state: 'gone' };
    const { level, state: signup, place, showName, mailsOff } = own;
    const email = contact?.email ?? null;
    return {
      state: 'signedUp',
      standing: true,
      group: about,
      level,
      signup,
      place,
      showName,
      email,
      mailsOff
    };
  }

  /** Whoever presses the button has read the mail. A second time changes nothing. */
  async confirm(token: string): Promise<{ ok: true } | Refusal> {
    const { db, clock } = this.#context;
    const found = await this.#find(token);
    if (!found) return refuse('not_found', m.ag_link_gone());
    const { request, group } = found;
    if (request.confirmedAt || request.email === null) return { ok: true };
    const shut = await this.#shutTo(group, request.personId, request.level);
    if (shut !== null) return refuse('closed', shut);
    const now = new Date(clock.now());
    const wish = { ...request, email: request.email };
    const personId = await requests.holderOf(db, group.spaceId, wish, { newId: newId(), now });
    const done = await enrol(this.#context, group, personOf(personId, request), request);
    if (!done.ok) return done;
    await requests.confirmRequest(db, request.tokenHash, {
      personId,
      now,
      mailKey: mailKey(request.tokenHash)
    });
    return { ok: true };
  }

  async change(token: string, form: { level: unknown; showName: boolean }): Promise<{ ok: true } | Refusal> {
    const found = await this.#find(token);
    if (!found?.request.confirmedAt || !found.request.personId) return refuse('not_found', m.ag_link_gone());
    const level = v.safeParse(v.picklist(SIGNUP_LEVELS), form.level);
    if (!level.success) return refuse('invalid', m.ag_error_level());
    const { request, group } = found;
    const shut = await this.#shutTo(group, found.request.personId, level.output);
    if (shut !== null) return refuse('closed', shut);
    const showName = form.showName && level.output === 'active';
    return enrol(this.#context, group, personOf(found.request.personId, request), {
      ...request,
      level: level.output,
      showName,
      message: null
    });
  }

  /** Whether this AG's mails come to the person. */
  async setMails(token: string, on: boolean): Promise<{ ok: true } | Refusal> {
    const found = await this.#find(token);
    if (!found?.request.confirmedAt || !found.request.personId) return refuse('not_found', m.ag_link_gone());
    const { db, clock } = this.#context;
    const { personId } = found.request;
    await groups.setMailsOff(db, found.group.id, personId, on ? null : new Date(clock.now()));
    if (!on) await dropWaitingOf(db, personId, found.group.id);
    return { ok: true };
  }

  /**
   * Takes the sign-up back with all its links and with what has not been mailed yet; the address too, unless the person
   * is in another AG of the space. Of a guest who was nowhere else nothing is left to keep: then they are erased.
   */
  async withdraw(token: string): Promise<{ ok: true } | Refusal> {
    const { db } = this.#context;
    const found = await this.#find(token);
    if (!found?.request.confirmedAt || !found.request.personId) return refuse('not_found', m.ag_link_gone());
    const { request, group } = found;
    const personId = found.request.personId;
    if ((await groups.ownSignup(db, group.id, personId))?.level) {
      const left = await setLevel(this.#context, group, personOf(personId, request), null);
      if (!left.ok) return left;
    }
    await dropWaitingMails(db, personId);
    if (!(await requests.hasSignups(db, personId, group.spaceId))) {
      await groups.deleteContact(db, personId, group.spaceId);
    }
    await requests.deleteRequestsOf(db, personId, group.id);
    return (await isNoMore(db, personId)) ? this.#erasure.everywhere(personId) : { ok: true };
  }

  /** Wishes that nobody confirmed in time are forgotten, with their addresses. */
  sweep(): Promise<void> {
    const { db, clock } = this.#context;
    return requests.deleteExpiredRequests(db, new Date(clock.now()));
  }

  /** The AG may have ended since the mail went out. Looked at before the address is kept. */
  async #shutTo(
    group: groups.WorkingGroupWithSource,
    personId: string | null,
    level: SignupLevel
  ): Promise<string | null> {
    const own = personId === null ? null : await groups.ownSignup(this.#context.db, group.id, personId);
    return shutTo(group, own?.level ?? null, level);
  }

  async #find(
    token: string
  ): Promise<{ request: requests.SignupRequest; group: groups.WorkingGroupWithSource } | null> {
    if (!/^[\w-]{27}$/.test(token)) return null;
    const { db, clock } = this.#context;
    const request = await requests.findRequest(db, hashToken(token), new Date(clock.now()));
    const group = request && (await groups.findWorkingGroup(db, request.workingGroupId));
    return group ? { request, group } : null;
  }

  /** Nothing in it was written by whoever filled in the form: it may go to a stranger's address. */
  #letter(
    { number, title }: groups.WorkingGroupRow,
    level: SignupLevel,
    token: string,
    standing: boolean
  ): Letter {
    const { origin } = this.#context.config;
    const of = { number, title: oneLine(title) };
    return {
      language: getLocale(),
      greeting: m.mail_greeting(),
      paragraphs: [level === 'active' ? m.mail_confirm_active(of) : m.mail_confirm_informed(of)],
      action: {
        label: m.mail_confirm_action(),
        url: `${origin}/ags/own/${token}`,
        after: [m.mail_confirm_after()]
      },
      footer: [
        standing ? m.mail_confirm_not_you_standing() : m.mail_confirm_not_you(),
        m.mail_sent_by({ url: origin })
      ]
    };
  }
}

const mailKey = (tokenHash: string) => `signup:${tokenHash}`;
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Guests have no account; commands ask for the id only. */
function personOf(id: string, { name, organisation }: { name: string; organisation: string | null }): Person {
  return { id, name, organisation, email: null };
}

/** The same form with the same answers. Another address is another wish: it may have been mistyped. */
function formHash(ticket: unknown, groupId: string, { email, level, showName }: Wish): string {
  const from = typeof ticket === 'string' && ticket !== '' ? ticket : newToken();
  return createHash('sha256')
    .update(JSON.stringify([from, groupId, email, level, showName]))
    .digest('hex');
}

import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { CardRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo, textUpTo, uuid, wordsUpTo } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as cardRows from '$lib/server/repositories/cards';
import * as repository from '$lib/server/repositories/contactRequests';
import { insertKept } from '$lib/server/repositories/keptCards';
import { newId } from '$lib/util/newId';
import type { Cards } from './cards';
import { answerLetter, requestLetter } from './contactLetters';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import type { Space } from './spaces';

const DAY_MS = 24 * 3_600_000;
/** New requests of one person in a day: enough for everybody met at a workshop's table, too few for a mailing. */
const ASKED_A_DAY = 10;
/** Mails about requests that one person gets in a day; what comes beyond waits on their page. */
const MAILS_A_DAY = 5;
/** A request and its answer are kept so long; until then, who was declined does not ask again. */
const KEPT_MS = 180 * DAY_MS;

const messageText = wordsUpTo(LIMITS.contactMessage);
const answerText = textUpTo(LIMITS.contactMessage);
const address = v.pipe(
  lineUpTo(LIMITS.email),
  v.check((text) => text === '' || v.is(v.pipe(v.string(), v.email()), text), 'invalid')
);

/** A request as whoever decides sees it. */
export interface ReceivedRequest {
  id: string;
  name: string;
  organisation: string | null;
  /** Their card, if I may see one. */
  card: CardRecord | null;
  message: string;
  email: string;
  state: repository.RequestState;
  answer: string;
  answerEmail: string;
  /** ms since 1970 */
  createdAt: number;
}
/** A request as whoever asked sees it. That it was declined is not told: it looks like one that waits. */
export interface SentRequest {
  id: string;
  card: CardRecord | null;
  message: string;
  accepted: boolean;
  answer: string;
  answerEmail: string;
  /** ms since 1970 */
  createdAt: number;
}
export type AskRefusal = Refusal & { field?: 'message' | 'email' };
/** What this viewer can do: ask; has asked and waits; the person wants no requests; asking is not for them. */
export type MayAsk = 'yes' | 'asked' | 'off' | 'no';

/**
 * Getting in touch without anybody's address being shown. The message goes through the server; whoever gets it decides, and
 * gives an address only if they want to.
 */
export class ContactRequests {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>;
  readonly #cards: Cards;

  constructor(context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>, cards: Cards) {
    this.#context = context;
    this.#cards = cards;
  }

  async mayAsk(space: Space, person: Person | null, cardId: string): Promise<MayAsk> {
    if (!person || !(await this.#cards.mayHave(space, person))) return 'no';
    const ownerId = await this.#ownerOf(space, person, cardId);
    if (ownerId === null || ownerId === person.id) return 'no';
    const { db } = this.#context;
    if (await repository.hasAsked(db, person.id, cardId)) return 'asked';
    return (await repository.wantsNoRequests(db, ownerId)) ? 'off' : 'yes';
  }

  /** Refusals: `forbidden`, `not_found`, `empty`, `too_long`, `invalid` (of `field`), `limit`, `closed`, `rate_limited`. */
  async ask(
    space: Space,
    person: Person,
    cardId: string,
    form: { message: unknown; email: unknown }
  ): Promise<{ ok: true } | AskRefusal> {
    if (!(await this.#cards.mayHave(space, person))) return refuse('forbidden');
    const ownerId = await this.#ownerOf(space, person, cardId);
    if (ownerId === null) return refuse('not_found', m.contacts_error_gone());
    if (ownerId === person.id) return refuse('invalid', m.requests_error_own());
    const message = v.safeParse(messageText, form.message);
    if (!message.success) {
      return message.issues[0].message === 'too_long'
        ? { ...refuse('too_long', m.requests_error_long({ max: LIMITS.contactMessage })), field: 'message' }
        : { ...refuse('empty', m.requests_error_empty()), field: 'message' };
    }
    const email = v.safeParse(address, form.email ?? '');
    if (!email.success) return { ...refuse('invalid', m.cards_error_email()), field: 'email' };

    const { db, clock, mail, config } = this.#context;
    const now = clock.now();
    if (await repository.hasAsked(db, person.id, cardId)) return refuse('limit', m.requests_error_asked());
    if (await repository.wantsNoRequests(db, ownerId)) return refuse('closed', m.requests_off());
    const today = new Date(now - DAY_MS);
    if ((await repository.countAskedSince(db, person.id, today)) >= ASKED_A_DAY) {
      return refuse('rate_limited', m.requests_error_many({ max: ASKED_A_DAY }));
    }
    const to = mail && (await repository.knownAddress(db, ownerId, space.id));
    const token = newToken();
    const id = newId();
    await db.transaction().execute(async (tx) => {
      const mailed = await repository.countReceivedSince(tx, ownerId, today);
      const isNew = await repository.insertContactRequest(tx, {
        id,
        cardId,
        fromId: person.id,
        toId: ownerId,
        message: message.output,
        email: email.output,
        createdAt: new Date(now),
        tokenHash: hashToken(token)
      });
      if (!isNew || !mail || !to || mailed >= MAILS_A_DAY) return;
      await mail.add(tx, {
        key: `contact:${id}`,
        personId: ownerId,
        to,
        ...requestLetter(person, `${config.origin}/cards/requests/${token}`, config.origin)
      });
    });
    mail?.wake();
    return { ok: true };
  }

  /** How many wait for my decision. */
  async waiting(person: Person | null): Promise<number> {
    return person ? repository.countWaiting(this.#context.db, person.id) : 0;
  }

  async lists(
    space: Space,
    person: Person
  ): Promise<{ received: ReceivedRequest[]; sent: SentRequest[]; off: boolean }> {
    const { db } = this.#context;
    const [received, sent, off] = await Promise.all([
      repository.receivedBy(db, person.id),
      repository.sentBy(db, person.id),
      repository.wantsNoRequests(db, person.id)
    ]);
    const askers = new Map<string, CardRecord | null>();
    for (const { fromId } of received) {
      if (!askers.has(fromId)) askers.set(fromId, await this.#cardOf(space, person, fromId));
    }
    const cards = await this.#cards.getMany(
      space,
      person,
      sent.map(({ cardId }) => cardId)
    );
    return {
      off,
      received: received
        .map((request) => shownToReceiver(request, askers.get(request.fromId) ?? null))
        .sort((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting')),
      sent: sent.map(({ id, cardId, message, state, answer, answerEmail, createdAt }) => ({
        id,
        card: cards.get(cardId) ?? null,
        message,
        accepted: state === 'accepted',
        answer: state === 'accepted' ? answer : '',
        answerEmail: state === 'accepted' ? answerEmail : '',
        createdAt: createdAt.getTime()
      }))
    };
  }

  /** A request by the link in its mail: whoever has it needs no session. Null: there is none. */
  async byToken(token: string): Promise<ReceivedRequest | null> {
    const request = await this.#find(token);
    return request && shownToReceiver(request, null);
  }

  /** Decides a request that came to this person. Refusals: `not_found`, `conflict` (it was decided), `too_long`, `invalid`. */
  async decide(
    space: Space,
    person: Person,
    id: string,
    form: { accept: boolean; answer: unknown; email: unknown }
  ): Promise<{ ok: true } | Refusal> {
    const { db } = this.#context;
    const found = v.is(uuid, id) ? await repository.findContactRequest(db, { id, toId: person.id }) : null;
    return found ? this.#settle(space, found, form) : refuse('not_found', m.requests_error_gone());
  }

  async decideByToken(
    space: Space,
    token: string,
    form: { accept: boolean; answer: unknown; email: unknown }
  ): Promise<{ ok: true } | Refusal> {
    const found = await this.#find(token);
    return found ? this.#settle(space, found, form) : refuse('not_found', m.requests_error_gone());
  }

  /** Whether requests reach me at all. Those that wait go on waiting. */
  async setOff(person: Person, off: boolean): Promise<void> {
    const { db, clock } = this.#context;
    await repository.setNoRequests(db, person.id, off ? new Date(clock.now()) : null);
  }

  /** Requests of long ago are forgotten, with their messages and addresses. */
  async sweep(): Promise<void> {
    const { db, clock } = this.#context;
    await repository.deleteContactRequestsBefore(db, new Date(clock.now() - KEPT_MS));
  }

  async #settle(
    space: Space,
    request: repository.ContactRequest,
    form: { accept: boolean; answer: unknown; email: unknown }
  ): Promise<{ ok: true } | Refusal> {
    const { db, clock, mail, config } = this.#context;
    const { accept } = form;
    const answer = v.safeParse(answerText, accept ? (form.answer ?? '') : '');
    if (!answer.success) return refuse('too_long', m.requests_error_long({ max: LIMITS.contactMessage }));
    const email = v.safeParse(address, accept ? (form.email ?? '') : '');
    if (!email.success) return refuse('invalid', m.cards_error_email());
    const at = new Date(clock.now());
    const to = accept && mail ? await repository.knownAddress(db, request.fromId, space.id) : null;
    const done = await db.transaction().execute(async (tx) => {
      const state = accept ? 'accepted' : 'declined';
      const decided = { state, answer: answer.output, answerEmail: email.output, at } as const;
      if (!(await repository.decideContactRequest(tx, request.id, decided))) return false;
      // From now on they are somebody's contact, with the address that was given.
      if (accept) await insertKept(tx, request.fromId, { cardId: request.cardId, note: '', keptAt: at });
      if (mail && to) {
        await mail.add(tx, {
          key: `contact-answer:${request.id}`,
          personId: request.fromId,
          to,
          ...answerLetter(`${config.origin}/cards/contacts/requests`, config.origin)
        });
      }
      return true;
    });
    if (!done) return refuse('conflict', m.requests_error_decided());
    mail?.wake();
    return { ok: true };
  }

  async #find(token: string): Promise<repository.ContactRequest | null> {
    if (!/^[\w-]{27}$/.test(token)) return null;
    return repository.findContactRequest(this.#context.db, { tokenHash: hashToken(token) });
  }

  /** Whose card it is, if the viewer may see it. */
  async #ownerOf(space: Space, person: Person, cardId: string): Promise<string | null> {
    if (!(await this.#cards.get(space, person, cardId))) return null;
    const card = await cardRows.cardById(this.#context.db, space.directoryRoom, cardId);
    return card?.ownerId ?? null;
  }

  /** The card of another person, as this viewer may see it. */
  async #cardOf(space: Space, viewer: Person, personId: string): Promise<CardRecord | null> {
    const card = await cardRows.cardOfPerson(this.#context.db, space.directoryRoom, personId);
    return card && this.#cards.get(space, viewer, card.id);
  }
}

function shownToReceiver(request: repository.ContactRequest, card: CardRecord | null): ReceivedRequest {
  const { id, fromName, fromOrganisation, message, email, state, answer, answerEmail, createdAt } = request;
  return {
    id,
    name: fromName,
    organisation: fromOrganisation,
    card,
    message,
    email,
    state,
    answer,
    answerEmail,
    createdAt: createdAt.getTime()
  };
}

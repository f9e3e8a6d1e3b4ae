import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { emptyCard } from '$lib/domain/cards/circles';
import { IMPORT_FIELDS } from '$lib/domain/cards/columns';
import { LIMITS } from '$lib/domain/limits';
import type { CardContent } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { cardContent } from '$lib/protocol/commands';
import { lineUpTo, nameUpTo, uuid } from '$lib/protocol/text';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as repository from '$lib/server/repositories/cardInvitations';
import { insertPerson } from '$lib/server/repositories/persons';
import { insertMember } from '$lib/server/repositories/spaces';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import { invitationLetter } from './contactLetters';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import type { Space } from './spaces';

const DAY_MS = 24 * 3_600_000;
/** What nobody agreed to is kept so long. */
const OPEN_MS = 60 * DAY_MS;
/** Mails of a space in a day: an import of the largest alliance, and no more. */
const MAILS_A_DAY = 2500;
/** People who come by one link. */
const BY_LINK = 2000;

const address = v.pipe(lineUpTo(LIMITS.email), v.toLowerCase(), v.email('invalid'));
const label = lineUpTo(LIMITS.cardShort);

/** What became of one row, one address. */
export type Invited =
  'waiting' | 'known' | 'refused' | 'no_name' | 'bad_email' | 'too_long' | 'bad_web' | 'invalid';

export interface InvitationPage {
  kind: 'link' | 'person';
  /** What was prepared; null: an empty card. */
  content: CardContent | null;
  /** The person has been here before and only has to go on. */
  taken: boolean;
}

/**
 * Bringing people into the directory: by a link for many, by a mail to one, with a card prepared or without. What is
 * prepared is no card: it lies here, where only the moderation reads it, until the person has seen it and agreed.
 */
export class CardInvitations {
  readonly #context: Pick<
    ServiceContext,
    'db' | 'clock' | 'mail' | 'config' | 'rooms' | 'sessions' | 'spaces'
  >;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config' | 'rooms' | 'sessions' | 'spaces'>
  ) {
    this.#context = context;
  }

  /** Whether invitations can be mailed at all. */
  get mails(): boolean {
    return this.#context.mail !== null;
  }

  async list(space: Space, person: Person): Promise<repository.Invitation[]> {
    if (!(await this.#moderates(space, person))) return [];
    return repository.invitationsOf(this.#context.db, space.id);
  }

  /** A link for whoever gets it. @returns its address, which is shown once */
  async makeLink(space: Space, person: Person, text: unknown): Promise<{ ok: true; url: string } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    const parsed = v.safeParse(label, text ?? '');
    if (!parsed.success) return refuse('too_long', m.requests_error_long({ max: LIMITS.cardShort }));
    const token = newToken();
    await this.#insert(space, person, { kind: 'link', label: parsed.output, token });
    return { ok: true, url: this.#url(token) };
  }

  /**
   * Invites one person, with what is known of them. Without an address, or without mails, `url` is to be given to them by
   * hand; it is shown once.
   */
  async invite(
    space: Space,
    person: Person,
    given: Record<string, unknown>,
    { mail, batchId = null }: { mail: boolean; batchId?: string | null }
  ): Promise<{ ok: true; state: Invited; url: string | null } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    const { db, clock } = this.#context;
    const checked = checkRow(given);
    if (typeof checked === 'string') return { ok: true, state: checked, url: null };
    const { content, email } = checked;
    if (email !== null) {
      if (await repository.hasRefused(db, space.id, refusedHash(email))) {
        return { ok: true, state: 'refused', url: null };
      }
      if (await repository.hasCardBy(db, space.directoryRoom, email)) {
        return { ok: true, state: 'known', url: null };
      }
    }
    const mailed = mail && email !== null && this.#context.mail !== null;
    if (mailed) {
      const today = new Date(clock.now() - DAY_MS);
      if ((await repository.countMailedSince(db, space.id, today)) >= MAILS_A_DAY) {
        return refuse('rate_limited', m.invite_error_many({ max: MAILS_A_DAY }));
      }
    }
    const token = newToken();
    const isNew = await this.#insert(space, person, {
      kind: 'person',
      email,
      content,
      batchId,
      token,
      mailed
    });
    if (!isNew) return { ok: true, state: 'known', url: null };
    return { ok: true, state: 'waiting', url: mailed ? null : this.#url(token) };
  }

  /** Sends the mail once more, or (without an address, or without mails) answers with a new link. */
  async renew(space: Space, person: Person, id: string): Promise<{ ok: true; url: string | null } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    const { db, clock, mail } = this.#context;
    const found = v.is(uuid, id) ? await repository.findInvitation(db, { id, spaceId: space.id }) : null;
    if (!found) return refuse('not_found', m.invite_error_gone());
    const now = clock.now();
    const token = newToken();
    const mailed = mail !== null && found.email !== null;
    // Somebody who got one an hour ago does not get another.
    if (mailed && found.mailedAt !== null && found.mailedAt.getTime() > now - DAY_MS) {
      return refuse('rate_limited', m.invite_error_again());
    }
    await db.transaction().execute(async (tx) => {
      await repository.renewInvitation(tx, id, {
        tokenHash: hashToken(token),
        expiresAt: new Date(now + OPEN_MS),
        mailedAt: mailed ? new Date(now) : null
      });
      if (mailed && found.email) await this.#write(tx, space, person, id, found.email, token, found.content);
    });
    mail?.wake();
    return { ok: true, url: mailed ? null : this.#url(token) };
  }

  /** Takes one back, or all of an import. What was prepared is gone; cards that were agreed to stay. */
  async withdraw(
    space: Space,
    person: Person,
    which: { id: string } | { batchId: string }
  ): Promise<{ ok: true; gone: number } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    if (!v.is(uuid, 'id' in which ? which.id : which.batchId)) return refuse('not_found');
    const gone = await repository.deleteInvitations(this.#context.db, { spaceId: space.id, ...which });
    return { ok: true, gone };
  }

  /** What somebody with the link sees; null: there is nothing. */
  async page(token: string): Promise<InvitationPage | null> {
    const found = await this.#find(token);
    return found && { kind: found.kind, content: found.content, taken: found.takenBy !== null };
  }

  /**
   * Comes in by the link: becomes a member of the space, as the person of the session or as a new one, who then looks at
   * the card and agrees, or not. Refusals: `not_found`, `full`, `empty` (no name).
   */
  async accept(
    space: Space,
    token: string,
    person: Person | null,
    name: unknown
  ): Promise<{ ok: true; session: NewSession | null } | Refusal> {
    const found = await this.#find(token);
    if (!found || found.spaceId !== space.id) return refuse('not_found', m.invite_error_gone());
    if (found.kind === 'link' && found.taken >= BY_LINK) return refuse('full', m.invite_error_full());
    const { db, rooms, sessions, spaces } = this.#context;
    const before = found.takenBy;
    if (before !== null && before !== person?.id) return { ok: true, session: await sessions.start(before) };
    const called = v.safeParse(nameUpTo(LIMITS.name), found.content?.name || name);
    if (!person && !called.success) return refuse('empty', m.error_name_empty());
    const id = person?.id ?? newId();
    await db.transaction().execute(async (tx) => {
      if (!person && called.success) {
        const organisation = found.content?.organisation || null;
        await insertPerson(tx, { id, name: called.output, organisation, email: null, passwordHash: null });
      }
      if ((await spaces.roleOf(space.id, id)) === null) {
        await insertMember(tx, { spaceId: space.id, personId: id, role: 'member' });
      }
      if (before === null) await repository.takeInvitation(tx, found.id, found.kind === 'person' ? id : null);
    });
    rooms.standingRaised(id);
    return { ok: true, session: person ? null : await sessions.start(id) };
  }

  /** Wants no card. All that was prepared goes at once, and the address is not written to again. */
  async decline(token: string): Promise<void> {
    const found = await this.#find(token);
    if (!found || found.kind !== 'person') return;
    await repository.refuseInvitation(this.#context.db, found.id, found.email && refusedHash(found.email));
  }

  /** What was prepared for this person, to begin their card with; null: nothing. */
  async preparedFor(space: Space, person: Person): Promise<CardContent | null> {
    return (await repository.preparedFor(this.#context.db, space.id, person.id))?.content ?? null;
  }

  /** The person has made their card: what was prepared is needed no more. */
  async done(space: Space, person: Person): Promise<void> {
    await repository.deleteInvitations(this.#context.db, { spaceId: space.id, takenBy: person.id });
  }

  sweep(): Promise<void> {
    const { db, clock } = this.#context;
    return repository.deleteExpiredInvitations(db, new Date(clock.now()));
  }

  async #insert(
    space: Space,
    person: Person,
    given: {
      kind: 'link' | 'person';
      token: string;
      label?: string;
      email?: string | null;
      content?: CardContent | null;
      batchId?: string | null;
      mailed?: boolean;
    }
  ): Promise<boolean> {
    const { db, clock, mail } = this.#context;
    const { kind, token, email = null, content = null, batchId = null, mailed = false } = given;
    const now = clock.now();
    const id = newId();
    const isNew = await db.transaction().execute(async (tx) => {
      const inserted = await repository.insertInvitation(tx, {
        id,
        spaceId: space.id,
        kind,
        label: given.label ?? '',
        email,
        content,
        batchId,
        createdBy: person.id,
        createdAt: new Date(now),
        expiresAt: new Date(now + OPEN_MS),
        mailedAt: mailed ? new Date(now) : null,
        tokenHash: hashToken(token)
      });
      if (inserted && mailed && email) await this.#write(tx, space, person, id, email, token, content);
      return inserted;
    });
    if (isNew && mailed) mail?.wake();
    return isNew;
  }

  async #write(
    tx: ServiceContext['db'],
    space: Space,
    by: Person,
    id: string,
    to: string,
    token: string,
    content: CardContent | null
  ): Promise<void> {
    const { mail, config, clock } = this.#context;
    const url = this.#url(token);
    const written = invitationLetter(
      { by: by.name, space: space.name, prepared: content !== null },
      url,
      config.origin
    );
    await mail?.add(tx, { key: `card-invitation:${id}:${clock.now()}`, personId: null, to, ...written });
  }

  #url(token: string): string {
    return `${this.#context.config.origin}/cards/invitation/${token}`;
  }

  async #find(token: string): Promise<repository.Invitation | null> {
    if (!/^[\w-]{27}$/.test(token)) return null;
    const { db, clock } = this.#context;
    return repository.findInvitation(db, { tokenHash: hashToken(token), now: new Date(clock.now()) });
  }

  async #moderates(space: Space, person: Person): Promise<boolean> {
    return moderates(await this.#context.spaces.roleOf(space.id, person.id));
  }
}

/** Whoever said no is known by this alone. */
const refusedHash = (email: string): string => createHash('sha256').update(email, 'utf8').digest('hex');

/** A row as a card to begin with; or what is wrong with it. Without anything but an address there is nothing prepared. */
function checkRow(
  given: Record<string, unknown>
): { content: CardContent | null; email: string | null } | Invited {
  const typed = String(given['email'] ?? '').trim();
  const email = v.safeParse(address, typed);
  if (typed !== '' && !email.success) return 'bad_email';
  const to = email.success ? email.output : null;
  // Nothing but words: a photo or an AG is for the person alone to put on.
  const words = Object.fromEntries(
    IMPORT_FIELDS.filter((field) => given[field] !== undefined).map((field) => [field, given[field]])
  );
  const isEmpty = Object.entries(words).every(
    ([key, value]) => key === 'email' || String(value ?? '') === ''
  );
  if (isEmpty && to !== null) return { content: null, email: to };
  const content = v.safeParse(cardContent, { ...emptyCard(), ...words, email: to ?? '' });
  if (content.success) return { content: content.output, email: to };
  const [issue] = content.issues;
  const field = issue.path?.[0]?.key;
  if (field === 'name' && issue.message === 'empty') return 'no_name';
  if (field === 'web') return 'bad_web';
  return issue.message === 'too_long' ? 'too_long' : 'invalid';
}

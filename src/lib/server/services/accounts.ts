import * as v from 'valibot';
import { FIRST_FIELDS, FIRST_REGIONS } from '$lib/domain/cards/lists';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import { lineUpTo, nameUpTo } from '$lib/protocol/text';
import type { Refusal } from '$lib/protocol/rooms';
import {
  MAX_PASSWORD,
  MIN_PASSWORD,
  hashPassword,
  spendTheTimeOfAPassword,
  verifyPassword
} from '$lib/server/auth/password';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as links from '$lib/server/repositories/accessLinks';
import * as persons from '$lib/server/repositories/persons';
import * as spaces from '$lib/server/repositories/spaces';
import * as workshops from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { LOGIN_BOUNDS, PasswordLimits } from './passwordLimits';
import { refuse } from './refuse';

export type SignedIn = { ok: true; session: NewSession; person: Person };

const emailSchema = v.pipe(lineUpTo(LIMITS.email), v.toLowerCase(), v.email('invalid'));
/** Accounts, sign-in, the first set-up and links that sign in. */
export class AccountsService {
  readonly MIN_PASSWORD = MIN_PASSWORD;
  readonly #context: ServiceContext;
  readonly #limits: PasswordLimits;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#limits = new PasswordLimits(context.clock, LOGIN_BOUNDS);
  }

  /**
   * Signs in with a new session id. An unknown address and a wrong password get the same answer after the same time.
   * Refusals: `unauthenticated`, `rate_limited`.
   */
  async login(input: { email: string; password: string; address: string }): Promise<SignedIn | Refusal> {
    const email = v.safeParse(emailSchema, input.email);
    const wait = this.#limits.begin(input.email, input.address);
    if (wait.refuseMs > 0) return refuse('rate_limited', m.error_login_too_many(), wait.refuseMs);
    if (wait.delayMs > 0)
      await new Promise<void>((resolve) => this.#context.clock.after(wait.delayMs, resolve));
    const password = input.password.slice(0, MAX_PASSWORD + 1);
    const account = email.success ? await persons.findAccount(this.#context.db, email.output) : null;
    if (account === null) await spendTheTimeOfAPassword(password);
    if (account === null || !(await verifyPassword(account.passwordHash, password))) {
      this.#context.log.info({ event: 'login_failed' }, 'a sign-in failed');
      return refuse('unauthenticated', m.error_login());
    }
    this.#limits.succeeded(input.email, input.address);
    const { passwordHash: _, ...person } = account;
    return { ok: true, session: await this.#context.sessions.start(person.id), person };
  }

  async logout(token: string): Promise<void> {
    await this.#context.sessions.end(token);
  }

  /** True as long as nobody has an account here. */
  async setupNeeded(): Promise<boolean> {
    return !(await persons.anyAccount(this.#context.db));
  }

  /** A fresh key for the first set-up; older ones end. Null when an account exists. */
  async newSetupKey(): Promise<string | null> {
    if (!(await this.setupNeeded())) return null;
    const key = newToken();
    await this.#context.db.transaction().execute(async (tx) => {
      await links.deleteAccessLinks(tx, { purpose: 'setup' });
      await links.insertAccessLink(tx, {
        tokenHash: hashToken(key),
        purpose: 'setup',
        personId: null,
        expiresAt: null
      });
    });
    return key;
  }

  async setupKeyValid(key: string): Promise<boolean> {
    const link = await links.findAccessLink(
      this.#context.db,
      hashToken(key),
      new Date(this.#context.clock.now())
    );
    return link?.purpose === 'setup' && link.usedAt === null && (await this.setupNeeded());
  }

  /** Makes the space with its card directory and its owner, and signs the owner in. The key works once. */
  async setUp(input: {
    key: string;
    spaceName: string;
    name: string;
    email: string;
    password: string;
  }): Promise<{ ok: true; session: NewSession; spaceId: string } | Refusal> {
    const fields = parseAccount(input);
    if (!fields.ok) return fields;
    const spaceName = v.safeParse(nameUpTo(LIMITS.workshopTitle), input.spaceName);
    if (!spaceName.success) return refuse(codeOf(spaceName.issues[0].message), m.error_title_empty());
    if (!(await this.setupKeyValid(input.key))) return refuse('forbidden', m.error_setup_key());
    const passwordHash = await hashPassword(input.password);
    const [spaceId, personId] = [newId(), newId()];
    const made = await this.#context.db.transaction().execute(async (tx) => {
      const used = await links.useAccessLink(tx, hashToken(input.key), new Date(this.#context.clock.now()));
      if (!used) return false;
      await spaces.insertSpace(tx, {
        id: spaceId,
        name: spaceName.output,
        tagline: '',
        about: '',
        regions: FIRST_REGIONS,
        fields: FIRST_FIELDS,
        directoryRoom: newId()
      });
      const { name, email } = fields;
      await persons.insertPerson(tx, { id: personId, name, organisation: null, email, passwordHash });
      await spaces.insertMember(tx, { spaceId, personId, role: 'owner' });
      return true;
    });
    if (!made) return refuse('forbidden', m.error_setup_key());
    this.#context.spaces.forget();
    return { ok: true, session: await this.#context.sessions.start(personId), spaceId };
  }

  /** An account for somebody who was invited, signed in. Whoever calls has checked the invitation. Refusal: `conflict`. */
  async signUpInvited(input: { name: string; email: string; password: string }): Promise<SignedIn | Refusal> {
    const { db, sessions } = this.#context;
    const fields = parseAccount(input);
    if (!fields.ok) return fields;
    const { name, email } = fields;
    if ((await persons.findAccount(db, email)) !== null) return refuse('conflict', m.coord_account_known());
    const person: Person = { id: newId(), name, organisation: null, email };
    await persons.insertPerson(db, { ...person, passwordHash: await hashPassword(input.password) });
    return { ok: true, session: await sessions.start(person.id), person };
  }

  /**
   * A link that signs this person in, good until `expiresAt` (ms; null: until it is revoked).
   * @returns the token for `/link/<token>`
   */
  async newSignInLink(personId: string, expiresAt: number | null): Promise<string> {
    const token = newToken();
    await links.insertAccessLink(this.#context.db, {
      tokenHash: hashToken(token),
      purpose: 'sign_in',
      personId,
      expiresAt: expiresAt === null ? null : new Date(expiresAt)
    });
    return token;
  }

  /** The way back for a guest, on any device; earlier ones end. @returns as {@link newSignInLink} */
  async renewPersonalLink(guest: Pick<Person, 'id'>): Promise<string> {
    await this.revokeSignInLinks(guest.id);
    return this.newSignInLink(guest.id, null);
  }

  async revokeSignInLinks(personId: string): Promise<void> {
    await links.deleteAccessLinks(this.#context.db, { purpose: 'sign_in', personId });
  }

  /** Exchanges a link's token for a session and says where its person wants to go. Refusal: `forbidden`. */
  async redeemLink(token: string): Promise<{ ok: true; session: NewSession; target: string } | Refusal> {
    const { db, clock, sessions } = this.#context;
    const link = await links.findAccessLink(db, hashToken(token), new Date(clock.now()));
    if (!link || link.personId === null || link.purpose === 'setup')
      return refuse('forbidden', m.error_link());
    await links.useAccessLink(db, link.tokenHash, new Date(clock.now()));
    return {
      ok: true,
      session: await sessions.start(link.personId),
      target: await this.#homeOf(link.personId)
    };
  }

  /** Moderation goes to the workshop that runs, guests to the one they were in last. */
  async #homeOf(personId: string): Promise<string> {
    const { db } = this.#context;
    const space = await this.#context.spaces.current();
    if (space && moderates(await this.#context.spaces.roleOf(space.id, personId))) {
      const running = (await workshops.listWorkshops(db, space.id, { member: 'owner' })).find(
        (workshop) => workshop.open
      );
      return running ? `/w/${running.id}/manage` : '/workshops';
    }
    const [last] = await workshops.workshopsOfPerson(db, personId);
    return last ? `/w/${last.id}` : '/';
  }
}

const codeOf = (message: string) => (message === 'too_long' ? ('too_long' as const) : ('empty' as const));

function parseAccount(input: {
  name: string;
  email: string;
  password: string;
}): { ok: true; name: string; email: string } | Refusal {
  const name = v.safeParse(nameUpTo(LIMITS.name), input.name);
  if (!name.success) {
    const code = codeOf(name.issues[0].message);
    return refuse(code, code === 'too_long' ? m.error_name_too_long() : m.error_name_empty());
  }
  const email = v.safeParse(emailSchema, input.email);
  if (!email.success) return refuse('invalid', m.error_email_invalid());
  if (input.password.length < MIN_PASSWORD) return refuse('invalid', m.error_password_short());
  if (input.password.length > MAX_PASSWORD) return refuse('too_long', m.error_password_long());
  return { ok: true, name: name.output, email: email.output };
}

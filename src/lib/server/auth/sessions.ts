import { Lucia, TimeSpan } from 'lucia';
import type { Db } from '$lib/server/db/database';
import * as sessions from '$lib/server/repositories/sessions';
import { sessionAdapter } from './sessionAdapter';
import { hashToken, newToken } from './token';

/** A human being as the rest of the server knows them. Guests have no e-mail address. */
export interface Person {
  id: string;
  name: string;
  organisation: string | null;
  email: string | null;
}
/** What goes into the cookie, once. */
export interface NewSession {
  token: string;
  expiresAt: Date;
}
export interface ValidSession {
  person: Person;
  expiresAt: Date;
  /** Its life was prolonged just now: the cookie must be written again. */
  renewed: boolean;
}

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseUserAttributes: Omit<Person, 'id'>;
  }
}

const LIFETIME = new TimeSpan(60, 'd');
/** How long a socket may go on with a session that was ended elsewhere (promise G6: cut within 5 s). */
const RECHECK_MS = 4000;

const makeLucia = (db: Db) =>
  new Lucia(sessionAdapter(db), {
    sessionExpiresIn: LIFETIME,
    getUserAttributes: ({ name, organisation, email }) => ({ name, organisation, email })
  });

/**
 * Sessions of guests and accounts. The only module that knows Lucia: its successor needs these five functions.
 * A session lives 60 days and is prolonged in its second half.
 */
export class Sessions {
  readonly #db: Db;
  readonly #lucia: ReturnType<typeof makeLucia>;
  readonly #checked = new Map<string, { until: number; valid: Promise<ValidSession | null> }>();
  readonly #endedListeners = new Set<(sessionHash: string) => void>();

  constructor(db: Db) {
    this.#db = db;
    this.#lucia = makeLucia(db);
  }

  /** A new session with an id nobody has seen before (against fixation), for the cookie. */
  async start(personId: string): Promise<NewSession> {
    const token = newToken();
    const session = await this.#lucia.createSession(personId, {}, { sessionId: token });
    return { token, expiresAt: session.expiresAt };
  }

  /** Who holds `token`, or null. Reads the database. */
  validate(token: string): Promise<ValidSession | null> {
    const valid = this.#read(token);
    const key = hashToken(token);
    const now = Date.now();
    if (this.#checked.size > 5000) this.#forgetOld(now);
    this.#checked.set(key, { until: now + RECHECK_MS, valid });
    // A database that is away is no answer about the session: ask again next time.
    valid.catch(() => this.#checked.delete(key));
    return valid;
  }

  async #read(token: string): Promise<ValidSession | null> {
    if (token.length < 20 || token.length > 100) return null;
    const { session, user } = await this.#lucia.validateSession(token);
    if (!session) return null;
    const { id, name, organisation, email } = user;
    return {
      person: { id, name, organisation, email },
      expiresAt: session.expiresAt,
      renewed: session.fresh
    };
  }

  /**
   * Like `validate`, but believes an answer for a few seconds: for sockets, which ask with every command, and for what a
   * page fetches right after itself.
   */
  check(token: string): Promise<ValidSession | null> {
    const known = this.#checked.get(hashToken(token));
    return known && known.until > Date.now() ? known.valid : this.validate(token);
  }

  async end(token: string): Promise<void> {
    await this.#lucia.invalidateSession(token);
    const key = hashToken(token);
    this.#checked.delete(key);
    for (const listener of this.#endedListeners) listener(key);
  }

  /** Calls `listener` with the hash of each session that ends in this process; the answer takes it back. */
  onEnded(listener: (sessionHash: string) => void): () => void {
    this.#endedListeners.add(listener);
    return () => this.#endedListeners.delete(listener);
  }

  /** Which of these sessions (by hash) live. One query for a whole house full of sockets. */
  alive(sessionHashes: readonly string[]): Promise<Set<string>> {
    return sessions.aliveAmong(this.#db, sessionHashes, new Date());
  }

  async deleteExpired(): Promise<void> {
    await this.#lucia.deleteExpiredSessions();
  }

  #forgetOld(now: number): void {
    for (const [key, entry] of this.#checked) if (entry.until <= now) this.#checked.delete(key);
  }
}

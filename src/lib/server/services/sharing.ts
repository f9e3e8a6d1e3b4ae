import * as v from 'valibot';
import { embedHostOf, MAX_BOARD_PASSWORD, MAX_EMBED_HOSTS, MIN_BOARD_PASSWORD } from '$lib/domain/sharing';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal, RoomOpened } from '$lib/protocol/rooms';
import type { Sharing, SharingChange } from '$lib/protocol/sharing';
import { publicKey } from '$lib/protocol/text';
import { hashPassword } from '$lib/server/auth/password';
import type { Person } from '$lib/server/auth/sessions';
import { newToken } from '$lib/server/auth/token';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop } from '$lib/server/repositories/workshops';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

export type SharingAnswer = { ok: true; sharing: Sharing } | Refusal;

/** A board as its public page shows it. */
export interface PublicBoard {
  roomId: string;
  title: string;
  snapshot: RoomOpened;
  /** Hosts whose pages may show it in a frame. */
  embedHosts: string[];
}

/**
 * How a board is shared, as far as nobody in it may know: passwords and public addresses. Who comes in by its link stands in
 * the board's own record (`board.configure`), because everybody's rights follow from it.
 */
export class SharingService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Refusals: `forbidden`. */
  async look(person: Person, workshopId: string): Promise<SharingAnswer> {
    const workshop = await this.#moderated(person, workshopId);
    return workshop ? this.#answer(workshop) : refuse('forbidden');
  }

  /**
   * Those who are in stay in, whatever becomes of the password; readers of a public link that ends are out at once.
   * Refusals: `forbidden`, `invalid`, `too_long`, `limit`; then nothing has changed.
   */
  async change(person: Person, workshopId: string, change: SharingChange): Promise<SharingAnswer> {
    const workshop = await this.#moderated(person, workshopId);
    if (!workshop) return refuse('forbidden');
    const password = change.password?.trim();
    if (password !== undefined && password.length < MIN_BOARD_PASSWORD)
      return refuse('invalid', m.error_board_password_short({ count: MIN_BOARD_PASSWORD }));
    if (password !== undefined && password.length > MAX_BOARD_PASSWORD) return refuse('too_long');
    const hosts = change.embedHosts && hostsOf(change.embedHosts);
    if (hosts && 'ok' in hosts) return hosts;

    const { db, rooms } = this.#context;
    const ended = change.publicLink && (await workshops.sharingOf(db, workshop.id))?.publicId;
    await workshops.updateSharing(db, workshop.id, {
      ...(change.password !== undefined && {
        passwordHash: password === undefined ? null : await hashPassword(password)
      }),
      ...(change.publicLink && { publicId: change.publicLink === 'renew' ? newToken() : null }),
      ...(hosts && { embedHosts: hosts })
    });
    if (ended) rooms.closePublic(ended);
    return this.#answer(workshop);
  }

  /**
   * The board behind a public link, as anybody may read it. Null: the link is no good (any more), or the board is shut just
   * now; nobody is told which. Rejects when the database is away.
   */
  async publicBoard(publicId: string): Promise<PublicBoard | null> {
    if (!v.is(publicKey, publicId)) return null;
    const { db, rooms } = this.#context;
    const workshop = await workshops.findWorkshop(db, { publicId });
    if (!workshop) return null;
    const snapshot = await rooms.open(workshop.roomId, { publicId });
    if (!snapshot.ok) {
      if (snapshot.code === 'unavailable') throw new Error('the board could not be read');
      return null;
    }
    const { embedHosts } = (await workshops.sharingOf(db, workshop.id)) ?? { embedHosts: [] };
    return { roomId: workshop.roomId, title: workshop.title, snapshot, embedHosts };
  }

  async #answer({ id, code }: Workshop): Promise<SharingAnswer> {
    const row = await workshops.sharingOf(this.#context.db, id);
    if (!row) return refuse('forbidden');
    const { passwordHash, publicId, embedHosts } = row;
    return { ok: true, sharing: { code, hasPassword: passwordHash !== null, publicId, embedHosts } };
  }

  async #moderated(person: Person, id: string): Promise<Workshop | null> {
    const workshop = await workshops.findWorkshop(this.#context.db, { id });
    if (!workshop) return null;
    return moderates(await this.#context.spaces.roleOf(workshop.spaceId, person.id)) ? workshop : null;
  }
}

/** Each once, in their order. */
function hostsOf(typed: readonly string[]): string[] | Refusal {
  const hosts = new Set<string>();
  for (const text of typed) {
    const host = embedHostOf(text);
    if (host === null) return refuse('invalid', m.error_embed_host({ host: text.slice(0, 80) }));
    hosts.add(host);
  }
  return hosts.size > MAX_EMBED_HOSTS ? refuse('limit') : [...hosts];
}

import * as v from 'valibot';
import { m } from '$lib/i18n/paraglide/messages.js';
import { mayTouch } from '$lib/domain/board/moderation/people';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import {
  findPeople,
  hasOtherOwner,
  isGuestOfOneRoom,
  type KnownPerson
} from '$lib/server/repositories/ownData';
import * as repository from '$lib/server/repositories/erasure';
import type { ServiceContext } from './context';
import type { FilesService } from './files';
import { refuse } from './refuse';

/** Of people who are found, so many are shown: whoever looks for somebody has a name. */
const KNOWN_SHOWN = 30;

/**
 * Erases people: from one workshop, or wherever this installation knows them. They first go as anybody is removed, so that
 * counts and offices follow and their sockets hear it; then their rows, and what other rows and the change log repeat of
 * them. Nothing is left that would keep somebody out: who was erased may come in again as somebody new.
 *
 * What others wrote about somebody in their own words nobody finds; and a backup remembers until it is deleted.
 */
export class Erasure {
  readonly #context: Pick<ServiceContext, 'db' | 'rooms'>;
  readonly #files: Pick<FilesService, 'remove'>;

  constructor(context: Pick<ServiceContext, 'db' | 'rooms'>, files: Pick<FilesService, 'remove'>) {
    this.#context = context;
    this.#files = files;
  }

  /**
   * Takes somebody out of a workshop for good, as if they had never been there. What is theirs elsewhere (account, card,
   * addresses, other workshops) is not touched.
   */
  async fromRoom(roomId: string, participantId: string): Promise<{ ok: true } | Refusal> {
    const { db, rooms } = this.#context;
    const removed = await rooms.takeOut(roomId, participantId);
    // `not_found`: removed before, or never there; the rows say which.
    if (!removed.ok && removed.code !== 'not_found') return removed;
    const erased = await repository.eraseParticipant(db, roomId, participantId);
    if (!erased) return refuse('not_found');
    rooms.reload(roomId);
    await this.#files.remove(erased.files);
    return { ok: true };
  }

  /**
   * The moderation of a workshop erases somebody who takes part in it: from everywhere, if this workshop is all that is known of
   * them; else from it alone. Whom it may not remove it may not erase either. Refusals: `forbidden`, `not_found`.
   */
  async byModeration(
    moderator: Person | null,
    roomId: string,
    participantId: string
  ): Promise<{ ok: true } | Refusal> {
    const { db, rooms } = this.#context;
    const found = await rooms.actor(roomId, moderator);
    if (!found.ok) return found;
    const { actor, kind } = found;
    if (kind !== 'board' || actor.role !== 'facilitator') return refuse('forbidden');
    const record = await rooms.read(roomId, (view) => view.get('participant', participantId));
    if (!record || record.mergedInto !== null) return refuse('not_found');
    if (!mayTouch(actor, record) || record.id === actor.id) return refuse('forbidden');
    const { personId } = record;
    const isAll = personId !== undefined && (await isGuestOfOneRoom(db, personId, roomId));
    return isAll ? this.everywhere(personId) : this.fromRoom(roomId, participantId);
  }

  /** Whom the space knows by these words; none without words, and at most some dozen. */
  find(spaceId: string, words: string): Promise<KnownPerson[]> {
    return words === ''
      ? Promise.resolve([])
      : findPeople(this.#context.db, spaceId, { words, limit: KNOWN_SHOWN });
  }

  /** An owner of the space erases anybody but themself: that is done on the own page, where the last owner is asked about. */
  async byOwner(owner: { id: string }, personId: string): Promise<{ ok: true } | Refusal> {
    if (!v.is(uuid, personId)) return refuse('not_found');
    if (personId === owner.id) return refuse('forbidden');
    return this.everywhere(personId);
  }

  /** A person erases themself. Refusal: `conflict` for the last owner of a space, without whom nobody could run it. */
  async bySelf(personId: string): Promise<{ ok: true } | Refusal> {
    if (!(await hasOtherOwner(this.#context.db, personId)))
      return refuse('conflict', m.mydata_erase_last_owner());
    return this.everywhere(personId);
  }

  /**
   * Takes a person out of everything, with the guests that were merged with them: those are they on another device. An
   * account is only erased by itself or by an owner, never along with a guest who was merged into it.
   */
  async everywhere(personId: string): Promise<{ ok: true } | Refusal> {
    const { db, rooms } = this.#context;
    const people = [personId];
    for (;;) {
      const more = await repository.sameGuests(db, people);
      if (more.length === 0) break;
      people.push(...more);
    }
    for (const { roomId, participantId } of await repository.entriesOf(db, people)) {
      const done = await this.fromRoom(roomId, participantId);
      if (!done.ok && done.code !== 'not_found') return done;
    }
    for (const id of people) {
      const erased = await repository.eraseEverywhere(db, id);
      if (!erased && id === personId) return refuse('not_found');
      for (const roomId of erased?.rooms ?? []) rooms.reload(roomId);
      rooms.close(id, 'unauthenticated');
      await this.#files.remove(erased?.files ?? []);
    }
    return { ok: true };
  }
}

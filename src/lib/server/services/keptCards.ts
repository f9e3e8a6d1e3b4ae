import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { CardRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { textUpTo, uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { givenAddresses } from '$lib/server/repositories/contactRequests';
import * as repository from '$lib/server/repositories/keptCards';
import type { Cards } from './cards';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import type { Space } from './spaces';

const noteText = textUpTo(LIMITS.keptNote);

/** One of my contacts. `card` is what I may see of it today; null: nothing any more, my own note stays. */
export interface Contact {
  cardId: string;
  note: string;
  /** ms since 1970 */
  keptAt: number;
  card: CardRecord | null;
}

/**
 * Cards that somebody keeps for themselves, with notes of their own. They lie in a table beside the directory's room, so
 * that no other device ever gets them, and neither the card's owner nor anybody else learns of it.
 */
export class KeptCards {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;
  readonly #cards: Cards;

  constructor(context: Pick<ServiceContext, 'db' | 'clock'>, cards: Cards) {
    this.#context = context;
    this.#cards = cards;
  }

  /** All that I keep, by name; what I may see no more comes last. */
  async list(space: Space, person: Person): Promise<Contact[]> {
    const { db } = this.#context;
    const [kept, given] = await Promise.all([
      repository.keptBy(db, person.id),
      givenAddresses(db, person.id)
    ]);
    const cards = await this.#cards.getMany(
      space,
      person,
      kept.map(({ cardId }) => cardId)
    );
    const order = new Intl.Collator('de', { sensitivity: 'base', numeric: true });
    return kept
      .map(({ cardId, note, keptAt }) => {
        const card = cards.get(cardId);
        // An address that was given to me alone, in answer to a request, is not on the card for me.
        const email = card?.email || (given.get(cardId) ?? '');
        return { cardId, note, keptAt: keptAt.getTime(), card: card ? { ...card, email } : null };
      })
      .sort((a, b) =>
        a.card && b.card
          ? order.compare(a.card.name, b.card.name)
          : Number(a.card === null) - Number(b.card === null)
      );
  }

  /** My note on this card; null: I do not keep it. */
  async noteOn(person: Person | null, cardId: string): Promise<string | null> {
    if (!person || !v.is(uuid, cardId)) return null;
    return (await repository.findKept(this.#context.db, person.id, cardId))?.note ?? null;
  }

  /** Keeps a card that I may see. A second time changes nothing. Refusals: `not_found`, `invalid` (my own), `limit`. */
  async keep(space: Space, person: Person, cardId: string): Promise<{ ok: true; note: string } | Refusal> {
    const card = await this.#cards.get(space, person, cardId);
    if (!card) return refuse('not_found', m.contacts_error_gone());
    if (card.ownerId === person.id) return refuse('invalid', m.contacts_error_own());
    const { db, clock } = this.#context;
    const before = await repository.findKept(db, person.id, cardId);
    if (before) return { ok: true, note: before.note };
    if ((await repository.countKept(db, person.id)) >= LIMITS.keptCards) {
      return refuse('limit', m.contacts_error_limit({ max: LIMITS.keptCards }));
    }
    await repository.insertKept(db, person.id, { cardId, note: '', keptAt: new Date(clock.now()) });
    return { ok: true, note: '' };
  }

  /** Changes my note, also on a card that I may see no more. */
  async setNote(
    person: Person,
    cardId: string,
    text: unknown
  ): Promise<{ ok: true; note: string } | Refusal> {
    const note = v.safeParse(noteText, text);
    if (!note.success) return refuse('too_long', m.contacts_error_note({ max: LIMITS.keptNote }));
    const known = v.is(uuid, cardId);
    if (!known || !(await repository.setKeptNote(this.#context.db, person.id, cardId, note.output))) {
      return refuse('not_found', m.contacts_error_not_kept());
    }
    return { ok: true, note: note.output };
  }

  /** Forgets the card and my note. */
  async forget(person: Person, cardId: string): Promise<void> {
    if (v.is(uuid, cardId)) await repository.deleteKept(this.#context.db, person.id, cardId);
  }
}

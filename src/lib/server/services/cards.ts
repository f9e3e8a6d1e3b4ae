import * as v from 'valibot';
import { cardFor, isOwner } from '$lib/domain/cards/circles';
import { takesConsent } from '$lib/domain/cards/consent';
import { sortCards } from '$lib/domain/cards/directory';
import {
  AUDIENCES,
  type Audience,
  type Audiences,
  type CardContent,
  type CardField,
  type CardRecord
} from '$lib/domain/records';
import type { Actor } from '$lib/domain/rules';
import { cardContent } from '$lib/protocol/commands';
import type { CommandAnswer, Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import { insertAccessLink } from '$lib/server/repositories/accessLinks';
import * as parts from '$lib/server/repositories/cardParts';
import * as repository from '$lib/server/repositories/cards';
import { workingGroupsOf } from '$lib/server/repositories/workingGroups';
import { newId } from '$lib/util/newId';
import { claimCard, guestCardBehind } from './cardClaims';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import type { Space } from './spaces';

type Directory = Pick<Space, 'directoryRoom'>;
type SpaceRef = Pick<Space, 'id'>;

/** AGs and workshops by what they are called. */
export interface CardPlaces {
  workingGroups: { id: string; number: number; title: string }[];
  workshops: { id: string; title: string }[];
}
/** Which field of the form is wrong, and how. */
export type CardErrors = Partial<
  Record<keyof CardContent | 'consent' | 'audience', 'empty' | 'too_long' | 'invalid'>
>;
export type CardRefusal = Refusal & { errors: CardErrors };

/** The form "Meine Karte", as it came in. */
export interface CardForm {
  card: Record<keyof CardContent, unknown>;
  audience: unknown;
  audiences: Partial<Record<CardField, unknown>>;
  /** The consent text the person ticked, in the words they read; null when it was not ticked. */
  consent: string | null;
}

/** So long a guest's card waits for whoever has signed in to say that it is theirs. */
const CLAIM_MS = 3_600_000;

const circle = v.picklist(AUDIENCES);

/**
 * The business cards of a space. Reading answers with what the viewer's circle may see and nothing else; a card that is
 * not for the viewer and a card that does not exist are the same. Writing goes through the directory room, so that
 * open pages see it.
 */
export class Cards {
  readonly #context: Pick<ServiceContext, 'db' | 'rooms' | 'clock'>;

  constructor(context: Pick<ServiceContext, 'db' | 'rooms' | 'clock'>) {
    this.#context = context;
  }

  /** The cards this viewer may see, newest first. */
  async list(space: Directory, person: Person | null): Promise<CardRecord[]> {
    const opened = await this.#context.rooms.open(space.directoryRoom, person);
    if (!opened.ok) throw new Error(`The card directory cannot be read: ${opened.code}`);
    return sortCards(
      opened.records.filter((record): record is CardRecord => record.type === 'card'),
      'newest'
    );
  }

  /** One card as this viewer may see it; null for hidden, removed, unknown and malformed ids alike. */
  async get(space: Directory, person: Person | null, id: string): Promise<CardRecord | null> {
    if (!v.is(uuid, id)) return null;
    const actor = await this.#actor(space, person);
    const card = actor && (await repository.cardById(this.#context.db, space.directoryRoom, id));
    return actor && card ? cardFor(actor, card) : null;
  }

  /** The card behind a QR code, as this viewer may see it; null also where its owner has given the link up. */
  async byLink(space: Directory, person: Person | null, linkId: string): Promise<CardRecord | null> {
    if (!v.is(uuid, linkId)) return null;
    const actor = await this.#actor(space, person);
    const card = actor && (await repository.cardByLink(this.#context.db, space.directoryRoom, linkId));
    return actor && card ? cardFor(actor, card) : null;
  }

  /** Gives the address behind the QR code up, and makes another one where `anew`. Codes on paper lead nowhere then. */
  async setLink(space: Directory, person: Person, anew: boolean): Promise<{ ok: true } | Refusal> {
    const card = await this.mine(space, person);
    if (!card) return refuse('not_found');
    const answer = await this.#context.rooms.command(space.directoryRoom, person, {
      id: newId(),
      type: 'card.link',
      cardId: card.id,
      linkId: anew ? newId() : null
    });
    return answer.ok ? { ok: true } : answer;
  }

  /** The owner says that the card is right. One that ran out comes back with the consent given anew. */
  async confirm(space: Directory, person: Person, consent: string | null): Promise<{ ok: true } | Refusal> {
    const card = await this.mine(space, person);
    if (!card) return refuse('not_found');
    const answer = await this.#context.rooms.command(space.directoryRoom, person, {
      id: newId(),
      type: 'card.confirm',
      cardId: card.id,
      consent
    });
    return answer.ok ? { ok: true } : answer;
  }

  /** Those of these cards that this viewer may see, as they may see them, by id. */
  async getMany(
    space: Directory,
    person: Person | null,
    ids: readonly string[]
  ): Promise<Map<string, CardRecord>> {
    const actor = await this.#actor(space, person);
    if (!actor) return new Map();
    const cards = await repository.cardsByIds(this.#context.db, space.directoryRoom, ids);
    return new Map(
      cards.flatMap((card) => {
        const seen = cardFor(actor, card);
        return seen ? [[seen.id, seen]] : [];
      })
    );
  }

  /** The person's own card with its circles. */
  async mine(space: Directory, person: Person | null): Promise<CardRecord | null> {
    const actor = person && (await this.#actor(space, person));
    const card = actor && (await repository.cardOfPerson(this.#context.db, space.directoryRoom, person.id));
    return actor && card && isOwner(actor, card) ? cardFor(actor, card) : null;
  }

  /** Whether the person may have a card: members, and whoever takes part in a workshop of the space. */
  async mayHave(space: Directory, person: Person | null): Promise<boolean> {
    const actor = await this.#actor(space, person);
    return actor !== null && actor.role !== 'visitor';
  }

  /** Makes or changes the person's own card. All wrong fields are named at once. */
  async save(
    space: Directory,
    person: Person,
    form: CardForm
  ): Promise<{ ok: true; cardId: string; audience: Audience } | CardRefusal> {
    if (!(await this.mayHave(space, person))) return { ...refuse('forbidden'), errors: {} };
    const mine = await this.mine(space, person);
    const { errors, ...parsed } = parseForm(form, mine);
    if (parsed.card === null || parsed.audience === null || Object.keys(errors).length > 0) {
      return { ...refuse(Object.values(errors)[0] ?? 'invalid'), errors };
    }
    const { card, audience, audiences } = parsed;
    const send = async (cardId: string): Promise<CommandAnswer> =>
      this.#context.rooms.command(space.directoryRoom, person, {
        id: newId(),
        type: 'card.save',
        cardId,
        card,
        audience,
        audiences,
        consent: audience === 'private' ? null : form.consent
      });

    let cardId = mine?.id ?? newId();
    let answer = await send(cardId);
    if (!answer.ok && answer.code === 'limit') {
      // The form was sent twice at once and the first made the card meanwhile.
      const made = await this.mine(space, person);
      if (made) answer = await send((cardId = made.id));
    }
    if (answer.ok) {
      // A new card has a QR code from the beginning: badges are printed without their people.
      if (mine === null) await this.setLink(space, person, true);
      return { ok: true, cardId, audience };
    }
    // The one thing a card can name that may be gone, or somebody else's.
    return { ...answer, errors: answer.code === 'not_found' ? { photo: 'invalid' } : {} };
  }

  /** The AGs and workshops the person may show on a card. */
  async placesOf(space: SpaceRef, person: Person): Promise<CardPlaces> {
    const { db } = this.#context;
    return {
      workingGroups: await parts.workingGroupsIn(db, space.id, person.id),
      workshops: await parts.workshopsIn(db, space.id, person.id)
    };
  }

  /**
   * What the AGs and workshops on these cards are called, as far as this person may know of the AGs at all. `cards` must be what
   * they may see.
   */
  async placesOn(space: SpaceRef, person: Person | null, cards: readonly CardRecord[]): Promise<CardPlaces> {
    const { db } = this.#context;
    const shown = new Set(cards.flatMap((card) => card.workingGroups));
    const groups = shown.size === 0 ? [] : await workingGroupsOf(db, space.id, person?.id ?? null);
    return {
      workingGroups: groups.flatMap(({ id, number, title }) =>
        shown.has(id) ? [{ id, number, title }] : []
      ),
      workshops: await parts.workshopsNamed(
        db,
        space.id,
        cards.flatMap((card) => card.workshops)
      )
    };
  }

  /** Deletes the person's own card, content and consent included. Without a card there is nothing to do. */
  async remove(space: Directory, person: Person): Promise<{ ok: true } | Refusal> {
    const card = await this.mine(space, person);
    if (!card) return { ok: true };
    const answer = await this.#context.rooms.command(space.directoryRoom, person, {
      id: newId(),
      type: 'card.remove',
      cardId: card.id
    });
    return answer.ok ? { ok: true } : answer;
  }

  /** Whoever signs in here has perhaps made a card as a guest before: the link by which they may take it over, else null. */
  async offerClaim(space: Directory, guest: Person, account: Person): Promise<string | null> {
    if (guest.email !== null || !(await this.mine(space, guest)) || (await this.mine(space, account)))
      return null;
    const token = newToken();
    await insertAccessLink(this.#context.db, {
      tokenHash: hashToken(token),
      purpose: 'return',
      personId: guest.id,
      expiresAt: new Date(this.#context.clock.now() + CLAIM_MS)
    });
    return token;
  }

  /** The name on the guest's card behind a link, where this person may take it over. */
  async claimable(space: Directory, person: Person, link: string): Promise<string | null> {
    if (person.email === null) return null;
    return (await guestCardBehind(this.#context, space.directoryRoom, link))?.name ?? null;
  }

  /** See {@link claimCard}. */
  claim(space: Directory, person: Person, link: string): Promise<{ ok: true } | Refusal> {
    return claimCard(this.#context, space.directoryRoom, person, link);
  }

  async #actor(space: Directory, person: Person | null): Promise<Actor | null> {
    const found = await this.#context.rooms.actor(space.directoryRoom, person);
    return found.ok ? found.actor : null;
  }
}

interface ParsedForm {
  card: CardContent | null;
  audience: Audience | null;
  audiences: Audiences;
  errors: CardErrors;
}

/** @param before the person's card as it is, which says whether there is anything new to agree to */
function parseForm(form: CardForm, before: CardRecord | null): ParsedForm {
  const errors: CardErrors = {};
  const card = v.safeParse(cardContent, form.card);
  if (!card.success) {
    for (const issue of card.issues) {
      const field = Object.keys(form.card).find(
        (key): key is keyof CardContent => key === issue.path?.[0]?.key
      );
      if (field) errors[field] ??= codeOf(issue.message);
    }
  }
  if (typeof form.card.region === 'string' && form.card.region.trim() === '') errors.region ??= 'empty';

  const audience = v.safeParse(circle, form.audience);
  if (!audience.success) errors.audience = 'invalid';

  const audiences: ParsedForm['audiences'] = {};
  for (const [field, value] of Object.entries(form.audiences) as [CardField, unknown][]) {
    const chosen = v.safeParse(circle, value);
    if (chosen.success) audiences[field] = chosen.output;
    else if (value !== null && value !== undefined) errors[field] ??= 'invalid';
  }
  if (card.success && audience.success && !form.consent?.trim()) {
    const after = { ...card.output, audience: audience.output, audiences };
    if (takesConsent(before, after)) errors.consent = 'empty';
  }
  return {
    card: card.success ? card.output : null,
    audience: audience.success ? audience.output : null,
    audiences,
    errors
  };
}

/** Our schemas carry the code as message; what valibot says itself (a wrong type) is `invalid`. */
function codeOf(message: string): 'empty' | 'too_long' | 'invalid' {
  return message === 'empty' || message === 'too_long' ? message : 'invalid';
}

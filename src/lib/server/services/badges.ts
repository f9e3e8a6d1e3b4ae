import { randomInt } from 'node:crypto';
import { BADGE_ALPHABET, BADGE_CODE_LENGTH, badgeCodeIn } from '$lib/domain/cards/badges';
import { readScanned } from '$lib/domain/cards/scanned';
import type { CardRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import * as repository from '$lib/server/repositories/badges';
import * as cardRows from '$lib/server/repositories/cards';
import type { Cards } from './cards';
import type { ServiceContext } from './context';
import type { KeptCards } from './keptCards';
import { refuse } from './refuse';
import { SlidingWindow, addressKey } from './slidingWindow';
import type { Space } from './spaces';

/** Wrong codes of one person, or of one address without a session, before they wait. People mistype; nobody does so often. */
const WRONG_MAX = 20;
const WINDOW_MS = 10 * 60_000;

/** A badge as it is printed. */
export interface Badge {
  participantId: string;
  name: string;
  organisation: string | null;
  code: string;
}

/** Where a badge leads: to a card; to one's own card, or where one makes it; to somebody without a card for this viewer. */
export type BadgeGoal = { kind: 'card'; card: CardRecord } | { kind: 'own' } | { kind: 'none' };

/** Name badges of a workshop's people, and what becomes of a badge or card that is scanned. */
export class Badges {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'config'>;
  readonly #cards: Cards;
  readonly #kept: KeptCards;
  readonly #wrong = new SlidingWindow(WINDOW_MS);

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'config'>,
    cards: Cards,
    kept: KeptCards
  ) {
    this.#context = context;
    this.#cards = cards;
    this.#kept = kept;
  }

  /** Badges of all who are in the workshop, by name. Who has none yet gets a code; who has one keeps it. */
  async ofWorkshop(roomId: string): Promise<Badge[]> {
    const { db, clock, rooms } = this.#context;
    const people =
      (await rooms.read(roomId, (view) =>
        [...view.all('participant')]
          .filter(
            ({ removedAt, mergedInto, role }) =>
              removedAt === null && mergedInto === null && role !== 'interested'
          )
          .map(({ id, name, organisation }) => ({ participantId: id, name, organisation }))
      )) ?? [];
    const ids = people.map(({ participantId }) => participantId);
    const known = await repository.badgeCodes(db, ids);
    const missing = ids.filter((id) => !known.has(id));
    await repository.insertBadges(
      db,
      missing.map((participantId) => ({ participantId, code: newCode() })),
      new Date(clock.now())
    );
    const codes = missing.length === 0 ? known : await repository.badgeCodes(db, ids);
    const order = new Intl.Collator('de', { sensitivity: 'base', numeric: true });
    return people
      .flatMap((one) => {
        const code = codes.get(one.participantId);
        return code === undefined ? [] : [{ ...one, code }];
      })
      .sort((a, b) => order.compare(a.name, b.name));
  }

  /** Makes all printed badges of a workshop void; the next sheet has new codes. */
  async revoke(roomId: string): Promise<void> {
    await repository.deleteBadgesOf(this.#context.db, roomId);
  }

  /**
   * Where a badge's code leads for this viewer. Refusals: `not_found`, `rate_limited`.
   *
   * @param address of whoever asks, for those without a session
   */
  async goal(
    space: Space,
    viewer: Person | null,
    code: string,
    address: string
  ): Promise<({ ok: true } & BadgeGoal) | Refusal> {
    const { db, clock } = this.#context;
    const who = viewer?.id ?? addressKey(address);
    const wait = this.#wrong.waitFor(who, WRONG_MAX, clock.now());
    if (wait > 0) return refuse('rate_limited', m.scan_error_many(), wait);
    const known = badgeCodeIn(code);
    const personId = known && (await repository.personOfBadge(db, space.id, known));
    if (!personId) {
      this.#wrong.add(who, clock.now());
      return refuse('not_found', m.scan_error_unknown());
    }
    if (personId === viewer?.id) return { ok: true, kind: 'own' };
    const theirs = await cardRows.cardOfPerson(db, space.directoryRoom, personId);
    const card = theirs && (await this.#cards.get(space, viewer, theirs.id));
    return card ? { ok: true, kind: 'card', card } : { ok: true, kind: 'none' };
  }

  /**
   * Keeps the card behind what was scanned or typed. Refusals: `not_found` (no such code, or nothing that this viewer may see),
   * `invalid` (one's own), `rate_limited`, `limit`.
   */
  async keepScanned(
    space: Space,
    person: Person,
    text: string,
    address: string
  ): Promise<{ ok: true; cardId: string; name: string; note: string } | Refusal> {
    const scanned = readScanned(text, this.#context.config.origin);
    if (scanned.kind === 'unknown') return refuse('not_found', m.scan_error_foreign());
    if (scanned.kind === 'vcard') return refuse('not_found', m.scan_error_vcard());
    let cardId: string;
    if (scanned.kind === 'card') cardId = scanned.cardId;
    else if (scanned.kind === 'link') {
      const card = await cardRows.cardByLink(this.#context.db, space.directoryRoom, scanned.linkId);
      if (!card) return refuse('not_found', m.contacts_error_gone());
      cardId = card.id;
    } else {
      const goal = await this.goal(space, person, scanned.code, address);
      if (!goal.ok) return goal;
      if (goal.kind === 'own') return refuse('invalid', m.scan_error_own());
      if (goal.kind === 'none') return refuse('not_found', m.scan_error_no_card());
      cardId = goal.card.id;
    }
    const kept = await this.#kept.keep(space, person, cardId);
    if (!kept.ok) return kept;
    const card = await this.#cards.get(space, person, cardId);
    return card
      ? { ok: true, cardId, name: card.name, note: kept.note }
      : refuse('not_found', m.contacts_error_gone());
  }
}

function newCode(): string {
  return Array.from({ length: BADGE_CODE_LENGTH }, () =>
    BADGE_ALPHABET.charAt(randomInt(BADGE_ALPHABET.length))
  ).join('');
}

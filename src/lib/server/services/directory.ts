import { CIRCLE_OF_ROLE } from '$lib/domain/cards/circles';
import { directoryOf, type Directory, type Found } from '$lib/domain/cards/directory';
import type { CardMatch } from '$lib/domain/cards/matches';
import type { DirectoryQuery } from '$lib/domain/cards/query';
import { isNear } from '$lib/domain/near';
import type { CardRecord } from '$lib/domain/records';
import { searchWords } from '$lib/domain/search';
import type { Refusal, RoomOpened } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import { matchCards } from '$lib/server/matching/matchCards';
import {
  cardsNear,
  cardsWith,
  fillCardDocuments,
  wordsLike,
  type Searcher
} from '$lib/server/repositories/cardSearch';
import type { CardPlaces, Cards } from './cards';
import type { ServiceContext } from './context';
import type { Space } from './spaces';

type Room = Pick<Space, 'directoryRoom'>;

/** Cards that come with the page whole, to be searched and sorted there from the beginning. */
const WITH_PAGE = 150;
/** Of a larger directory come those that are seen first. */
export const FIRST = 48;

/** What the page of the directory begins with. */
export interface DirectoryPage {
  ok: true;
  /** Everything, or of a large directory so much as is shown, at clock 0: the room brings the rest. */
  snapshot: RoomOpened;
  /** What the server found for the query. */
  found: Found | null;
  /** The cards that fit one's own, where they are asked for. */
  matches: CardMatch[] | null;
  /** Of the AGs and workshops on the cards, as far as the viewer may know. */
  names: CardPlaces;
  /** Of a large directory: the first of the cards that fit, with all counts. Null: the snapshot has everything. */
  first: Directory | null;
}

/** Searching in a space's cards, for each viewer among those they may see. */
export class DirectoryService {
  readonly #context: Pick<ServiceContext, 'db' | 'rooms'>;

  readonly #cards: Pick<Cards, 'placesOn'>;

  constructor(context: Pick<ServiceContext, 'db' | 'rooms'>, cards: Pick<Cards, 'placesOn'>) {
    this.#context = context;
    this.#cards = cards;
  }

  /** What `text` finds for this viewer; every word must occur. Nothing looked for finds nothing. */
  async search(
    space: Room,
    person: Person | null,
    text: string
  ): Promise<{ ok: true; found: Found } | Refusal> {
    const words = searchWords(text);
    const found: Found = { q: text.trim(), ids: [], near: false, seq: 0 };
    if (words.length === 0) return { ok: true, found };
    const viewer = await this.#context.rooms.actor(space.directoryRoom, person);
    if (!viewer.ok) return viewer;
    const searcher: Searcher = {
      roomId: space.directoryRoom,
      circle: CIRCLE_OF_ROLE[viewer.actor.role],
      personId: viewer.actor.id
    };
    const exact = await cardsWith(this.#context.db, searcher, words);
    if (exact.ids.length > 0) return { ok: true, found: { ...found, ...exact } };
    const like = await wordsLike(this.#context.db, searcher, words.flat());
    const nearly = words.map((spellings) => ({
      spellings,
      near: like.filter((word) => spellings.some((spelling) => isNear(spelling, word)))
    }));
    const ids = like.length === 0 ? [] : await cardsNear(this.#context.db, searcher, nearly);
    return { ok: true, found: { ...found, ids, near: ids.length > 0, seq: exact.seq } };
  }

  /** The cards that fit the viewer's own, by what they may read of them. Null: they have none to compare with. */
  async matches(
    space: Room,
    person: Person | null
  ): Promise<{ ok: true; matches: CardMatch[] | null } | Refusal> {
    const opened = await this.#context.rooms.open(space.directoryRoom, person);
    if (!opened.ok) return opened;
    const cards = opened.records.filter((record): record is CardRecord => record.type === 'card');
    return { ok: true, matches: matchesAmong(cards) };
  }

  /** The directory as a page begins with it. `openId`: the card that is open beside the list. */
  async page(
    space: Room & Pick<Space, 'id'>,
    person: Person | null,
    query: DirectoryQuery,
    openId: string | null
  ): Promise<DirectoryPage | Refusal> {
    const [snapshot, searched] = await Promise.all([
      this.#context.rooms.open(space.directoryRoom, person),
      query.q.trim() === '' ? null : this.search(space, person, query.q)
    ]);
    if (!snapshot.ok) return snapshot;
    if (searched?.ok === false) return searched;
    const found = searched?.found ?? null;
    const cards = snapshot.records.filter((record): record is CardRecord => record.type === 'card');
    const matches = query.fit ? matchesAmong(cards) : null;
    const names = await this.#cards.placesOn(space, person, cards);
    if (cards.length <= WITH_PAGE) return { ok: true, snapshot, found, matches, names, first: null };
    const directory = directoryOf(cards, query, { found, matches });
    const shown = directory.cards.slice(0, FIRST);
    const besides = cards.filter(
      (card) => (card.id === openId || card.ownerId !== null) && !shown.includes(card)
    );
    return {
      ok: true,
      snapshot: { ...snapshot, seq: 0, records: [...shown, ...besides] },
      found,
      matches,
      names,
      first: { ...directory, cards: shown }
    };
  }

  /** Makes the search documents that are missing. To be called before anybody searches. */
  fill(): Promise<number> {
    return fillCardDocuments(this.#context.db);
  }
}

/** `cards`: what a viewer sees, their own among them. */
function matchesAmong(cards: readonly CardRecord[]): CardMatch[] | null {
  const mine = cards.find(({ ownerId }) => ownerId !== null);
  if (!mine || mine.offer + mine.need === '') return null;
  return matchCards(
    mine,
    cards.filter((card) => card !== mine)
  );
}

/**
 * Searching, filtering and sorting the cards a viewer may see. It only ever works on projected cards (circles.ts), so
 * neither hits, counts nor order can tell anything about what is hidden. Used for the page from the server and live.
 */
import type { CardRecord } from '../records.ts';
import { searchFor } from '../search.ts';
import { EXCHANGE, FACET_NAMES, type CardSort, type DirectoryQuery, type Facet } from './query.ts';
import { lettersOf, relevanceOf } from './searchText.ts';
import type { CardMatch } from './matches.ts';

/**
 * What the database found: words in other forms ("Kurse", "Kursen") and, where no card has the words as they were typed,
 * near ones. Up to `seq` of the room's clock; of cards that are newer their own text decides.
 */
export interface Found {
  /** What was looked for, trimmed. */
  q: string;
  ids: string[];
  /** No card has the words as typed; these have nearly the same. */
  near: boolean;
  seq: number;
}

/** What the server knows beside the cards. */
export interface Known {
  found?: Found | null;
  /** Null or missing: there is no card of one's own, or the answer is on its way. */
  matches?: readonly CardMatch[] | null;
}

/** One choice of a filter, with the number of cards that ticking it would leave. */
export interface FacetOption {
  value: string;
  count: number;
}
export interface Directory extends Record<Facet, FacetOption[]> {
  /** Those that fit, in their order. */
  cards: CardRecord[];
  /** How many fit; what came with a page may have the first of them only. */
  hits: number;
  /** How many cards the viewer may see at all. */
  total: number;
  /** The cards have the words nearly. */
  near: boolean;
  has: FacetOption[];
  /** Cards that would be left of those that fit one's own; null where nothing is known of it. */
  fit: number | null;
}

/** Most choices shown per filter. */
const OPTIONS_MAX = 14;
const COLLATOR = new Intl.Collator('de', { sensitivity: 'base', numeric: true });

/** Says of a card whether the search finds it; null where nothing is looked for. */
function hitsOf(q: string, found: Found | null): ((card: CardRecord) => boolean) | null {
  const fits = searchFor(q);
  if (!fits) return null;
  if (found?.q !== q.trim()) return (card) => fits(lettersOf(card));
  const ids = new Set(found.ids);
  return (card) => (card.seq <= found.seq ? ids.has(card.id) : fits(lettersOf(card)));
}

function valuesOf(card: CardRecord, facet: Facet): readonly string[] {
  return facet === 'regions' ? [card.region] : card[facet];
}

/** The ticked filters, each as a question to a card. Choices of one facet widen each other, filters narrow. */
function filtersOf(
  query: DirectoryQuery,
  matches: ReadonlyMap<string, CardMatch>
): Map<'has' | 'fit' | Facet, (card: CardRecord) => boolean> {
  const filters = new Map<'has' | 'fit' | Facet, (card: CardRecord) => boolean>();
  if (query.has.length > 0) filters.set('has', (card) => query.has.every((key) => card[key] !== ''));
  if (query.fit) filters.set('fit', (card) => matches.has(card.id));
  for (const facet of FACET_NAMES) {
    const ticked = query[facet];
    if (ticked.length > 0)
      filters.set(facet, (card) => valuesOf(card, facet).some((value) => ticked.includes(value)));
  }
  return filters;
}

/** Choices by how many cards have them at all, so that they do not jump while somebody ticks. */
function options(all: readonly string[], left: readonly string[], ticked: readonly string[]): FacetOption[] {
  const tally = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const totals = tally(all);
  const counts = tally(left);
  const known = [...totals.keys()].sort(
    (a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || COLLATOR.compare(a, b)
  );
  return known
    .filter((value, index) => index < OPTIONS_MAX || ticked.includes(value))
    .map((value) => ({ value, count: counts.get(value) ?? 0 }));
}

/** Cards in the order asked for, the same for equal names wherever it is computed. `worth`: for `best`, more is first. */
export function sortCards(
  cards: readonly CardRecord[],
  sort: CardSort,
  worth: ((card: CardRecord) => number) | null = null
): CardRecord[] {
  const byName = (a: CardRecord, b: CardRecord) => COLLATOR.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  if (sort === 'newest') return [...cards].sort((a, b) => b.updatedAt - a.updatedAt || byName(a, b));
  if (sort === 'name' || worth === null) return [...cards].sort(byName);
  const worths = new Map(cards.map((card) => [card, worth(card)]));
  return [...cards].sort((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0) || byName(a, b));
}

/** What makes a card the best: the words looked for, else how well it fits one's own. */
function worthOf(
  query: DirectoryQuery,
  matches: ReadonlyMap<string, CardMatch>
): ((card: CardRecord) => number) | null {
  if (query.q.trim() !== '') return (card) => relevanceOf(card, query.q);
  return query.fit ? (card) => matches.get(card.id)?.strength ?? 0 : null;
}

/** The directory as `query` asks for it. Every word of the search must occur. */
export function directoryOf(
  cards: readonly CardRecord[],
  query: DirectoryQuery,
  { found = null, matches = null }: Known = {}
): Directory {
  const fits = hitsOf(query.q, found);
  const searched = fits ? cards.filter(fits) : cards;
  const fitting = new Map((matches ?? []).map((match) => [match.id, match]));
  const filters = filtersOf(query, fitting);
  const left = (besides: 'has' | 'fit' | Facet | null) => {
    const asked = [...filters].flatMap(([name, filter]) => (name === besides ? [] : [filter]));
    return searched.filter((card) => asked.every((filter) => filter(card)));
  };
  const optionsOf = (facet: Facet) =>
    options(
      cards.flatMap((card) => valuesOf(card, facet)),
      left(facet).flatMap((card) => valuesOf(card, facet)),
      query[facet]
    );
  const hits = left(null);
  const forHas = left('has');
  return {
    cards: sortCards(hits, query.sort, worthOf(query, fitting)),
    hits: hits.length,
    total: cards.length,
    near: fits !== null && found?.q === query.q.trim() && found.near,
    has: EXCHANGE.map((value) => ({ value, count: forHas.filter((card) => card[value] !== '').length })),
    fit: matches && left('fit').filter((card) => fitting.has(card.id)).length,
    fields: optionsOf('fields'),
    regions: optionsOf('regions'),
    workingGroups: optionsOf('workingGroups'),
    workshops: optionsOf('workshops')
  };
}

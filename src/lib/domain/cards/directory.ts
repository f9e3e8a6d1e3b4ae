/**
 * Searching, filtering and sorting the cards a viewer may see. It only ever works on projected cards (circles.ts), so
 * neither hits, counts nor order can tell anything about what is hidden. Used for the page from the server and live.
 */
import type { CardRecord } from '../records.ts';
import { SEARCH_MAX, searchFor } from '../search.ts';
import { lettersOf, relevanceOf } from './searchText.ts';

/** `best`: what fits the search most comes first; without one it is `name`. */
export const SORTS = ['best', 'name', 'newest'] as const;
export type CardSort = (typeof SORTS)[number];
export const EXCHANGE = ['offer', 'need'] as const;
export type Exchange = (typeof EXCHANGE)[number];

/** What stands in the address bar: `?q=…&has=offer&field=…&region=…&sort=newest`. */
export interface DirectoryQuery {
  q: string;
  has: Exchange[];
  fields: string[];
  regions: string[];
  sort: CardSort;
}

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

/** One choice of a filter, with the number of cards that ticking it would leave. */
export interface FacetOption {
  value: string;
  count: number;
}
export interface Directory {
  /** Those that fit, in their order. */
  cards: CardRecord[];
  /** How many fit; what came with a page may have the first of them only. */
  hits: number;
  /** How many cards the viewer may see at all. */
  total: number;
  /** The cards have the words nearly. */
  near: boolean;
  has: FacetOption[];
  fields: FacetOption[];
  regions: FacetOption[];
}

/** Most choices shown per filter. */
const OPTIONS_MAX = 14;
const COLLATOR = new Intl.Collator('de', { sensitivity: 'base', numeric: true });

/** Reads the address bar. Unknown values are left out, so any address gives a page. */
export function parseQuery(params: URLSearchParams): DirectoryQuery {
  const values = (key: string) =>
    [...new Set(params.getAll(key))].filter((value) => value !== '').slice(0, 50);
  const sort = SORTS.find((known) => known === params.get('sort')) ?? 'best';
  return {
    q: (params.get('q') ?? '').slice(0, SEARCH_MAX),
    has: EXCHANGE.filter((known) => values('has').includes(known)),
    fields: values('field'),
    regions: values('region'),
    sort
  };
}

/** The query as it goes into the address bar: '' or `?…`. */
export function queryString(query: DirectoryQuery): string {
  const params = new URLSearchParams();
  if (query.q.trim() !== '') params.set('q', query.q.trim());
  for (const value of query.has) params.append('has', value);
  for (const value of query.fields) params.append('field', value);
  for (const value of query.regions) params.append('region', value);
  if (query.sort !== 'best') params.set('sort', query.sort);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The orders to choose from, the usual one first: what fits best is an order only where something is looked for. */
export function ordersOf(query: DirectoryQuery): CardSort[] {
  return SORTS.filter((sort) => sort !== 'best' || query.q.trim() !== '');
}

/** How many choices are ticked. */
export function filterCount(query: DirectoryQuery): number {
  return query.has.length + query.fields.length + query.regions.length;
}

/** Says of a card whether the search finds it; null where nothing is looked for. */
function hitsOf(q: string, found: Found | null): ((card: CardRecord) => boolean) | null {
  const fits = searchFor(q);
  if (!fits) return null;
  if (found?.q !== q.trim()) return (card) => fits(lettersOf(card));
  const ids = new Set(found.ids);
  return (card) => (card.seq <= found.seq ? ids.has(card.id) : fits(lettersOf(card)));
}

const passes = {
  has: (card: CardRecord, has: readonly Exchange[]) => has.every((key) => card[key] !== ''),
  fields: (card: CardRecord, fields: readonly string[]) =>
    fields.length === 0 || fields.some((field) => card.fields.includes(field)),
  regions: (card: CardRecord, regions: readonly string[]) =>
    regions.length === 0 || regions.includes(card.region)
};

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

/** Cards in the order asked for, the same for equal names wherever it is computed. */
export function sortCards(cards: readonly CardRecord[], sort: CardSort, q = ''): CardRecord[] {
  const byName = (a: CardRecord, b: CardRecord) => COLLATOR.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  if (sort === 'newest') return [...cards].sort((a, b) => b.updatedAt - a.updatedAt || byName(a, b));
  if (sort === 'name' || q.trim() === '') return [...cards].sort(byName);
  const fit = new Map(cards.map((card) => [card, relevanceOf(card, q)]));
  return [...cards].sort((a, b) => (fit.get(b) ?? 0) - (fit.get(a) ?? 0) || byName(a, b));
}

/**
 * The directory as `query` asks for it. Every word of the search must occur; choices of one filter widen each other.
 *
 * @param found what the database found; without it, or while it is of another search, the letters of the cards decide
 */
export function directoryOf(
  cards: readonly CardRecord[],
  query: DirectoryQuery,
  found: Found | null = null
): Directory {
  const fits = hitsOf(query.q, found);
  const searched = fits ? cards.filter(fits) : cards;
  const hits = searched.filter(
    (card) =>
      passes.has(card, query.has) && passes.fields(card, query.fields) && passes.regions(card, query.regions)
  );
  const forFields = searched.filter(
    (card) => passes.has(card, query.has) && passes.regions(card, query.regions)
  );
  const forRegions = searched.filter(
    (card) => passes.has(card, query.has) && passes.fields(card, query.fields)
  );
  const forHas = searched.filter(
    (card) => passes.fields(card, query.fields) && passes.regions(card, query.regions)
  );
  return {
    cards: sortCards(hits, query.sort, query.q),
    hits: hits.length,
    total: cards.length,
    near: fits !== null && found?.q === query.q.trim() && found.near,
    has: EXCHANGE.map((value) => ({ value, count: forHas.filter((card) => card[value] !== '').length })),
    fields: options(
      cards.flatMap((card) => card.fields),
      forFields.flatMap((card) => card.fields),
      query.fields
    ),
    regions: options(
      cards.map((card) => card.region),
      forRegions.map((card) => card.region),
      query.regions
    )
  };
}

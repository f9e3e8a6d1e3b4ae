/** What is looked for in a card directory, as it stands in the address bar. */
import { SEARCH_MAX } from '../search.ts';

/** `best`: what fits the search, or me, most comes first; without either it is `name`. */
export const SORTS = ['best', 'name', 'newest'] as const;
export type CardSort = (typeof SORTS)[number];
export const EXCHANGE = ['offer', 'need'] as const;
export type Exchange = (typeof EXCHANGE)[number];

/** Filters whose choices are values of the cards: what each is called in the address bar. */
export const FACETS = {
  fields: 'field',
  regions: 'region',
  workingGroups: 'group',
  workshops: 'workshop'
} as const;
export type Facet = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as Facet[];

/** `?q=…&has=offer&fit=1&field=…&region=…&group=…&workshop=…&sort=newest`. */
export interface DirectoryQuery extends Record<Facet, string[]> {
  q: string;
  has: Exchange[];
  /** Only cards that fit my own. */
  fit: boolean;
  sort: CardSort;
}

export const NO_QUERY: DirectoryQuery = {
  q: '',
  has: [],
  fit: false,
  fields: [],
  regions: [],
  workingGroups: [],
  workshops: [],
  sort: 'best'
};

/** Most choices of one filter that are read. */
const VALUES_MAX = 50;

/** Reads the address bar. Unknown values are left out, so any address gives a page. */
export function parseQuery(params: URLSearchParams): DirectoryQuery {
  const values = (key: string) =>
    [...new Set(params.getAll(key))].filter((value) => value !== '').slice(0, VALUES_MAX);
  return {
    q: (params.get('q') ?? '').slice(0, SEARCH_MAX),
    has: EXCHANGE.filter((known) => values('has').includes(known)),
    fit: params.get('fit') === '1',
    fields: values(FACETS.fields),
    regions: values(FACETS.regions),
    workingGroups: values(FACETS.workingGroups),
    workshops: values(FACETS.workshops),
    sort: SORTS.find((known) => known === params.get('sort')) ?? 'best'
  };
}

/** The query as it goes into the address bar: '' or `?…`. */
export function queryString(query: DirectoryQuery): string {
  const params = new URLSearchParams();
  if (query.q.trim() !== '') params.set('q', query.q.trim());
  for (const value of query.has) params.append('has', value);
  if (query.fit) params.set('fit', '1');
  for (const facet of FACET_NAMES) for (const value of query[facet]) params.append(FACETS[facet], value);
  if (query.sort !== 'best') params.set('sort', query.sort);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The orders to choose from, the usual one first: what fits best is an order only where something is looked for. */
export function ordersOf(query: DirectoryQuery): CardSort[] {
  return SORTS.filter((sort) => sort !== 'best' || query.q.trim() !== '' || query.fit);
}

/** How many choices are ticked. */
export function filterCount(query: DirectoryQuery): number {
  return FACET_NAMES.reduce((sum, facet) => sum + query[facet].length, query.has.length + Number(query.fit));
}

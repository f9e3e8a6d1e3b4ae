/** The list of a workshop's people: who is where, what is searched and chosen, in which order. */
import { facilitates } from '$lib/domain/board/decision';
import type { ParticipantRecord } from '$lib/domain/records';
import { searchable, searchFor } from '$lib/domain/search';

export type Whereabouts = 'here' | 'away' | 'byHand' | 'removed';

export interface ListedPerson {
  record: ParticipantRecord;
  whereabouts: Whereabouts;
  /** Somebody else in the workshop is called the same: perhaps the same person a second time. */
  sameName: boolean;
}

export const SHOWN = ['all', 'here', 'away', 'byHand', 'muted', 'moderation', 'sameName', 'removed'] as const;
/** Whom the list shows. Removed people are in none but their own. */
export type Shown = (typeof SHOWN)[number];
export const SORTS = ['name', 'group', 'joined'] as const;
export type Sort = (typeof SORTS)[number];

export interface Wanted {
  words: string;
  shown: Shown;
  /** Undefined: of any group; null: in none. */
  groupId: string | null | undefined;
  sort: Sort;
}

/** As names are compared: without case, accents and doubled spaces. */
const nameKey = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

export function peopleOf(records: readonly ParticipantRecord[], here: ReadonlySet<string>): ListedPerson[] {
  const names = new Map<string, number>();
  for (const { name, removedAt } of records)
    if (removedAt === null) names.set(nameKey(name), (names.get(nameKey(name)) ?? 0) + 1);
  return records.map((record) => ({
    record,
    whereabouts: whereaboutsOf(record, here),
    sameName: record.removedAt === null && (names.get(nameKey(record.name)) ?? 0) > 1
  }));
}

function whereaboutsOf({ id, removedAt, byHand }: ParticipantRecord, here: ReadonlySet<string>): Whereabouts {
  if (removedAt !== null) return 'removed';
  if (byHand) return 'byHand';
  return here.has(id) ? 'here' : 'away';
}

const FITS: Readonly<Record<Shown, (person: ListedPerson) => boolean>> = {
  all: ({ whereabouts }) => whereabouts !== 'removed',
  here: ({ whereabouts }) => whereabouts === 'here',
  away: ({ whereabouts }) => whereabouts === 'away',
  byHand: ({ whereabouts }) => whereabouts === 'byHand',
  muted: ({ record }) => record.removedAt === null && record.muted,
  moderation: ({ record }) => record.removedAt === null && facilitates(record),
  sameName: ({ sameName }) => sameName,
  removed: ({ whereabouts }) => whereabouts === 'removed'
};

/** How many each choice would show. */
export function countsOf(people: readonly ListedPerson[]): Record<Shown, number> {
  const counts = Object.fromEntries(SHOWN.map((shown) => [shown, 0])) as Record<Shown, number>;
  for (const person of people) for (const shown of SHOWN) if (FITS[shown](person)) counts[shown] += 1;
  return counts;
}

/** @param groupName of an id, '' for none: what people of one group stand together by */
export function listed(
  people: readonly ListedPerson[],
  { words, shown, groupId, sort }: Wanted,
  groupName: (groupId: string | null) => string
): ListedPerson[] {
  const found = searchFor(words);
  const chosen = people.filter(
    (person) =>
      FITS[shown](person) &&
      (groupId === undefined || person.record.groupId === groupId) &&
      (found === null || found(searchable([person.record.name, person.record.organisation])))
  );
  const byName = (a: ListedPerson, b: ListedPerson): number =>
    a.record.name.localeCompare(b.record.name, 'de', { sensitivity: 'base' }) ||
    (a.record.id < b.record.id ? -1 : 1);
  const orders: Record<Sort, (a: ListedPerson, b: ListedPerson) => number> = {
    name: byName,
    group: (a, b) =>
      groupName(a.record.groupId).localeCompare(groupName(b.record.groupId), 'de', { numeric: true }) ||
      byName(a, b),
    joined: (a, b) => b.record.joinedAt - a.record.joinedAt || byName(a, b)
  };
  return chosen.sort(orders[sort]);
}

/** Who may be the same person: first those of the same name, then all others by name. */
export function candidatesFor(
  person: ParticipantRecord,
  people: readonly ParticipantRecord[],
  words: string
): ParticipantRecord[] {
  const found = searchFor(words);
  const key = nameKey(person.name);
  const same = ({ name }: ParticipantRecord): number => (nameKey(name) === key ? 0 : 1);
  return people
    .filter(
      (other) =>
        other.id !== person.id &&
        other.removedAt === null &&
        (found === null || found(searchable([other.name, other.organisation])))
    )
    .sort((a, b) => same(a) - same(b) || a.name.localeCompare(b.name, 'de', { sensitivity: 'base' }));
}

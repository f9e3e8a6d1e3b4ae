/**
 * Shares people out over breakout groups. Before all else the sizes are as even as the places allow; then, where that is
 * wanted, the people of each organisation are spread as evenly as possible; then as few as possible move; then chance decides.
 * All of it at once, by the cheapest flow from people over groups to places: what is named first costs more than all that is
 * named after it together.
 */
import { MinCostFlow } from '$lib/util/minCostFlow';
import type { Random } from '$lib/util/random';

export interface Dealt {
  id: string;
  groupId: string | null;
  /** '' and null: none. */
  organisation: string | null;
  /** Stays where they are, whatever that costs the others. */
  stays?: boolean;
}

export interface DealGroup {
  id: string;
  /** Places; null: no limit. */
  limit: number | null;
}

export const DEAL_MODES = ['even', 'organisations', 'random'] as const;
/**
 * `even`: only as many move as must, for even sizes; `organisations`: the people of each organisation in different groups;
 * `random`: all anew by chance.
 */
export type DealMode = (typeof DEAL_MODES)[number];

/** Where each goes, by person; null: there is no place left. */
export type Places = ReadonlyMap<string, string | null>;

const CHANCES = 8;

export function dealt(
  people: readonly Dealt[],
  groups: readonly DealGroup[],
  mode: DealMode,
  random: Random
): Places {
  const count = people.length;
  // Each weight is more than all that the lesser ones can come to together.
  const moving = CHANCES * count + 1;
  const mixing = moving * (count + 1);
  const sizing = mixing * 4 * (count + 1) ** 2;

  const flow = new MinCostFlow();
  const [source, sink] = [flow.node(), flow.node()];
  const seats = new Map(groups.map(({ id }) => [id, flow.node()]));
  for (const { id, limit } of groups) {
    const node = seats.get(id) ?? sink;
    // The next place of a group costs more than the one before in any other.
    for (let place = 0; place < Math.min(limit ?? count, count); place += 1)
      flow.arc(node, sink, 1, sizing * place);
  }
  const members = Map.groupBy(people, organisationOf);
  const tables = new Map<string, number>();
  /** Where somebody sits down: at the group, or first at the table of the organisation in it. */
  const tableOf = (person: Dealt, groupId: string): number => {
    const seat = seats.get(groupId) ?? sink;
    const organisation = organisationOf(person);
    if (mode !== 'organisations' || organisation === '') return seat;
    const key = `${groupId}/${organisation}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    const table = flow.node();
    tables.set(key, table);
    const all = members.get(organisation)?.length ?? 0;
    for (let place = 0; place < all; place += 1) flow.arc(table, seat, 1, mixing * place);
    return table;
  };

  const choices = shuffled(people, random)
    // If there are not places for all, those who have one come first.
    .sort((a, b) => rankOf(a, seats) - rankOf(b, seats))
    .map((person) => {
      const node = flow.node();
      flow.arc(source, node, 1, 0);
      const open =
        person.stays && person.groupId !== null && seats.has(person.groupId)
          ? [person.groupId]
          : shuffled([...seats.keys()], random);
      const arcs = open.map((groupId) => {
        const moves = mode !== 'random' && groupId !== person.groupId;
        const cost = (moves ? moving : 0) + Math.floor(random() * CHANCES);
        return { groupId, arc: flow.arc(node, tableOf(person, groupId), 1, cost) };
      });
      return { id: person.id, arcs };
    });
  flow.send(source, sink);
  return new Map(
    choices.map(({ id, arcs }) => [id, arcs.find(({ arc }) => flow.used(arc) > 0)?.groupId ?? null])
  );
}

const organisationOf = ({ organisation }: Dealt): string =>
  (organisation ?? '').normalize('NFC').trim().toLocaleLowerCase('de');

const rankOf = ({ stays, groupId }: Dealt, seats: ReadonlyMap<string, number>): number =>
  groupId === null || !seats.has(groupId) ? 2 : stays ? 0 : 1;

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** Only those who move. */
export function movesOf(
  people: readonly Dealt[],
  places: Places
): { participantId: string; groupId: string | null }[] {
  return people.flatMap(({ id, groupId }) => {
    const place = places.get(id);
    return place === undefined || place === groupId ? [] : [{ participantId: id, groupId: place }];
  });
}

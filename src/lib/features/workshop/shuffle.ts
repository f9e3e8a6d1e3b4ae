import { pick, type Random } from '$lib/util/random';

/**
 * Shares people out at random so that group sizes differ by at most one. People who stay where they were are left out
 * of the answer: nobody is told of a move that is none.
 */
export function shuffled(
  people: readonly { id: string; groupId: string | null }[],
  groupIds: readonly string[],
  random: Random
): { participantId: string; groupId: string }[] {
  if (groupIds.length === 0) return [];
  const rest = [...people];
  const order: { id: string; groupId: string | null }[] = [];
  while (rest.length > 0) {
    const next = pick(rest, random);
    rest.splice(rest.indexOf(next), 1);
    order.push(next);
  }
  return order.flatMap((person, n) => {
    const groupId = groupIds[n % groupIds.length];
    return groupId === undefined || groupId === person.groupId ? [] : [{ participantId: person.id, groupId }];
  });
}

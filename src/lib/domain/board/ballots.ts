import type { CommandOf } from '../commands.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, live, refuse } from './decision.ts';
import { mayRead } from './project.ts';
import { rightsOf } from './rights.ts';
import { ballotId, dotsUsed, itemsOf } from './votes.ts';

/**
 * Gives or changes the own ballot. Dots on what was dissolved or taken away meanwhile are free again, so that a phone that
 * has not heard of it yet loses no others.
 */
export function setBallot(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'ballot.set'>,
  now: number
): Decision {
  const vote = live(view, 'vote', command.voteId);
  if (!rightsOf(view, actor).vote || vote?.state !== 'open') return refuse('closed');
  const placed = command.dots.filter(({ count }) => count > 0);
  if (new Set(placed.map(({ itemId }) => itemId)).size !== placed.length) return refuse('invalid');
  const type = vote.on === 'topics' ? 'topic' : 'note';
  if (placed.some(({ itemId }) => !view.get(type, itemId))) return refuse('not_found');
  const readable = itemsOf(view, vote).filter((item) => item.type === 'topic' || mayRead(view, actor, item));
  const open = new Set(readable.map(({ id }) => id));
  const dots = placed.filter(({ itemId }) => open.has(itemId));
  const perItem = vote.perItem ?? vote.perPerson;
  if (dotsUsed(dots) > vote.perPerson || dots.some(({ count }) => count > perItem)) return refuse('limit');
  return accept({
    type: 'ballot',
    id: ballotId(vote.id, actor.id),
    seq: 0,
    removedAt: dots.length === 0 ? now : null,
    voteId: vote.id,
    participantId: actor.id,
    dots
  });
}

/** What facilitators say to a breakout group, or to all. */
import type { CommandOf } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import type { MessageRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, allLive, live, refuse } from './decision.ts';
import { homeOf } from './groups.ts';
import { rightsOf } from './rights.ts';

export function sendMessage(
  view: RoomView,
  actor: Actor,
  { messageId, groupId, body }: CommandOf<'message.send'>,
  now: number
): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  if (view.get('message', messageId)) return refuse('conflict');
  if (groupId !== null && !live(view, 'group', groupId)) return refuse('not_found');
  if (allLive(view, 'message').length >= LIMITS.messagesPerWorkshop) return refuse('limit');
  return accept({
    type: 'message',
    id: messageId,
    seq: 0,
    removedAt: null,
    groupId,
    body,
    at: now,
    authorId: actor.id,
    authorName: actor.name
  });
}

/** Facilitators read all; participants those to everybody and to the group they are in. */
export function mayReadMessage(view: RoomView, viewer: Actor, { groupId }: MessageRecord): boolean {
  if (viewer.role === 'facilitator') return true;
  if (viewer.role !== 'participant') return false;
  if (groupId === null) return true;
  const home = homeOf(view, groupId);
  return home !== null && home === viewer.groupId;
}

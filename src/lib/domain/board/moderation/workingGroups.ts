/** What a coordination decides: what its AG is called, whom it takes in and how many, and when it ends. */
import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import type { SignupRecord, StoredRecord, WorkingGroupRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { unreachable } from '../../../util/unreachable.ts';
import { accept, allLive, live, refuse } from '../decision.ts';
import { rightsOf } from '../rights.ts';
import { NEW_WORKING_GROUP, nextSince, placesLeft } from '../workingGroups.ts';

type WorkingGroupCommand =
  | CommandOf<'workingGroup.add'>
  | CommandOf<'workingGroup.edit'>
  | CommandOf<'workingGroup.remove'>
  | CommandOf<'signup.decide'>;

export function decideWorkingGroup(
  view: RoomView,
  actor: Actor,
  command: WorkingGroupCommand,
  now: number
): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  if (command.type === 'workingGroup.add') {
    const { workingGroupId: id, title, purpose = '' } = command;
    return foundWorkingGroup(view, { id, title, purpose, topicId: null });
  }
  const group = live(view, 'workingGroup', command.workingGroupId);
  if (!group) return refuse('not_found');
  switch (command.type) {
    case 'workingGroup.edit':
      return accept({
        ...group,
        title: command.title ?? group.title,
        purpose: command.purpose ?? group.purpose,
        state: command.state ?? group.state,
        limit: command.limit === undefined ? group.limit : command.limit,
        joining: command.joining ?? group.joining,
        audience: command.audience ?? group.audience
      });
    case 'workingGroup.remove': {
      const signups = allLive(view, 'signup').filter(({ workingGroupId }) => workingGroupId === group.id);
      const topic = group.topicId === null ? undefined : view.get('topic', group.topicId);
      // The topic can become an AG again.
      const freed: StoredRecord[] =
        topic?.workingGroupId === group.id ? [{ ...topic, workingGroupId: null }] : [];
      return accept(
        { ...group, removedAt: now },
        ...signups.map((signup) => ({ ...signup, removedAt: now })),
        ...freed
      );
    }
    case 'signup.decide':
      return decideSignup(view, command, now);
    default:
      return unreachable(command);
  }
}

/** A new AG, and the topic that it grows from. */
export function foundWorkingGroup(
  view: RoomView,
  made: Pick<WorkingGroupRecord, 'id' | 'title' | 'purpose' | 'topicId'>
): Decision {
  if (view.get('workingGroup', made.id)) return refuse('conflict');
  if (allLive(view, 'workingGroup').length >= LIMITS.workingGroupsPerBoard) return refuse('limit');
  const topic = made.topicId === null ? undefined : live(view, 'topic', made.topicId);
  let number = 0;
  for (const group of view.all('workingGroup')) number = Math.max(number, group.number);
  return accept(
    {
      type: 'workingGroup',
      seq: 0,
      removedAt: null,
      // The next in this room; the store raises it when the space has more (numbers are the space's).
      number: number + 1,
      ...made,
      ...NEW_WORKING_GROUP
    },
    ...(topic ? [{ ...topic, workingGroupId: made.id }] : [])
  );
}

/** Of a participant whom the coordination takes in without being asked: as if they had. */
function wanted(
  view: RoomView,
  { workingGroupId, participantId, verdict }: Omit<CommandOf<'signup.decide'>, 'id' | 'type'>,
  now: number
): SignupRecord | undefined {
  if (verdict === 'decline' || !live(view, 'participant', participantId)) return undefined;
  return {
    type: 'signup',
    id: `${workingGroupId}:${participantId}`,
    seq: 0,
    removedAt: null,
    workingGroupId,
    participantId,
    level: 'active',
    state: 'asked',
    since: nextSince(view, workingGroupId, now),
    declinedAt: null,
    createdAt: now
  };
}

function decideSignup(
  view: RoomView,
  { workingGroupId, participantId, verdict }: CommandOf<'signup.decide'>,
  now: number
): Decision {
  const group = live(view, 'workingGroup', workingGroupId);
  const signup =
    live(view, 'signup', `${workingGroupId}:${participantId}`) ??
    wanted(view, { workingGroupId, participantId, verdict }, now);
  if (!group || !signup) return refuse('not_found');
  // Who only wants to be informed asks nobody.
  if (signup.level !== 'active') return refuse('conflict');
  const { state } = signup;
  switch (verdict) {
    case 'approve':
      if (state === 'in' || state === 'waiting') return accept(signup);
      return accept(
        placesLeft(group) === 0
          ? { ...signup, state: 'waiting', declinedAt: null }
          : { ...signup, state: 'in', since: now, declinedAt: null }
      );
    case 'admit':
      return accept(state === 'in' ? signup : { ...signup, state: 'in', since: now, declinedAt: null });
    case 'decline':
      return accept(state === 'declined' ? signup : { ...signup, state: 'declined', declinedAt: now });
    default:
      return unreachable(verdict);
  }
}

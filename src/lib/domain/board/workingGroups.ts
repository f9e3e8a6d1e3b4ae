import type { CommandOf } from '../commands.ts';
import type { SignupLevel, WorkingGroupRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, live, refuse } from './decision.ts';
import { rightsOf } from './rights.ts';

export function editWorkingGroup(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'workingGroup.edit'>
): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  const group = live(view, 'workingGroup', command.workingGroupId);
  if (!group) return refuse('not_found');
  return accept({ ...group, title: command.title ?? group.title, purpose: command.purpose ?? group.purpose });
}

/** One sign-up a person and AG, changed or taken back at any time, also when the workshop is over. */
export function setSignup(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'signup.set'>,
  now: number
): Decision {
  if (!rightsOf(view, actor).signUp) return refuse('forbidden');
  const group = live(view, 'workingGroup', command.workingGroupId);
  if (!group) return refuse('not_found');
  const id = `${group.id}:${actor.id}`;
  const before = live(view, 'signup', id);
  const was = before?.level ?? null;
  return accept(
    {
      type: 'signup',
      id,
      seq: 0,
      removedAt: command.level === null ? now : null,
      workingGroupId: group.id,
      participantId: actor.id,
      level: command.level ?? was ?? 'informed',
      createdAt: before?.createdAt ?? now
    },
    recounted(group, was, command.level)
  );
}

/** By difference, not by counting: a client that predicts does not see the others' sign-ups. */
export function recounted(
  group: WorkingGroupRecord,
  was: SignupLevel | null,
  is: SignupLevel | null
): WorkingGroupRecord {
  const step = (level: SignupLevel) => (is === level ? 1 : 0) - (was === level ? 1 : 0);
  return { ...group, active: group.active + step('active'), informed: group.informed + step('informed') };
}

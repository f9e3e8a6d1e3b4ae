/** Taking back what a facilitator did to the breakout groups, see takeBack.ts. */
import type { CommandOf, Unsent, WithoutId } from '../../commands.ts';
import type { RoomView } from '../../rules.ts';
import { allLive, live } from '../decision.ts';
import type { Inverse } from '../inverse.ts';

type Of<T extends Unsent['type']> = WithoutId<CommandOf<T>>;
export type GroupStep =
  | Of<'group.add'>
  | Of<'group.edit'>
  | Of<'group.deal'>
  | Of<'group.merge'>
  | Of<'group.remove'>
  | Of<'group.restore'>
  | Of<'participant.assign'>;

type Place = CommandOf<'group.deal'>['places'][number];

/** As `takeBack`. */
export function groupBack(before: RoomView, command: GroupStep): Inverse[] {
  switch (command.type) {
    case 'group.add': {
      const { groupId } = command;
      return [
        (now) => {
          const used = !live(now, 'group', groupId) || peopleOf(now, groupId).length > 0;
          return used ? null : { type: 'group.remove', groupId };
        }
      ];
    }
    case 'group.edit':
      return editBack(before, command);
    case 'participant.assign':
      return [dealBack(before, [command])];
    case 'group.deal':
      return [dealBack(before, command.places)];
    case 'group.remove':
      return endBack(before, command.groupId, null);
    case 'group.merge':
      return endBack(before, command.groupId, command.intoId);
    case 'group.restore': {
      const { groupId } = command;
      const into = before.get('group', groupId)?.mergedInto ?? null;
      return [
        (now) => {
          if (!live(now, 'group', groupId)) return null;
          return into !== null && live(now, 'group', into)
            ? { type: 'group.merge', groupId, intoId: into }
            : { type: 'group.remove', groupId };
        }
      ];
    }
  }
}

const peopleOf = (view: RoomView, groupId: string): string[] =>
  allLive(view, 'participant').flatMap((person) => (person.groupId === groupId ? [person.id] : []));

/** Those who are still where they were put go back to where they were, where that is still there; all in one step. */
function dealBack(before: RoomView, places: readonly Place[]): Inverse {
  const back = places.flatMap(({ participantId, groupId }) => {
    const was = before.get('participant', participantId);
    return was && was.groupId !== groupId ? [{ participantId, put: groupId, was: was.groupId }] : [];
  });
  return (now) => {
    const there = back.filter(
      ({ participantId, put, was }) =>
        live(now, 'participant', participantId)?.groupId === put && (was === null || live(now, 'group', was))
    );
    if (there.length === 0) return null;
    return {
      type: 'group.deal',
      places: there.map(({ participantId, was }) => ({ participantId, groupId: was }))
    };
  };
}

/** Of a dissolved or merged group: it itself, its people, who wrote the results down, and the places of where they went. */
function endBack(before: RoomView, groupId: string, wentTo: string | null): Inverse[] {
  const group = live(before, 'group', groupId);
  if (!group) return [];
  const places = peopleOf(before, groupId).map((participantId) => ({ participantId, groupId: wentTo }));
  const { noteTakerId } = group;
  const into = wentTo === null ? undefined : live(before, 'group', wentTo);
  return [
    (now) => (live(now, 'group', groupId) ? null : { type: 'group.restore', groupId }),
    dealBack(before, places),
    (now) =>
      noteTakerId !== null && live(now, 'participant', noteTakerId)?.groupId === groupId
        ? { type: 'group.edit', groupId, noteTakerId }
        : null,
    (now) => {
      const there = into && live(now, 'group', into.id);
      return there && there.limit !== into.limit
        ? { type: 'group.edit', groupId: into.id, limit: into.limit }
        : null;
    }
  ];
}

const CONTENT = ['name', 'task', 'done', 'noteTakerId', 'limit', 'video'] as const;

function editBack(before: RoomView, command: Of<'group.edit'>): Inverse[] {
  const group = live(before, 'group', command.groupId);
  if (!group) return [];
  const set = CONTENT.filter((name) => command[name] !== undefined);
  const was = Object.fromEntries(set.map((name) => [name, group[name]]));
  return [
    (now) => {
      const there = live(now, 'group', group.id);
      const stands = there && set.every((name) => there[name] === command[name]);
      return stands ? { type: 'group.edit', groupId: group.id, ...was } : null;
    }
  ];
}

import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import { byRank, rankBetween } from '../../rank.ts';
import type { GroupRecord, ParticipantRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, live, refuse } from '../decision.ts';
import { membersOf, moved, NEW_GROUP, overfull, readAnew } from '../groups.ts';
import { boardOf, rightsOf } from '../rights.ts';

type GroupCommand =
  | CommandOf<'group.add'>
  | CommandOf<'group.remove'>
  | CommandOf<'group.restore'>
  | CommandOf<'group.deal'>
  | CommandOf<'group.merge'>;

/** What only facilitators do to the groups. */
export function decideGroup(view: RoomView, actor: Actor, command: GroupCommand, now: number): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  switch (command.type) {
    case 'group.add': {
      if (view.get('group', command.groupId)) return refuse('conflict');
      const groups = allLive(view, 'group').sort(byRank);
      if (groups.length >= LIMITS.groupsPerWorkshop) return refuse('limit');
      return accept({
        type: 'group',
        id: command.groupId,
        seq: 0,
        removedAt: null,
        name: command.name,
        task: command.task ?? '',
        rank: rankBetween(groups.at(-1)?.rank ?? null, null),
        ...NEW_GROUP
      });
    }
    case 'group.remove': {
      const group = live(view, 'group', command.groupId);
      if (!group) return refuse('not_found');
      const places = new Map(peopleOf(view, group.id).map(({ id }) => [id, null]));
      return accept(...moved(view, places, [{ ...group, ...ENDED, removedAt: now }]));
    }
    case 'group.restore': {
      const group = view.get('group', command.groupId);
      if (!group) return refuse('not_found');
      if (group.removedAt === null) return refuse('conflict');
      if (allLive(view, 'group').length >= LIMITS.groupsPerWorkshop) return refuse('limit');
      // Meanwhile its notes were the plenary's, or another group's.
      return accept({ ...group, removedAt: null, mergedInto: null }, ...readAnew(view, new Set([group.id])));
    }
    case 'group.merge': {
      const { groupId, intoId } = command;
      const [group, into] = [live(view, 'group', groupId), live(view, 'group', intoId)];
      if (!group || !into) return refuse('not_found');
      if (group.id === into.id) return refuse('invalid');
      const people = peopleOf(view, group.id);
      const together = people.length + membersOf(view, into.id);
      // Whoever merges wants them together: the places follow.
      const limit = into.limit === null ? null : Math.max(into.limit, together);
      const places = new Map(people.map(({ id }) => [id, into.id]));
      return accept(
        ...moved(view, places, [
          { ...group, ...ENDED, removedAt: now, mergedInto: into.id },
          { ...into, limit, done: false }
        ])
      );
    }
    case 'group.deal':
      return deal(view, command.places);
  }
}

/** Of a group without people. */
const ENDED = { noteTakerId: null, helpAt: null, helperId: null } satisfies Partial<GroupRecord>;

const peopleOf = (view: RoomView, groupId: string): ParticipantRecord[] =>
  allLive(view, 'participant').filter((person) => person.groupId === groupId);

function deal(view: RoomView, places: CommandOf<'group.deal'>['places']): Decision {
  if (!(boardOf(view)?.open ?? false)) return refuse('closed');
  const goes = new Map<string, string | null>();
  for (const { participantId, groupId } of places) {
    if (goes.has(participantId)) return refuse('invalid');
    const person = live(view, 'participant', participantId);
    if (!person || (groupId !== null && !live(view, 'group', groupId))) return refuse('not_found');
    if (person.groupId !== groupId) goes.set(participantId, groupId);
  }
  return overfull(view, goes) ? refuse('full') : accept(...moved(view, goes));
}

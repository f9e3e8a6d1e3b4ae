/** Breakout groups: who is in which, and what becomes of people, notes and messages when that changes. */
import type { CommandOf } from '../commands.ts';
import { byRank } from '../rank.ts';
import type { GroupRecord, NoteRecord, ParticipantRecord, StoredRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, allLive, live, refuse, shownAnew } from './decision.ts';
import { boardOf, currentSees, rightsOf } from './rights.ts';

/**
 * The group whose people read what was written in `groupId`: itself, or the one that it was merged into. Null: the plenary,
 * for what belongs to no group, or to one that was dissolved.
 */
export function homeOf(view: RoomView, groupId: string | null): string | null {
  if (groupId === null) return null;
  const group = view.get('group', groupId);
  if (!group) return null;
  return group.removedAt === null ? groupId : homeOf(view, group.mergedInto);
}

/** How many are in a group, as far as this view tells: a participant's browser knows the number and not the people. */
export function membersOf(view: RoomView, groupId: string): number {
  let count = 0;
  for (const person of view.all('participant')) if (isIn(person, groupId)) count += 1;
  return Math.max(count, view.get('group', groupId)?.members ?? 0);
}

const isIn = (person: ParticipantRecord, groupId: string): boolean =>
  person.groupId === groupId && person.removedAt === null && person.role !== 'interested';

/** Whether a participant may go into a group by themselves now. */
export function mayChoose(view: RoomView, groupId: string): boolean {
  const group = live(view, 'group', groupId);
  if (!group || boardOf(view)?.grouping === 'assigned') return false;
  return group.limit === null || membersOf(view, groupId) < group.limit;
}

/** Of equally small groups with room the first. Null where there are none. */
export function smallestGroup(view: RoomView): string | null {
  let smallest: { id: string; size: number } | null = null;
  for (const { id, limit } of allLive(view, 'group').sort(byRank)) {
    const size = membersOf(view, id);
    if (limit !== null && size >= limit) continue;
    if (smallest === null || size < smallest.size) smallest = { id, size };
  }
  return smallest?.id ?? null;
}

/**
 * The groups in which other people are than before, where places are limited: all hear how many are taken now.
 *
 * @param put what a step puts
 */
export function placesTold(view: RoomView, put: readonly StoredRecord[]): StoredRecord[] {
  const told = new Set(put.flatMap((record) => (record.type === 'group' ? [record.id] : [])));
  const groups = new Map<string, GroupRecord>();
  for (const after of put) {
    if (after.type !== 'participant') continue;
    const before = view.get('participant', after.id);
    for (const groupId of [before?.groupId ?? null, after.groupId]) {
      if (groupId === null || told.has(groupId)) continue;
      const group = live(view, 'group', groupId);
      const changed = (before !== undefined && isIn(before, groupId)) !== isIn(after, groupId);
      if (changed && group && group.limit !== null) groups.set(groupId, group);
    }
  }
  return [...groups.values()];
}

/** A group that nobody has touched yet. */
export const NEW_GROUP = {
  done: false,
  noteTakerId: null,
  limit: null,
  video: '',
  helpAt: null,
  helperId: null,
  mergedInto: null
} satisfies Partial<GroupRecord>;

/** Whether a group that gets more people would then have more than it has places. */
export function overfull(view: RoomView, places: ReadonlyMap<string, string | null>): boolean {
  const grown = new Map<string, number>();
  const add = (groupId: string | null | undefined, by: number) => {
    if (groupId !== null && groupId !== undefined) grown.set(groupId, (grown.get(groupId) ?? 0) + by);
  };
  for (const [participantId, groupId] of places) {
    add(groupId, 1);
    add(view.get('participant', participantId)?.groupId, -1);
  }
  for (const [groupId, by] of grown) {
    const limit = view.get('group', groupId)?.limit ?? null;
    if (by > 0 && limit !== null && membersOf(view, groupId) + by > limit) return true;
  }
  return false;
}

/**
 * Everything that changes with people's groups: they themselves; whom they now see; the groups they left and came to; the
 * notes and messages whose readers they were or become.
 *
 * @param places where each goes who moves
 * @param changed groups that change anyway
 */
export function moved(
  view: RoomView,
  places: ReadonlyMap<string, string | null>,
  changed: readonly GroupRecord[] = []
): StoredRecord[] {
  const touched = new Set(changed.map(({ id }) => id));
  const comingTo = new Set<string>();
  const people: StoredRecord[] = [];
  const leaving = new Set<string>();
  for (const person of allLive(view, 'participant')) {
    const groupId = places.get(person.id);
    if (groupId === undefined) continue;
    people.push({ ...person, groupId });
    leaving.add(person.id);
    if (person.groupId !== null) touched.add(person.groupId);
    if (groupId !== null) {
      touched.add(groupId);
      comingTo.add(groupId);
    }
  }
  // A newcomer must hear of the people of the new group. Those of the old one they knew; a client lists only its own group.
  const met = allLive(view, 'participant').filter(
    ({ id, groupId }) => !places.has(id) && groupId !== null && comingTo.has(groupId)
  );
  const groups = new Map(changed.map((group) => [group.id, group]));
  for (const id of touched) {
    const group = groups.get(id) ?? live(view, 'group', id);
    // Whoever writes down the results is one of the group.
    const taker = group?.noteTakerId ?? null;
    if (group) groups.set(id, taker !== null && leaving.has(taker) ? { ...group, noteTakerId: null } : group);
  }
  return [...people, ...met, ...groups.values(), ...readAnew(view, touched)];
}

/** Notes and messages of these groups, and of those that were merged into them, for new readers. */
export function readAnew(view: RoomView, groupIds: ReadonlySet<string>): StoredRecord[] {
  const concerns = (groupId: string | null): boolean => leadsThrough(view, groupId, groupIds);
  const messages = allLive(view, 'message').filter(({ groupId }) => concerns(groupId));
  return currentSees(view) === 'group'
    ? [...messages, ...shownAnew(view, (note: NoteRecord) => concerns(note.groupId))]
    : messages;
}

function leadsThrough(view: RoomView, groupId: string | null, groupIds: ReadonlySet<string>): boolean {
  if (groupId === null) return false;
  return (
    groupIds.has(groupId) || leadsThrough(view, view.get('group', groupId)?.mergedInto ?? null, groupIds)
  );
}

/** A group's people may say that they are done; the rest of a group is the facilitators'. */
export function editGroup(view: RoomView, actor: Actor, command: CommandOf<'group.edit'>): Decision {
  const rights = rightsOf(view, actor);
  const group = live(view, 'group', command.groupId);
  const { name, task, done, noteTakerId, limit, video } = command;
  if (!rights.moderate && actor.groupId !== command.groupId) return refuse('forbidden');
  if (!rights.moderate && [name, task, noteTakerId, limit, video].some((given) => given !== undefined))
    return refuse('forbidden');
  if (!group) return refuse('not_found');
  if (!rights.moderate && !rights.write) return refuse('closed');
  const taker = noteTakerId ?? null;
  if (taker !== null && live(view, 'participant', taker)?.groupId !== group.id) return refuse('not_found');
  return accept({
    ...group,
    name: name ?? group.name,
    task: task ?? group.task,
    done: done ?? group.done,
    noteTakerId: noteTakerId === undefined ? group.noteTakerId : noteTakerId,
    limit: limit === undefined ? group.limit : limit,
    video: video ?? group.video
  });
}

/** See `GroupHelp`. */
export function callForHelp(
  view: RoomView,
  actor: Actor,
  { groupId, on }: CommandOf<'group.help'>,
  now: number
): Decision {
  const { moderate } = rightsOf(view, actor);
  const board = boardOf(view);
  if (!moderate && actor.groupId !== groupId) return refuse('forbidden');
  const group = live(view, 'group', groupId);
  if (!group) return refuse('not_found');
  if (!(board?.open ?? false)) return refuse('closed');
  if (!on) return accept({ ...group, helpAt: null, helperId: null });
  if (!moderate) return accept({ ...group, helpAt: group.helpAt ?? now });
  if (group.helpAt === null || (group.helperId ?? actor.id) !== actor.id) return refuse('conflict');
  return accept({ ...group, helperId: actor.id });
}

/** Participants choose a group for themselves, where that is open to them; a facilitator for anybody. */
export function assignParticipant(
  view: RoomView,
  actor: Actor,
  { participantId, groupId }: CommandOf<'participant.assign'>
): Decision {
  const { moderate } = rightsOf(view, actor);
  const board = boardOf(view);
  if (!moderate && participantId !== actor.id) return refuse('forbidden');
  const person = live(view, 'participant', participantId);
  if (!person || (groupId !== null && !live(view, 'group', groupId))) return refuse('not_found');
  if (!(board?.open ?? false)) return refuse('closed');
  if (person.groupId === groupId) return accept(person);
  if (!moderate && board?.grouping === 'assigned') return refuse('forbidden');
  const place = new Map([[participantId, groupId]]);
  return overfull(view, place) ? refuse('full') : accept(...moved(view, place));
}

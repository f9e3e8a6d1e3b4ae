import type { CommandOf } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import { byRank, rankBetween } from '../rank.ts';
import {
  PARTICIPANT_ROLES,
  type BoardRecord,
  type ParticipantRecord,
  type ParticipantRole,
  type StoredRecord
} from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, allLive, keptOf, live, refuse, shownAnew } from './decision.ts';
import { showsNames } from './phases.ts';
import { boardOf, currentSees, rightsOf } from './rights.ts';
import { ledBy } from './stage.ts';
import { withVoting } from './topics.ts';

type ModeratorCommand =
  | CommandOf<'group.add'>
  | CommandOf<'group.remove'>
  | CommandOf<'group.restore'>
  | CommandOf<'board.configure'>;

/** What only facilitators do to a workshop. */
export function decideModeration(
  view: RoomView,
  actor: Actor,
  command: ModeratorCommand,
  now: number
): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  const board = boardOf(view);
  if (!board) return refuse('not_found');
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
        done: false
      });
    }
    case 'group.remove': {
      const group = live(view, 'group', command.groupId);
      if (!group) return refuse('not_found');
      const people = allLive(view, 'participant').filter((person) => person.groupId === group.id);
      return accept(
        { ...group, removedAt: now },
        ...people.map((person) => ({ ...person, groupId: null })),
        ...(currentSees(view) === 'group' ? shownAnew(view, (note) => note.groupId === group.id) : [])
      );
    }
    case 'group.restore': {
      const group = view.get('group', command.groupId);
      if (!group) return refuse('not_found');
      if (group.removedAt === null) return refuse('conflict');
      if (allLive(view, 'group').length >= LIMITS.groupsPerWorkshop) return refuse('limit');
      return accept(
        { ...group, removedAt: null },
        // While it was dissolved, its notes were the plenary's.
        ...(currentSees(view) === 'group' ? shownAnew(view, (note) => note.groupId === group.id) : [])
      );
    }
    case 'board.configure': {
      // The door is the members' to open and shut.
      const touchesDoor = command.access !== undefined || command.membersOnly !== undefined;
      if (touchesDoor && actor.appointed === true) return refuse('forbidden');
      const next: BoardRecord = {
        ...board,
        title: command.title ?? board.title,
        question: command.question ?? board.question,
        votesPerPerson: command.votesPerPerson ?? board.votesPerPerson,
        open: command.open ?? board.open,
        layout: command.layout ?? board.layout,
        order: command.order ?? board.order,
        reactions: command.reactions ?? board.reactions,
        kinds: command.kinds ?? board.kinds,
        anonymous: command.anonymous ?? board.anonymous,
        approval: command.approval ?? board.approval,
        frozen: command.frozen ?? board.frozen,
        may: command.may ?? board.may,
        access: command.access ?? board.access,
        membersOnly: command.membersOnly ?? board.membersOnly
      };
      const looksChange = board.phaseId === null && showsNames(next) !== showsNames(board);
      return accept(
        ...(command.voting === undefined ? [next] : withVoting(view, next, command.voting)),
        ...(looksChange ? shownAnew(view, () => true) : [])
      );
    }
  }
}

/** A group's people may say that they are done; the rest of a group is the facilitators'. */
export function editGroup(view: RoomView, actor: Actor, command: CommandOf<'group.edit'>): Decision {
  const rights = rightsOf(view, actor);
  const group = live(view, 'group', command.groupId);
  if (!rights.moderate && actor.groupId !== command.groupId) return refuse('forbidden');
  if (!rights.moderate && (command.name !== undefined || command.task !== undefined))
    return refuse('forbidden');
  if (!group) return refuse('not_found');
  if (!rights.moderate && !rights.write) return refuse('closed');
  return accept({
    ...group,
    name: command.name ?? group.name,
    task: command.task ?? group.task,
    done: command.done ?? group.done
  });
}

export function assignParticipant(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'participant.assign'>
): Decision {
  const rights = rightsOf(view, actor);
  if (!rights.moderate && command.participantId !== actor.id) return refuse('forbidden');
  const person = live(view, 'participant', command.participantId);
  if (!person) return refuse('not_found');
  if (command.groupId !== null && !live(view, 'group', command.groupId)) return refuse('not_found');
  if (!(boardOf(view)?.open ?? false)) return refuse('closed');
  const moved: ParticipantRecord = { ...person, groupId: command.groupId };
  if (person.groupId === command.groupId) return accept(person);
  // The newcomer must hear of the people of the new group. Those of the old one it knew; the client lists only its own group.
  const people = allLive(view, 'participant').filter(
    (other) => other.id !== person.id && command.groupId !== null && other.groupId === command.groupId
  );
  const readersChange = (groupId: string | null) =>
    groupId !== null && (groupId === person.groupId || groupId === command.groupId);
  const notes = currentSees(view) === 'group' ? shownAnew(view, (note) => readersChange(note.groupId)) : [];
  return accept(moved, ...people, ...notes);
}

/** Somebody comes in, or comes back: one participant per person and board. Whoever was removed does not. */
export function join(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'participant.join'>,
  now: number
): Decision {
  if (actor.role !== 'facilitator' || actor.id !== '') return refuse('forbidden');
  let own: ParticipantRecord | undefined;
  for (const participant of view.all('participant')) {
    if (participant.personId === command.personId) own = participant;
  }
  const known = own && keptOf(view, own);
  // The space's own facilitators belong to each of its workshops.
  if (known && known.removedAt !== null && command.role !== 'facilitator') return refuse('forbidden');
  // The other device of a person whose two entries are one: its name was given up.
  const called = known && known !== own ? known : command;
  const person: ParticipantRecord = known
    ? {
        ...known,
        removedAt: null,
        name: called.name,
        organisation: called.organisation,
        // Rights only ever grow by joining: a facilitator who opens the participant's link stays one.
        role: higher(known.role, command.role),
        // Somebody who only had signed up for an AG now comes in, and gets a place like everybody.
        groupId:
          known.role === 'interested' && command.role === 'participant'
            ? placeFor(view, command)
            : known.groupId
      }
    : {
        type: 'participant',
        id: command.participantId,
        seq: 0,
        removedAt: null,
        name: command.name,
        organisation: command.organisation,
        groupId: placeFor(view, command),
        role: command.role,
        ...NEW_PERSON,
        joinedAt: now,
        personId: command.personId
      };
  return accept(person, ...ledBy(view, person), ...(known ? renamed(view, known, called) : []));
}

/** What nobody has done to somebody who has just come. */
export const NEW_PERSON = { muted: false, appointed: false, byHand: false, mergedInto: null } as const;

export const higher = (a: ParticipantRole, b: ParticipantRole): ParticipantRole =>
  PARTICIPANT_ROLES.indexOf(a) > PARTICIPANT_ROLES.indexOf(b) ? a : b;

const placeFor = (view: RoomView, { groupId }: CommandOf<'participant.join'>): string | null =>
  groupId === 'auto' ? smallestGroup(view) : groupId;

/** A name changed on coming back stands at once at what the person wrote before. */
export function renamed(
  view: RoomView,
  known: ParticipantRecord,
  now: { name: string; organisation: string | null }
): StoredRecord[] {
  if (known.name === now.name && known.organisation === now.organisation) return [];
  const notes = allLive(view, 'note').filter((note) => note.authorId === known.id);
  const comments = allLive(view, 'comment').filter((comment) => comment.authorId === known.id);
  return [
    ...notes.map((note) => ({ ...note, authorName: now.name, authorOrganisation: now.organisation })),
    ...comments.map((comment) => ({ ...comment, authorName: now.name }))
  ];
}

/** Balanced by head count; of equally small groups the first. Null where there are none. */
export function smallestGroup(view: RoomView): string | null {
  const sizes = new Map(
    allLive(view, 'group')
      .sort(byRank)
      .map((group) => [group.id, 0])
  );
  for (const person of allLive(view, 'participant')) {
    const size = person.groupId === null ? undefined : sizes.get(person.groupId);
    if (person.groupId !== null && size !== undefined) sizes.set(person.groupId, size + 1);
  }
  let smallest: string | null = null;
  for (const [id, size] of sizes) {
    if (smallest === null || size < (sizes.get(smallest) ?? 0)) smallest = id;
  }
  return smallest;
}

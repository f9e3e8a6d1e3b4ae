import type { CommandOf } from '../../commands.ts';
import {
  PARTICIPANT_ROLES,
  type BoardRecord,
  type ParticipantRecord,
  type ParticipantRole,
  type StoredRecord
} from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, keptOf, refuse, shownAnew } from '../decision.ts';
import { mayChoose, smallestGroup } from '../groups.ts';
import { boardOf, rightsOf, showsNames } from '../rights.ts';
import { ledBy } from '../stage.ts';
import { votesAtTheEnd } from './counting.ts';

type ModeratorCommand =
  CommandOf<'callBack.start'> | CommandOf<'callBack.stop'> | CommandOf<'board.configure'>;

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
    case 'callBack.start':
      return accept({ ...board, callBackAt: now + command.seconds * 1000 });
    case 'callBack.stop':
      return accept({ ...board, callBackAt: null });
    case 'board.configure': {
      // The door is the members' to open and shut.
      const touchesDoor = command.access !== undefined || command.membersOnly !== undefined;
      if (touchesDoor && actor.appointed === true) return refuse('forbidden');
      const next: BoardRecord = {
        ...board,
        title: command.title ?? board.title,
        question: command.question ?? board.question,
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
        membersOnly: command.membersOnly ?? board.membersOnly,
        grouping: command.grouping ?? board.grouping,
        lateToSmallest: command.lateToSmallest ?? board.lateToSmallest
      };
      const looksChange = board.phaseId === null && showsNames(next) !== showsNames(board);
      return accept(
        next,
        ...(board.open && !next.open ? votesAtTheEnd(view, now) : []),
        ...(looksChange ? shownAnew(view, () => true) : [])
      );
    }
  }
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
  if (known && known.removedAt !== null && command.role !== 'facilitator') return refuse('removed');
  // The other device of a person whose two entries are one: its name was given up.
  const called = known && known !== own ? known : command;
  // Somebody who only had signed up for an AG now comes in, and gets a place like everybody.
  const comesIn = !known || (known.role === 'interested' && command.role === 'participant');
  const groupId = known && !comesIn ? known.groupId : placeFor(view, command);
  const person: ParticipantRecord = known
    ? {
        ...known,
        removedAt: null,
        name: called.name,
        organisation: called.organisation,
        // Rights only ever grow by joining: a facilitator who opens the participant's link stays one.
        role: higher(known.role, command.role),
        groupId
      }
    : {
        type: 'participant',
        id: command.participantId,
        seq: 0,
        removedAt: null,
        name: command.name,
        organisation: command.organisation,
        groupId,
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

function placeFor(view: RoomView, { groupId }: CommandOf<'participant.join'>): string | null {
  // Filled up, or given over to the facilitators, while the form was open: they come in all the same.
  if (groupId === null || (groupId !== 'auto' && mayChoose(view, groupId))) return groupId;
  return boardOf(view)?.lateToSmallest === false ? null : smallestGroup(view);
}

/** A name changed on coming back stands at once at what the person wrote before. */
export function renamed(
  view: RoomView,
  known: ParticipantRecord,
  now: { name: string; organisation: string | null }
): StoredRecord[] {
  if (known.name === now.name && known.organisation === now.organisation) return [];
  const notes = allLive(view, 'note').filter((note) => note.authorId === known.id);
  const comments = allLive(view, 'comment').filter((comment) => comment.authorId === known.id);
  const messages = allLive(view, 'message').filter((message) => message.authorId === known.id);
  return [
    ...notes.map((note) => ({ ...note, authorName: now.name, authorOrganisation: now.organisation })),
    ...[...comments, ...messages].map((said) => ({ ...said, authorName: now.name }))
  ];
}

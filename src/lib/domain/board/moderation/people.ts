/** The people of a workshop as the moderation keeps them: added by hand, muted, appointed, removed, two entries made one. */
import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import {
  keyOf,
  type BallotRecord,
  type CommentRecord,
  type MessageRecord,
  type NoteRecord,
  type ParticipantRecord,
  type ReactionRecord,
  type SignupRecord,
  type StoredRecord
} from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, hangingOn, live, refuse } from '../decision.ts';
import { homeOf, membersOf } from '../groups.ts';
import { mergedAnswers } from '../polls.ts';
import { boardOf, rightsOf } from '../rights.ts';
import { ballotId, openVote } from '../votes.ts';
import { higher, NEW_PERSON, renamed } from './workshop.ts';
import { broughtBack } from '../workingGroups.ts';

type PeopleCommand =
  | CommandOf<'participant.add'>
  | CommandOf<'participant.edit'>
  | CommandOf<'participant.remove'>
  | CommandOf<'participant.restore'>
  | CommandOf<'participant.merge'>
  | CommandOf<'participant.mute'>
  | CommandOf<'participant.appoint'>;

export function decidePeople(view: RoomView, actor: Actor, command: PeopleCommand, now: number): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  if (command.type === 'participant.add') return add(view, command, now);
  if (command.type === 'participant.restore') return restore(view, command);
  const known = view.get('participant', command.participantId);
  // Whose things were kept when they were removed can still lose them.
  const again = command.type === 'participant.remove' && command.notes === 'remove';
  const person = known?.removedAt === null || (again && known?.mergedInto === null) ? known : undefined;
  if (!person) return refuse('not_found');
  if (command.type === 'participant.appoint') return appoint(view, actor, person, command);
  if (!mayTouch(actor, person)) return refuse('forbidden');
  switch (command.type) {
    case 'participant.edit':
      return edit(view, person, command);
    case 'participant.mute':
      // Whoever moderates has all rights: first the appointment is taken away.
      return person.appointed ? refuse('conflict') : accept({ ...person, muted: command.on });
    case 'participant.remove':
      return remove(view, person, command, now);
    case 'participant.merge': {
      const into = live(view, 'participant', command.intoId);
      if (!into) return refuse('not_found');
      // Into an entry that moderates: it would moderate from the other device too.
      if (actor.appointed === true && (into.appointed || into.role === 'facilitator'))
        return refuse('forbidden');
      return into.id === person.id ? refuse('conflict') : merge(view, person, into, now);
    }
  }
}

/**
 * The space's own facilitators are the space's business; those who were appointed are the members'. The server itself (it has
 * no id) takes out whoever is erased.
 */
export const mayTouch = (actor: Actor, person: ParticipantRecord): boolean =>
  actor.id === '' || (person.role !== 'facilitator' && !(actor.appointed === true && person.appointed));

function add(view: RoomView, command: CommandOf<'participant.add'>, now: number): Decision {
  if (view.get('participant', command.participantId)) return refuse('conflict');
  const group = command.groupId === null ? null : live(view, 'group', command.groupId);
  if (group === undefined) return refuse('not_found');
  if (group && group.limit !== null && membersOf(view, group.id) >= group.limit) return refuse('full');
  if (allLive(view, 'participant').filter(({ byHand }) => byHand).length >= LIMITS.peopleByHand)
    return refuse('limit');
  return accept({
    type: 'participant',
    id: command.participantId,
    seq: 0,
    removedAt: null,
    name: command.name,
    organisation: command.organisation,
    groupId: command.groupId,
    role: 'participant',
    ...NEW_PERSON,
    byHand: true,
    joinedAt: now
  });
}

function edit(view: RoomView, person: ParticipantRecord, command: CommandOf<'participant.edit'>): Decision {
  const called = {
    name: command.name ?? person.name,
    organisation: command.organisation === undefined ? person.organisation : command.organisation
  };
  return accept({ ...person, ...called }, ...renamed(view, person, called));
}

/** An appointment does not spread: whoever was appointed appoints nobody, and dismisses nobody. */
function appoint(
  view: RoomView,
  actor: Actor,
  person: ParticipantRecord,
  { on }: CommandOf<'participant.appoint'>
): Decision {
  if (actor.appointed === true) return refuse('forbidden');
  // They are not in the workshop, or have nothing to moderate with.
  if (on && (person.role === 'interested' || person.byHand)) return refuse('conflict');
  const appointed = { ...person, appointed: on, muted: on ? false : person.muted };
  return accept(appointed, ...(on ? [] : officesOf(view, person.id, { stays: true })));
}

/**
 * What somebody was the one for, who is gone or moderates no more, goes to nobody, or to who they are now: the lead, a call
 * for help that they took, a group's notes.
 *
 * @param to null where `stays` in their group
 */
function officesOf(
  view: RoomView,
  id: string,
  { to = null, stays = false }: { to?: ParticipantRecord | null; stays?: boolean } = {}
): StoredRecord[] {
  const heirId = to?.id ?? null;
  const board = boardOf(view);
  const groups = allLive(view, 'group').map((group) => {
    const heirTakesNotes = to !== null && to.groupId === group.id;
    const leavesNotes = group.noteTakerId === id && !stays;
    return {
      was: group,
      is: {
        ...group,
        noteTakerId: leavesNotes ? (heirTakesNotes ? heirId : null) : group.noteTakerId,
        helperId: group.helperId === id ? heirId : group.helperId
      }
    };
  });
  return [
    ...(board?.leadId === id ? [{ ...board, leadId: heirId }] : []),
    ...groups
      .filter(({ was, is }) => was.noteTakerId !== is.noteTakerId || was.helperId !== is.helperId)
      .map(({ is }) => is)
  ];
}

/** All that is one person's, removed things included. */
interface Belongings {
  notes: NoteRecord[];
  comments: CommentRecord[];
  /** What they said to all or to a group while they moderated. */
  messages: MessageRecord[];
  reactions: ReactionRecord[];
  signups: SignupRecord[];
  ballots: BallotRecord[];
}

function belongingsOf(view: RoomView, id: string): Belongings {
  const by = ({ authorId }: { authorId: string | null }): boolean => authorId === id;
  return {
    notes: Array.from(view.all('note')).filter(by),
    comments: Array.from(view.all('comment')).filter(by),
    messages: Array.from(view.all('message')).filter(by),
    reactions: Array.from(view.all('reaction')).filter(by),
    signups: Array.from(view.all('signup')).filter(({ participantId }) => participantId === id),
    ballots: Array.from(view.all('ballot')).filter(({ participantId }) => participantId === id)
  };
}

function remove(
  view: RoomView,
  person: ParticipantRecord,
  { notes: becomes }: CommandOf<'participant.remove'>,
  now: number
): Decision {
  const gone: ParticipantRecord = { ...person, removedAt: now, appointed: false };
  const offices = officesOf(view, person.id);
  if (becomes === 'keep') return accept(gone, ...offices);
  const { notes, comments, ...rest } = belongingsOf(view, person.id);
  if (becomes === 'anonymous') {
    // For good, like what is written on a board without names, and also where it was taken away and may come back.
    const named = [...notes, ...comments].filter(({ anonymous }) => !anonymous);
    return accept(gone, ...offices, ...named.map((record) => ({ ...record, anonymous: true })));
  }
  const ballots = inOpenVote(view, rest.ballots);
  const taken = [...notes, ...comments, ...rest.reactions, ...rest.signups, ...ballots].filter(
    ({ removedAt }) => removedAt === null
  );
  return accept(gone, ...offices, ...taken.map((record) => ({ ...record, removedAt: now })));
}

/** What was counted stays counted. */
const inOpenVote = (view: RoomView, ballots: readonly BallotRecord[]): BallotRecord[] =>
  ballots.filter(({ voteId }) => voteId === openVote(view)?.id);

/** With everything that went in the same moment. What has become nameless stays so. */
function restore(view: RoomView, { participantId }: CommandOf<'participant.restore'>): Decision {
  const person = view.get('participant', participantId);
  if (!person || person.mergedInto !== null) return refuse('not_found');
  if (person.removedAt === null) return refuse('conflict');
  const { notes, comments, reactions, signups, ballots } = belongingsOf(view, person.id);
  const went = ({ removedAt }: StoredRecord): boolean => removedAt === person.removedAt;
  const back = new Map<string, StoredRecord>();
  const put = (record: StoredRecord) => back.set(keyOf(record), record);
  const noteIds = new Set(notes.filter(went).map(({ id }) => id));
  for (const record of hangingOn(view, (noteId) => noteIds.has(noteId))) put(record);
  for (const note of notes.filter(went)) {
    const topic = note.topicId === null ? undefined : live(view, 'topic', note.topicId);
    put({ ...note, removedAt: null, topicId: topic ? note.topicId : null });
  }
  const rest = [...comments, ...reactions, ...inOpenVote(view, ballots)].filter(went);
  for (const record of rest) put({ ...record, removedAt: null });
  for (const signup of signups.filter(went)) {
    const returned = broughtBack(view, signup);
    if (returned) put(returned);
  }
  return accept({ ...person, removedAt: null, groupId: homeOf(view, person.groupId) }, ...back.values());
}

/**
 * All that is `from`'s becomes `into`'s, whose name stays. Where both have the same thing (a reaction to a note, a ballot,
 * a sign-up) the one of `into` counts and the other is dropped: one ballot a person.
 */
function merge(view: RoomView, from: ParticipantRecord, into: ParticipantRecord, now: number): Decision {
  const theirs = belongingsOf(view, from.id);
  const own = belongingsOf(view, into.id);
  const put = new Map<string, StoredRecord>();
  const step = (record: StoredRecord) => put.set(keyOf(record), record);

  // What hangs on notes that only their author reads comes to the one who is that now.
  const noteIds = new Set(theirs.notes.map(({ id }) => id));
  for (const record of hangingOn(view, (noteId) => noteIds.has(noteId))) step(record);
  for (const note of theirs.notes)
    step({ ...note, authorId: into.id, authorName: into.name, authorOrganisation: into.organisation });
  for (const said of [...theirs.comments, ...theirs.messages])
    step({ ...said, authorId: into.id, authorName: into.name });

  const reactedTo = new Set(own.reactions.filter(isLive).map(({ noteId }) => noteId));
  for (const reaction of theirs.reactions.filter(isLive)) {
    step({ ...reaction, removedAt: now });
    if (reactedTo.has(reaction.noteId)) continue;
    step({ ...reaction, id: `${reaction.noteId}:${into.id}`, authorId: into.id });
  }
  const inAgs = new Set(own.signups.filter(isLive).map(({ workingGroupId }) => workingGroupId));
  for (const signup of theirs.signups.filter(isLive)) {
    step({ ...signup, removedAt: now });
    const { workingGroupId } = signup;
    if (!inAgs.has(workingGroupId))
      step({ ...signup, id: `${workingGroupId}:${into.id}`, participantId: into.id });
  }
  const votedIn = new Set(own.ballots.filter(isLive).map(({ voteId }) => voteId));
  for (const ballot of theirs.ballots.filter(isLive)) {
    step({ ...ballot, removedAt: now });
    const { voteId } = ballot;
    if (!votedIn.has(voteId)) step({ ...ballot, id: ballotId(voteId, into.id), participantId: into.id });
  }
  for (const answer of mergedAnswers(view, from.id, into.id, now)) step(answer);
  // Entries that were merged into this one before.
  for (const other of view.all('participant'))
    if (other.mergedInto === from.id) step({ ...other, mergedInto: into.id });

  const one: ParticipantRecord = {
    ...into,
    groupId: into.groupId ?? homeOf(view, from.groupId),
    role: higher(into.role, from.role),
    appointed: into.appointed || from.appointed,
    // Nobody gets their word back by having two entries.
    muted: !into.appointed && !from.appointed && (into.muted || from.muted),
    byHand: into.byHand && from.byHand,
    joinedAt: Math.min(into.joinedAt, from.joinedAt)
  };
  return accept(
    { ...from, removedAt: now, appointed: false, mergedInto: into.id },
    one,
    ...officesOf(view, from.id, { to: one }),
    ...put.values()
  );
}

const isLive = ({ removedAt }: { removedAt: number | null }): boolean => removedAt === null;

/** What of a board reaches whom. The same function serves page, socket and HTTP, so that nothing leaks by another way. */
import { removedRef, type Actor, type Removed, type RoomView } from '../rules.ts';
import type {
  AnyRecord,
  BallotRecord,
  BallotStub,
  CommentRecord,
  GroupRecord,
  NoteRecord,
  NoteStub,
  ParticipantRecord,
  RecordType,
  StoredRecord
} from '../records.ts';
import { unreachable } from '../../util/unreachable.ts';
import { homeOf, membersOf } from './groups.ts';
import { mayReadMessage } from './messages.ts';
import { pollFor } from './polls.ts';
import { facilitates } from './decision.ts';
import { currentSees, seesNames } from './rights.ts';

/** Wrote it. Ids are never empty where somebody has an account or a seat; a public reader's is. */
const wrote = (viewer: Actor, { authorId }: { authorId: string | null }): boolean =>
  authorId !== null && authorId === viewer.id;

/** May `viewer` read this note now? */
export function mayRead(view: RoomView, viewer: Actor, note: NoteRecord): boolean {
  if (viewer.role === 'facilitator') return true;
  if (viewer.role !== 'participant' && viewer.role !== 'reader') return false;
  if (wrote(viewer, note)) return true;
  if (note.status !== 'shown') return false;
  if (note.revealed) return true;
  const sees = currentSees(view);
  if (sees === 'all') return true;
  if (sees === 'own') return false;
  const home = homeOf(view, note.groupId);
  return home === null || home === viewer.groupId;
}

const stubOf = (note: NoteRecord): NoteStub => ({
  type: 'note',
  id: note.id,
  seq: note.seq,
  stub: true,
  groupId: note.groupId,
  topicId: note.topicId,
  rank: note.rank
});

const ballotStub = ({ id, seq, voteId }: BallotRecord): BallotStub => ({
  type: 'ballot',
  id,
  seq,
  stub: true,
  voteId
});

/** Without its author's name where that is not for this viewer. */
function named<R extends NoteRecord | CommentRecord>(view: RoomView, viewer: Actor, record: R): R {
  if (record.authorId === null || wrote(viewer, record)) return record;
  if (!record.anonymous && seesNames(view, viewer)) return record;
  const nameless = { ...record, authorId: null, authorName: null };
  return record.type === 'note' ? { ...nameless, authorOrganisation: null } : nameless;
}

function participantFor(viewer: Actor, record: ParticipantRecord): AnyRecord | Removed | null {
  const { personId: _person, ...known } = record;
  const moderates = viewer.role === 'facilitator';
  const mine = record.id === viewer.id;
  const shown: ParticipantRecord = moderates
    ? known
    : { ...known, muted: mine && record.muted, joinedAt: 0, mergedInto: null };
  const sameGroup = record.groupId !== null && record.groupId === viewer.groupId;
  if (viewer.role === 'reader') return null;
  if (viewer.role === 'interested') return mine ? shown : null;
  const visible = mine || sameGroup || facilitates(record);
  // Facilitators may bring back whom they removed; an entry that was merged into another stays gone.
  if (moderates && record.mergedInto === null) return shown;
  // Whoever was in a group with the person before must drop them, also after several moves while away: so all are told
  // that there is nothing to see. An id without a name gives nothing away.
  return visible && record.removedAt === null ? shown : removedRef(record);
}

/** Its video room, calls and people are the group's own business; how many places are taken concerns whoever chooses. */
function groupFor(view: RoomView, viewer: Actor, record: GroupRecord): GroupRecord {
  if (viewer.role === 'facilitator') return record;
  const counted = record.limit !== null && record.removedAt === null && viewer.role === 'participant';
  const places = counted ? { members: membersOf(view, record.id) } : {};
  const inside = viewer.role === 'participant' && viewer.groupId === record.id;
  const secret = record.video !== '' || record.noteTakerId !== null || record.helpAt !== null;
  if (!secret || inside) return counted ? { ...record, ...places } : record;
  return { ...record, ...places, video: '', noteTakerId: null, helpAt: null, helperId: null };
}

/** What somebody receives who only signed up for an AG: the AGs, and their own part (the rest is ruled out below). */
const OPEN_TO_INTERESTED: ReadonlySet<RecordType> = new Set(['workingGroup', 'signup', 'participant']);

export function projectBoard(
  view: RoomView,
  viewer: Actor,
  record: StoredRecord
): AnyRecord | Removed | null {
  if (viewer.role === 'interested' && !OPEN_TO_INTERESTED.has(record.type)) return null;
  if (viewer.role === 'visitor' || viewer.role === 'member') return null;
  const moderates = viewer.role === 'facilitator';
  switch (record.type) {
    case 'board':
      return record;
    case 'phase':
      return record.removedAt === null || moderates ? record : removedRef(record);
    case 'group':
      // A dissolved group stays known by name: its notes keep their origin.
      return groupFor(view, viewer, record);
    case 'message':
      if (viewer.role === 'reader') return null;
      // Whoever left the group loses it, also after several moves while away: so all are told that there is nothing to see.
      return record.removedAt === null && mayReadMessage(view, viewer, record) ? record : removedRef(record);
    case 'topic':
      return record.removedAt === null || moderates ? record : removedRef(record);
    case 'workingGroup': {
      const fromOutside = viewer.role === 'reader' || viewer.role === 'interested';
      const hidden = fromOutside && record.audience !== 'public';
      return record.removedAt === null && !hidden ? record : removedRef(record);
    }
    case 'note':
      if (record.removedAt !== null) {
        return moderates || wrote(viewer, record) ? named(view, viewer, record) : removedRef(record);
      }
      if (mayRead(view, viewer, record)) return named(view, viewer, record);
      // What is not approved is not counted either: it may never come. A reader from outside counts nothing.
      return record.status === 'shown' && viewer.role !== 'reader' ? stubOf(record) : removedRef(record);
    case 'comment':
    case 'reaction': {
      // Talk among those who are in; a reaction also says whose it is, if only by id.
      if (viewer.role === 'reader') return null;
      const note = view.get('note', record.noteId);
      if (!note || !mayRead(view, viewer, note)) return null;
      // A note that was taken away takes along what was said about it, but for those who may bring it back.
      if (note.removedAt !== null && !moderates && !wrote(viewer, note)) return null;
      if (record.type === 'reaction') return record.removedAt === null ? record : removedRef(record);
      const mayRestore = moderates || wrote(viewer, record);
      return record.removedAt === null || mayRestore ? named(view, viewer, record) : removedRef(record);
    }
    case 'vote':
      if (moderates) return record;
      if (record.removedAt !== null) return removedRef(record);
      return record.results === null || record.revealedAt !== null ? record : { ...record, results: null };
    case 'ballot':
      if (record.participantId !== viewer.id && !moderates) return null;
      if (record.removedAt !== null) return removedRef(record);
      return record.participantId === viewer.id ? record : ballotStub(record);
    case 'signup':
      if (!moderates && record.participantId !== viewer.id) return null;
      return record.removedAt === null ? record : removedRef(record);
    case 'poll':
      return pollFor(viewer, record);
    case 'pollAnswer':
      if (record.participantId !== viewer.id) return null;
      return record.removedAt === null ? record : removedRef(record);
    case 'participant':
      return participantFor(viewer, record);
    case 'card':
      return null;
    default:
      return unreachable(record);
  }
}

/** Facilitators share one view; participants share one per group. */
export function boardAudience(_view: RoomView, viewer: Actor): string {
  return viewer.role === 'participant' ? `participant:${viewer.groupId ?? ''}` : viewer.role;
}

const NOBODY: readonly string[] = [];

/** The people for whom `projectBoard` may answer differently from the rest of the audience. */
export function boardOwners(record: StoredRecord, view: RoomView): readonly string[] {
  switch (record.type) {
    case 'note':
      return record.authorId === null ? NOBODY : [record.authorId];
    case 'comment': {
      const notes = view.get('note', record.noteId)?.authorId ?? null;
      if (record.authorId === null) return notes === null ? NOBODY : [notes];
      return notes === null || notes === record.authorId ? [record.authorId] : [record.authorId, notes];
    }
    case 'reaction': {
      const notes = view.get('note', record.noteId)?.authorId ?? null;
      return notes === null ? NOBODY : [notes];
    }
    case 'participant':
      return [record.id];
    case 'ballot':
    case 'signup':
    case 'pollAnswer':
      return [record.participantId];
    default:
      return NOBODY;
  }
}

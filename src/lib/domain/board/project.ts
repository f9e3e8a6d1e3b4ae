/** What of a board reaches whom. The same function serves page, socket and HTTP, so that nothing leaks by another way. */
import { removedRef, type Actor, type Removed, type RoomView } from '../rules.ts';
import type {
  AnyRecord,
  NoteRecord,
  NoteStub,
  ParticipantRecord,
  RecordType,
  StoredRecord
} from '../records.ts';
import { unreachable } from '../../util/unreachable.ts';
import { currentSees } from './rights.ts';

/** May `viewer` read this note now? */
export function mayRead(view: RoomView, viewer: Actor, note: NoteRecord): boolean {
  if (viewer.role === 'facilitator') return true;
  if (viewer.role !== 'participant') return false;
  if (note.authorId !== null && note.authorId === viewer.id) return true;
  const sees = currentSees(view);
  if (sees === 'all') return true;
  if (sees === 'own') return false;
  const group = note.groupId === null ? undefined : view.get('group', note.groupId);
  // A note of no group, or of one that was dissolved, belongs to the plenary.
  return group === undefined || group.removedAt !== null || note.groupId === viewer.groupId;
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

function participantFor(viewer: Actor, record: ParticipantRecord): AnyRecord | Removed | null {
  const { personId: _person, ...shown } = record;
  const mine = record.id === viewer.id;
  const sameGroup = record.groupId !== null && record.groupId === viewer.groupId;
  if (viewer.role === 'interested') return mine ? shown : null;
  const visible = viewer.role === 'facilitator' || mine || sameGroup || record.role === 'facilitator';
  // Whoever was in a group with the person before must drop them, also after several moves while away: so all are told
  // that there is nothing to see. An id without a name gives nothing away.
  return visible && record.removedAt === null ? shown : removedRef(record);
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
    case 'phase':
      return record;
    case 'group':
      // A dissolved group stays known by name: its notes keep their origin.
      return record;
    case 'topic':
    case 'workingGroup':
      return record.removedAt === null ? record : removedRef(record);
    case 'note':
      if (record.removedAt !== null) {
        return moderates || record.authorId === viewer.id ? record : removedRef(record);
      }
      return mayRead(view, viewer, record) ? record : stubOf(record);
    case 'comment':
    case 'reaction': {
      const note = view.get('note', record.noteId);
      if (!note || !mayRead(view, viewer, note)) return null;
      // A note that was taken away takes along what was said about it, but for those who may bring it back.
      if (note.removedAt !== null && !moderates && note.authorId !== viewer.id) return null;
      return record.removedAt === null ? record : removedRef(record);
    }
    case 'ballot':
      if (record.id === viewer.id) return record.removedAt === null ? record : removedRef(record);
      return moderates && record.removedAt === null
        ? { type: 'ballot', id: record.id, seq: record.seq, stub: true }
        : null;
    case 'signup':
      if (!moderates && record.participantId !== viewer.id) return null;
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

/** The person for whom `projectBoard` may answer differently from the rest of the audience. */
export function boardOwner(record: StoredRecord, view: RoomView): string | null {
  switch (record.type) {
    case 'note':
      return record.authorId;
    case 'comment':
    case 'reaction':
      return view.get('note', record.noteId)?.authorId ?? null;
    case 'ballot':
    case 'participant':
      return record.id;
    case 'signup':
      return record.participantId;
    default:
      return null;
  }
}

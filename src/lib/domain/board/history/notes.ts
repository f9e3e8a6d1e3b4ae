/** What happened to notes and comments, and to whom it is told. */
import { shortened } from '../../../util/shortened.ts';
import { plainText } from '../../noteContent.ts';
import type { CommentRecord, NoteRecord } from '../../records.ts';
import type { Actor, RoomView } from '../../rules.ts';
import { live } from '../decision.ts';
import { mayRead } from '../project.ts';
import {
  stepOf,
  type HistoryKind,
  type HistoryWords,
  type LoggedCommand,
  type StepOf,
  type Told
} from './entry.ts';

/** Whether `viewer` may ask for the history of this note: of a removed one only those who may bring it back. */
export function mayReadHistory(view: RoomView, viewer: Actor, noteId: string): boolean {
  // Who opened the public page reads the board, not how it came about.
  if (viewer.role === 'reader') return false;
  const note = view.get('note', noteId);
  if (!note || !mayRead(view, viewer, note)) return false;
  return note.removedAt === null || mayReadAlways(viewer, note);
}

const mayReadAlways = (viewer: Actor, { authorId }: { authorId: string | null }): boolean =>
  viewer.role === 'facilitator' || (authorId !== null && authorId === viewer.id);

/** Whose states are all open to `viewer`: what waited for approval, or lay in another group, is not told afterwards. */
const statesOpen = (view: RoomView, viewer: Actor, { before, after, now }: StepOf<NoteRecord>): boolean =>
  mayReadHistory(view, viewer, now.id) &&
  mayRead(view, viewer, after) &&
  (before === null || mayRead(view, viewer, before));

const wordsOf = ({ title, body }: NoteRecord): HistoryWords => ({ title, body });

const labelOf = (note: NoteRecord): string => shortened(plainText(note));

export function ofNote(view: RoomView, viewer: Actor, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'note');
  if (!step || !statesOpen(view, viewer, step)) return null;
  const { before, after } = step;
  const told = { about: { type: 'note' as const, id: after.id }, label: labelOf(after) };
  switch (command.type) {
    case 'note.add':
      return { ...told, what: 'note.add' };
    case 'note.edit':
      return before && { ...told, ...whatWasEdited(before, after) };
    case 'note.move':
      if (before && before.topicId !== after.topicId)
        return { ...told, what: 'note.topic', to: topicTitle(view, viewer, after.topicId) };
      return before && before.groupId !== after.groupId
        ? { ...told, what: 'note.group', to: groupName(view, after.groupId) }
        : null;
    case 'note.remove':
    case 'note.restore':
      return { ...told, what: command.type };
    case 'note.pin':
      return { ...told, what: after.pinnedAt === null ? 'note.unpin' : 'note.pin' };
    case 'note.review':
      return { ...told, what: REVIEWED[after.status] };
    case 'note.stack':
      return { ...told, what: 'note.stack', to: wordsOfTop(view, viewer, after.stackId) };
    case 'note.unstack':
      return { ...told, what: 'note.unstack' };
    case 'note.reveal': {
      const count = command.steps.filter((one) => one.after.type === 'note').length;
      return { ...told, what: after.revealed ? 'note.reveal' : 'note.hide', count };
    }
    default:
      return null;
  }
}

const REVIEWED: Record<NoteRecord['status'], HistoryKind> = {
  shown: 'note.approve',
  declined: 'note.decline',
  waiting: 'note.wait'
};

function whatWasEdited(before: NoteRecord, after: NoteRecord): Pick<Told, 'what' | 'before' | 'after'> {
  const sameWords = before.title === after.title && before.body === after.body;
  return sameWords && before.kind !== after.kind
    ? { what: 'note.kind' }
    : { what: 'note.edit', before: wordsOf(before), after: wordsOf(after) };
}

/** '' where the viewer may not know it: the topic is gone. */
function topicTitle(view: RoomView, viewer: Actor, topicId: string | null): string | null {
  if (topicId === null) return null;
  const topic = view.get('topic', topicId);
  return topic && (topic.removedAt === null || viewer.role === 'facilitator') ? topic.title : '';
}

/** '' where the viewer may not read it, or it is gone. */
function wordsOfTop(view: RoomView, viewer: Actor, stackId: string | null): string {
  const top = stackId === null ? undefined : live(view, 'note', stackId);
  return top && mayRead(view, viewer, top) ? labelOf(top) : '';
}

const groupName = (view: RoomView, groupId: string | null): string | null =>
  groupId === null ? null : (view.get('group', groupId)?.name ?? '');

export function ofComment(view: RoomView, viewer: Actor, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'comment');
  if (!step || !mayReadHistory(view, viewer, step.now.noteId)) return null;
  if (step.now.removedAt !== null && !mayReadAlways(viewer, step.now)) return null;
  const words = ({ body }: CommentRecord): HistoryWords => ({ title: '', body });
  const told: Omit<Told, 'what'> = {
    about: { type: 'comment', id: step.after.id },
    label: shortened(step.after.body)
  };
  switch (command.type) {
    case 'comment.edit':
      return (
        step.before && { ...told, what: 'comment.edit', before: words(step.before), after: words(step.after) }
      );
    case 'comment.add':
    case 'comment.remove':
    case 'comment.restore':
      return { ...told, what: command.type };
    default:
      return null;
  }
}

/**
 * Taking back one's own steps: for a command that is sent, what undoes it. Others go on working meanwhile, so the undoing
 * command is only made when somebody asks for it, from what is there then: where others have changed the same thing
 * since, nothing is taken back, for it would be their step.
 */
import type { Unsent } from '../commands.ts';
import type { NoteRecord } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { live } from './decision.ts';
import { asItWas, hasHome, placeOf, stands, whenGone, whenLive, type Inverse, type Of } from './inverse.ts';
import { notesUnder, topOf } from '../stacks.ts';

export type { Inverse };

export type TakeBack = (before: RoomView, command: Unsent) => Inverse[];

/**
 * @param before the room before `command` takes effect
 * @param others what knows the steps that are not about notes and comments: `moderationBack`, once it is loaded
 * @returns in the order of sending; empty for what is no step of one's own: answers and sign-ups are changed where they are shown
 */
export function takeBack(before: RoomView, command: Unsent, others?: TakeBack): Inverse[] {
  switch (command.type) {
    case 'note.add':
    case 'note.restore':
      return [
        (now) => whenLive(now, 'note', command.noteId, { type: 'note.remove', noteId: command.noteId })
      ];
    case 'note.remove':
      return [
        (now) => whenGone(now, 'note', command.noteId, { type: 'note.restore', noteId: command.noteId }),
        ...topBack(before, command.noteId)
      ];
    case 'note.edit':
      return editBack(before, command);
    case 'note.move':
      return moveBack(before, command);
    case 'note.pin':
    case 'note.review':
      return moderateBack(before, command);
    case 'note.stack':
      return stackBack(before, command);
    case 'note.unstack':
      return unstackBack(before, command);
    case 'note.reveal':
      return revealBack(before, command);
    case 'comment.add':
    case 'comment.restore': {
      const { commentId } = command;
      return [(now) => whenLive(now, 'comment', commentId, { type: 'comment.remove', commentId })];
    }
    case 'comment.remove': {
      const { commentId } = command;
      return [(now) => whenGone(now, 'comment', commentId, { type: 'comment.restore', commentId })];
    }
    case 'comment.edit':
      return commentBack(before, command);
    default:
      return others?.(before, command) ?? [];
  }
}

const NOTE_CONTENT = ['title', 'body', 'kind', 'attachments'] as const;

function editBack(before: RoomView, command: Of<'note.edit'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const was = asItWas(note, command, NOTE_CONTENT);
  return [
    (now) => {
      const there = live(now, 'note', note.id);
      if (!there || !stands(there, command, NOTE_CONTENT)) return null;
      return { type: 'note.edit', noteId: note.id, ...was, version: there.version };
    }
  ];
}

const NOTE_PLACE = ['topicId', 'groupId'] as const;

function moveBack(before: RoomView, command: Of<'note.move'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const stood = (now: RoomView): boolean => {
    const there = live(now, 'note', note.id);
    return there !== undefined && stands(there, command, NOTE_PLACE) && hasHome(now, note);
  };
  const { id, stackId } = note;
  if (stackId === null) return [(now) => (stood(now) ? backTo(now, note) : null)];
  // Into another topic it left its stack.
  return [(now) => (stood(now) ? under(now, id, stackId) : null), (now) => backTo(now, note)];
}

/** The command that puts a note where it was, unless somebody has stacked it or taken it out since. */
function backTo(now: RoomView, note: NoteRecord): Unsent | null {
  const there = live(now, 'note', note.id);
  if (there?.stackId !== note.stackId || !hasHome(now, note)) return null;
  // In a stack it is where its top is.
  return note.stackId === null || there.topicId === note.topicId ? placeOf(note) : null;
}

/** The command that puts a note under another, where both are there and it does not lie there already. */
function under(now: RoomView, noteId: string, ontoId: string): Unsent | null {
  const note = live(now, 'note', noteId);
  const onto = live(now, 'note', ontoId);
  return note && onto && note.stackId !== ontoId ? { type: 'note.stack', noteId, ontoId } : null;
}

function stackBack(before: RoomView, command: Of<'note.stack'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  const onto = live(before, 'note', command.ontoId);
  if (!note || !onto) return [];
  const { id, stackId } = note;
  const top = topOf(before, onto);
  const out = (now: RoomView): Unsent | null => {
    if (live(now, 'note', id)?.stackId !== top.id) return null;
    return stackId === null ? { type: 'note.unstack', noteId: id } : under(now, id, stackId);
  };
  const home: Inverse = (now) => (live(now, 'note', id)?.topicId === top.topicId ? backTo(now, note) : null);
  // What lay under it went along.
  const others = notesUnder(before, id).map((other): Inverse => {
    return (now) => (live(now, 'note', other.id)?.stackId === top.id ? under(now, other.id, id) : null);
  });
  return [out, home, ...others];
}

function unstackBack(before: RoomView, command: Of<'note.unstack'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const { id, stackId } = note;
  const isLoose = (now: RoomView): boolean => live(now, 'note', id)?.stackId === null;
  if (stackId !== null)
    return [(now) => (isLoose(now) ? under(now, id, stackId) : null), (now) => backTo(now, note)];
  return [(now) => (isLoose(now) ? backTo(now, note) : null), ...topBack(before, id)];
}

/** For a note that was the top of a stack: the one that took its place goes under it again, with all that lies under that. */
function topBack(before: RoomView, topId: string): Inverse[] {
  const [heir] = notesUnder(before, topId);
  if (!heir) return [];
  return [
    (now) => (live(now, 'note', heir.id)?.stackId === null ? under(now, heir.id, topId) : null),
    (now) => backTo(now, heir)
  ];
}

function revealBack(before: RoomView, { noteIds, on }: Of<'note.reveal'>): Inverse[] {
  const changed = noteIds.filter((id) => live(before, 'note', id)?.revealed === !on);
  return [
    (now) => {
      const standing = changed.filter((id) => live(now, 'note', id)?.revealed === on);
      return standing.length === 0 ? null : { type: 'note.reveal', noteIds: standing, on: !on };
    }
  ];
}

function moderateBack(before: RoomView, command: Of<'note.pin'> | Of<'note.review'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  if (command.type === 'note.pin') {
    const on = note.pinnedAt !== null;
    return [
      (now) => {
        const there = live(now, 'note', note.id);
        const undone = !there || (there.pinnedAt !== null) === on;
        return undone ? null : { type: 'note.pin', noteId: note.id, on };
      }
    ];
  }
  return [
    (now) =>
      live(now, 'note', note.id)?.status === command.status
        ? { type: 'note.review', noteId: note.id, status: note.status }
        : null
  ];
}

function commentBack(before: RoomView, command: Of<'comment.edit'>): Inverse[] {
  const comment = live(before, 'comment', command.commentId);
  if (!comment) return [];
  const { id: commentId, body } = comment;
  return [
    (now) =>
      live(now, 'comment', commentId)?.body === command.body
        ? { type: 'comment.edit', commentId, body }
        : null
  ];
}

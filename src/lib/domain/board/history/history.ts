/** What a viewer reads of a row of the change log. */
import type { Actor, RoomView } from '../../rules.ts';
import { keptOf } from '../decision.ts';
import { seesNames } from '../rights.ts';
import { ofTheBoard } from './board.ts';
import type { HistoryEntry, HistoryKind, LoggedCommand, Told } from './entry.ts';
import { ofComment, ofNote } from './notes.ts';

/** Done by facilitators only: a name here says nothing about who wrote the note. */
const BY_MODERATION: ReadonlySet<HistoryKind> = new Set([
  'note.pin',
  'note.unpin',
  'note.approve',
  'note.decline',
  'note.wait',
  'note.reveal',
  'note.hide'
]);

/**
 * What `viewer` reads of a command; null: nothing. Facilitators read all of a board; participants what happened to notes
 * that they may read now, in states in which they may read them.
 *
 * @param noteId only what happened to this note, also where it went along with others
 */
export function historyEntry(
  view: RoomView,
  viewer: Actor,
  command: LoggedCommand,
  noteId?: string
): HistoryEntry | null {
  const told = tell(view, viewer, command, noteId);
  if (!told) return null;
  const mine = isOf(view, viewer, command);
  const { seq, at } = command;
  return { seq, at, who: nameOf(view, viewer, command, told), mine, ...told };
}

function tell(view: RoomView, viewer: Actor, command: LoggedCommand, noteId?: string): Told | null {
  if (command.type === 'note.reveal' && noteId !== undefined)
    return ofNote(view, viewer, {
      ...command,
      steps: command.steps.filter(({ after }) => after.id === noteId)
    });
  if (command.type.startsWith('note.')) return ofNote(view, viewer, command);
  if (command.type.startsWith('comment.')) return ofComment(view, viewer, command);
  if (noteId !== undefined) {
    const step = command.steps.find(({ after }) => after.type === 'note' && after.id === noteId);
    return step ? ofNote(view, viewer, { ...command, type: 'note.move', steps: [step] }) : null;
  }
  if (viewer.role !== 'facilitator') return null;
  return ofTheBoard(view, command);
}

/**
 * Who did it. Names are those of the participants of today and never the log's: who was erased has none. At something
 * anonymous nobody is named, whoever it was: where others are, the one who is not would be its author.
 */
function nameOf(
  view: RoomView,
  viewer: Actor,
  { actorId }: LoggedCommand,
  { what, about }: Told
): HistoryEntry['who'] {
  if (actorId === null) return null;
  if (!isOf(view, viewer, { actorId })) {
    if (!seesNames(view, viewer)) return null;
    if (isAnonymous(view, about) && !BY_MODERATION.has(what)) return null;
  }
  const acted = view.get('participant', actorId);
  const participant = acted && keptOf(view, acted);
  return participant ? { id: participant.id, name: participant.name } : null;
}

/** Theirs, also under an entry that was merged into their own since. */
function isOf(view: RoomView, viewer: Actor, { actorId }: Pick<LoggedCommand, 'actorId'>): boolean {
  if (actorId === null) return false;
  return actorId === viewer.id || view.get('participant', actorId)?.mergedInto === viewer.id;
}

function isAnonymous(view: RoomView, { type, id }: Told['about']): boolean {
  return (type === 'note' || type === 'comment') && view.get(type, id)?.anonymous !== false;
}

/**
 * What happened on a board, for people to read: made from rows of the change log, for one viewer. Reactions, ballots, dots
 * and sign-ups are never told, nor who joined or sat where: history is about the board, not about people.
 */
import { plainText } from '../noteContent.ts';
import type {
  BoardRecord,
  CommentRecord,
  NoteRecord,
  PhaseName,
  PhaseRecord,
  RecordType,
  StoredOf,
  StoredRecord
} from '../records.ts';
import type { Actor, RoomView } from '../rules.ts';
import { mayRead } from './project.ts';
import { seesNames } from './rights.ts';

/** A command as the change log keeps it. */
export interface LoggedCommand {
  seq: number;
  /** ms since 1970 */
  at: number;
  /** Participant; null for the system. */
  actorId: string | null;
  type: string;
  steps: readonly { before: StoredRecord | null; after: StoredRecord }[];
}

/** The commands that history tells of; of some of these nothing (a note that only changed its place). */
export const TOLD_COMMANDS = [
  'note.add',
  'note.edit',
  'note.move',
  'note.remove',
  'note.restore',
  'note.pin',
  'note.review',
  'comment.add',
  'comment.edit',
  'comment.remove',
  'comment.restore',
  'topic.add',
  'topic.edit',
  'topic.merge',
  'topic.remove',
  'topic.promote',
  'group.add',
  'group.edit',
  'group.remove',
  'group.restore',
  'phase.set',
  'phase.configure',
  'timer.start',
  'timer.stop',
  'board.configure',
  'workingGroup.edit'
] as const;

export const HISTORY_KINDS = [
  'note.add',
  'note.edit',
  'note.kind',
  'note.topic',
  'note.group',
  'note.remove',
  'note.restore',
  'note.pin',
  'note.unpin',
  'note.approve',
  'note.decline',
  'note.wait',
  'comment.add',
  'comment.edit',
  'comment.remove',
  'comment.restore',
  'topic.add',
  'topic.restore',
  'topic.rename',
  'topic.lock',
  'topic.unlock',
  'topic.merge',
  'topic.remove',
  'group.add',
  'group.rename',
  'group.task',
  'group.done',
  'group.undone',
  'group.remove',
  'group.restore',
  'phase.set',
  'phase.configure',
  'timer.start',
  'timer.stop',
  'board.open',
  'board.close',
  'voting.open',
  'voting.close',
  'board.configure',
  'workingGroup.add',
  'workingGroup.edit'
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** What of a board or a phase was set. */
export const TOLD_SETTINGS = [
  'title',
  'question',
  'votesPerPerson',
  'layout',
  'order',
  'reactions',
  'kinds',
  'anonymous',
  'approval',
  'frozen',
  'may',
  'access',
  'membersOnly',
  'sees',
  'instruction'
] as const;
export type ToldSetting = (typeof TOLD_SETTINGS)[number];

export interface HistoryWords {
  title: string;
  body: string;
}

export interface HistoryEntry {
  seq: number;
  /** ms since 1970 */
  at: number;
  /** Null: the system, somebody who is erased, or nobody for this viewer to know. */
  who: { id: string; name: string } | null;
  /** The viewer did it. */
  mine: boolean;
  what: HistoryKind;
  about: { type: RecordType; id: string };
  /** Title, name or first words of what it is about. */
  label: string;
  /** Of what went somewhere (or was merged): the topic or group; null: to the Themenspeicher, to the plenary. */
  to?: string | null;
  /** Of a merged topic: the one that its notes went to. */
  intoId?: string;
  before?: HistoryWords;
  after?: HistoryWords;
  settings?: ToldSetting[];
  /** Of `phase.set`: from where to where; of `phase.configure`: which. */
  from?: PhaseName | null;
  phase?: PhaseName;
  /** Of `timer.start`. */
  minutes?: number;
  /** What lay in a topic that was dissolved or merged. */
  notes?: { id: string; rank: string }[];
}

type Told = Omit<HistoryEntry, 'seq' | 'at' | 'who' | 'mine'>;

/** Up to this many characters of a note stand in a sentence. */
const LABEL_LENGTH = 60;

/** Done by facilitators only: a name here says nothing about who wrote the note. */
const BY_MODERATION: ReadonlySet<HistoryKind> = new Set([
  'note.pin',
  'note.unpin',
  'note.approve',
  'note.decline',
  'note.wait'
]);

/** Whether `viewer` may ask for the history of this note: of a removed one only those who may bring it back. */
export function mayReadHistory(view: RoomView, viewer: Actor, noteId: string): boolean {
  const note = view.get('note', noteId);
  if (!note || !mayRead(view, viewer, note)) return false;
  return note.removedAt === null || mayReadAlways(viewer, note);
}

const mayReadAlways = (viewer: Actor, { authorId }: { authorId: string | null }): boolean =>
  viewer.role === 'facilitator' || (authorId !== null && authorId === viewer.id);

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
  const mine = command.actorId !== null && command.actorId === viewer.id;
  const { seq, at } = command;
  return { seq, at, who: nameOf(view, viewer, command, told), mine, ...told };
}

function tell(view: RoomView, viewer: Actor, command: LoggedCommand, noteId?: string): Told | null {
  if (command.type.startsWith('note.')) return ofNote(view, viewer, command);
  if (command.type.startsWith('comment.')) return ofComment(view, viewer, command);
  if (noteId !== undefined) {
    const step = command.steps.find(({ after }) => after.type === 'note' && after.id === noteId);
    return step ? ofNote(view, viewer, { ...command, type: 'note.move', steps: [step] }) : null;
  }
  if (viewer.role !== 'facilitator') return null;
  if (command.type.startsWith('topic.')) return ofTopic(view, command);
  if (command.type.startsWith('group.')) return ofGroup(view, command);
  if (command.type.startsWith('phase.')) return ofPhase(view, command);
  return command.type === 'workingGroup.edit' ? ofWorkingGroup(view, command) : ofBoard(view, command);
}

interface StepOf<R extends StoredRecord> {
  before: R | null;
  after: R;
  /** As it is now. */
  now: R;
}

/**
 * The first step of a type. Null where its record is not in the room any more, not even as a removed one: it was erased,
 * and its words go with it. The log keeps records in the shape of their day: fields that came later are filled in.
 */
function stepOf<T extends RecordType>(
  view: RoomView,
  { steps }: LoggedCommand,
  type: T
): StepOf<StoredOf<T>> | null {
  const step = steps.find(({ after }) => after.type === type);
  const now = step && view.get(type, step.after.id);
  if (!step || !now) return null;
  // `find` has looked at the type of `after`; a record keeps its type.
  const before = step.before as StoredOf<T> | null;
  return { before: before && { ...now, ...before }, after: { ...now, ...(step.after as StoredOf<T>) }, now };
}

/** Whose states are all open to `viewer`: what waited for approval, or lay in another group, is not told afterwards. */
const statesOpen = (view: RoomView, viewer: Actor, { before, after, now }: StepOf<NoteRecord>): boolean =>
  mayReadHistory(view, viewer, now.id) &&
  mayRead(view, viewer, after) &&
  (before === null || mayRead(view, viewer, before));

const wordsOf = ({ title, body }: NoteRecord): HistoryWords => ({ title, body });

const labelOf = (note: NoteRecord): string => shortened(plainText(note));

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LABEL_LENGTH) return line;
  const cut = line.slice(0, LABEL_LENGTH);
  // At the end of a word, where there is one.
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > 0 ? end : LABEL_LENGTH - 1).trimEnd()} …`;
}

function ofNote(view: RoomView, viewer: Actor, command: LoggedCommand): Told | null {
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

const groupName = (view: RoomView, groupId: string | null): string | null =>
  groupId === null ? null : (view.get('group', groupId)?.name ?? '');

function ofComment(view: RoomView, viewer: Actor, command: LoggedCommand): Told | null {
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

const renamed = (before: string, after: string): Pick<Told, 'before' | 'after'> => ({
  before: { title: before, body: '' },
  after: { title: after, body: '' }
});

function ofTopic(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type === 'topic.promote') return ofWorkingGroup(view, command);
  const step = stepOf(view, command, 'topic');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'topic', id: after.id }, label: after.title };
  switch (command.type) {
    case 'topic.add':
      return { ...told, what: before ? 'topic.restore' : 'topic.add' };
    case 'topic.edit':
      if (before && before.title !== after.title)
        return { ...told, what: 'topic.rename', ...renamed(before.title, after.title) };
      if (before && before.locked !== after.locked)
        return { ...told, what: after.locked ? 'topic.lock' : 'topic.unlock' };
      return null;
    case 'topic.merge': {
      const into = command.steps.find((other) => other.after.type === 'topic' && other.after.id !== after.id);
      if (into?.after.type !== 'topic') return null;
      const { title: to, id: intoId } = into.after;
      return { ...told, what: 'topic.merge', to, intoId, notes: notesIn(command, after.id) };
    }
    case 'topic.remove':
      return { ...told, what: 'topic.remove', notes: notesIn(command, after.id) };
    default:
      return null;
  }
}

function notesIn({ steps }: LoggedCommand, topicId: string): { id: string; rank: string }[] {
  return steps.flatMap(({ before }) =>
    before?.type === 'note' && before.topicId === topicId ? [{ id: before.id, rank: before.rank }] : []
  );
}

function ofGroup(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'group');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'group', id: after.id }, label: after.name };
  if (command.type !== 'group.edit') return { ...told, what: command.type as HistoryKind };
  if (!before) return null;
  if (before.name !== after.name)
    return { ...told, what: 'group.rename', ...renamed(before.name, after.name) };
  if (before.task !== after.task) {
    return {
      ...told,
      what: 'group.task',
      before: { title: '', body: before.task },
      after: { title: '', body: after.task }
    };
  }
  return before.done === after.done ? null : { ...told, what: after.done ? 'group.done' : 'group.undone' };
}

function ofPhase(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type === 'phase.configure') {
    const step = stepOf(view, command, 'phase');
    const settings = step?.before ? changedSettings(step.before, step.after) : [];
    if (!step || settings.length === 0) return null;
    const { id, phase } = step.after;
    return { what: 'phase.configure', about: { type: 'phase', id }, label: '', phase, settings };
  }
  const step = stepOf(view, command, 'board');
  const phaseOf = (board: BoardRecord | null | undefined): PhaseName | null =>
    (board?.phaseId && view.get('phase', board.phaseId)?.phase) || null;
  const phase = phaseOf(step?.after);
  if (!step || phase === null || step.before?.phaseId === step.after.phaseId) return null;
  const about = { type: 'phase' as const, id: step.after.phaseId ?? '' };
  return { what: 'phase.set', about, label: '', from: phaseOf(step.before), phase };
}

function ofBoard(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'board');
  if (!step?.before) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'board', id: after.id }, label: after.title };
  if (command.type === 'timer.stop')
    return before.timerEndsAt === null ? null : { ...told, what: 'timer.stop' };
  if (command.type === 'timer.start') {
    const ms = (after.timerEndsAt ?? command.at) - command.at;
    return { ...told, what: 'timer.start', minutes: Math.max(1, Math.round(ms / 60_000)) };
  }
  if (before.open !== after.open) return { ...told, what: after.open ? 'board.open' : 'board.close' };
  if (before.voting !== after.voting)
    return { ...told, what: after.voting === 'open' ? 'voting.open' : 'voting.close' };
  const settings = changedSettings(before, after);
  return settings.length === 0 ? null : { ...told, what: 'board.configure', settings };
}

function changedSettings<R extends BoardRecord | PhaseRecord>(before: R, after: R): ToldSetting[] {
  const [was, is] = [before, after] as unknown as Partial<Record<ToldSetting, unknown>>[];
  // Plain data that the rules copy as a whole: equal text is equal content.
  return TOLD_SETTINGS.filter((key) => JSON.stringify(was?.[key]) !== JSON.stringify(is?.[key]));
}

function ofWorkingGroup(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'workingGroup');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'workingGroup', id: after.id }, label: after.title };
  if (!before) return { ...told, what: 'workingGroup.add' };
  return {
    ...told,
    what: 'workingGroup.edit',
    before: { title: before.title, body: before.purpose },
    after: { title: after.title, body: after.purpose }
  };
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
  if (actorId !== viewer.id) {
    if (!seesNames(view, viewer)) return null;
    if (isAnonymous(view, about) && !BY_MODERATION.has(what)) return null;
  }
  const participant = view.get('participant', actorId);
  return participant ? { id: participant.id, name: participant.name } : null;
}

function isAnonymous(view: RoomView, { type, id }: Told['about']): boolean {
  return (type === 'note' || type === 'comment') && view.get(type, id)?.anonymous !== false;
}

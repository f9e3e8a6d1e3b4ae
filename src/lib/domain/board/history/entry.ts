/**
 * What happened on a board, for people to read: made from rows of the change log, for one viewer. Reactions, ballots, dots
 * and sign-ups are never told, nor answers to polls, nor who joined or sat where: history is about the board, not about people.
 * What facilitators did to people is told to facilitators, so that they can answer for it.
 */
import type { PhaseRecord, RecordType, StoredOf, StoredRecord } from '../../records.ts';
import type { RoomView } from '../../rules.ts';

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
  'note.stack',
  'note.unstack',
  'note.reveal',
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
  'group.deal',
  'group.merge',
  'group.remove',
  'group.restore',
  'phase.set',
  'phase.configure',
  'phase.add',
  'phase.move',
  'phase.remove',
  'timer.start',
  'timer.add',
  'timer.pause',
  'timer.resume',
  'timer.stop',
  'lead.take',
  'callBack.start',
  'message.send',
  'board.configure',
  'workingGroup.add',
  'workingGroup.edit',
  'workingGroup.remove',
  'poll.add',
  'poll.edit',
  'poll.open',
  'poll.close',
  'poll.remove',
  'poll.restore',
  'poll.hide',
  'participant.add',
  'participant.edit',
  'participant.remove',
  'participant.restore',
  'participant.merge',
  'participant.mute',
  'participant.appoint',
  'vote.add',
  'vote.configure',
  'vote.open',
  'vote.close',
  'vote.reveal',
  'vote.reopen',
  'vote.remove'
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
  'note.stack',
  'note.unstack',
  'note.reveal',
  'note.hide',
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
  'group.deal',
  'group.merge',
  'group.remove',
  'group.restore',
  'phase.set',
  'phase.configure',
  'phase.add',
  'phase.restore',
  'phase.move',
  'phase.remove',
  'phase.end',
  'timer.start',
  'timer.add',
  'timer.cut',
  'timer.pause',
  'timer.resume',
  'timer.stop',
  'lead.take',
  'callBack.start',
  'message.send',
  'board.open',
  'board.close',
  'board.configure',
  'participant.add',
  'participant.edit',
  'participant.remove',
  'participant.restore',
  'participant.merge',
  'participant.mute',
  'participant.unmute',
  'participant.appoint',
  'participant.dismiss',
  'vote.add',
  'vote.restore',
  'vote.configure',
  'vote.open',
  'vote.close',
  'vote.reveal',
  'vote.reopen',
  'vote.remove',
  'workingGroup.add',
  'workingGroup.edit',
  'workingGroup.settings',
  'workingGroup.remove',
  'poll.add',
  'poll.edit',
  'poll.open',
  'poll.reopen',
  'poll.close',
  'poll.remove',
  'poll.restore',
  'poll.hide',
  'poll.unhide'
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** What of a board or a phase was set. */
export const TOLD_SETTINGS = [
  'title',
  'question',
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
  'grouping',
  'lateToSmallest',
  'sees',
  'minutes',
  'instruction'
] as const;
export type ToldSetting = (typeof TOLD_SETTINGS)[number];

export interface HistoryWords {
  title: string;
  body: string;
}

/** A phase, and what it was called then. */
export type ToldPhase = Pick<PhaseRecord, 'id' | 'phase' | 'title'>;

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
  /** Of what went somewhere (or was merged): the topic, group or person; null: to the Themenspeicher, to the plenary; of a stacked note: the words of the top. */
  to?: string | null;
  /** Of a merged topic: the one that its notes went to. */
  intoId?: string;
  before?: HistoryWords;
  after?: HistoryWords;
  settings?: ToldSetting[];
  /** Of `phase.set` and `phase.end`: from where to where; of the other steps on a phase: which. */
  from?: ToldPhase | null;
  phase?: ToldPhase;
  /** Of `timer.start`, `timer.add` and `timer.cut`: how long, how much more, how much less. */
  minutes?: number;
  /** Of notes that were revealed or hidden at once: how many. */
  count?: number;
  /** What lay in a topic that was dissolved or merged. */
  notes?: { id: string; rank: string }[];
}

/** An entry before it is said who did it. */
export type Told = Omit<HistoryEntry, 'seq' | 'at' | 'who' | 'mine'>;

export interface StepOf<R extends StoredRecord> {
  before: R | null;
  after: R;
  /** As it is now. */
  now: R;
}

/**
 * The first step of a type. Null where its record is not in the room any more, not even as a removed one: it was erased,
 * and its words go with it. The log keeps records in the shape of their day: fields that came later are filled in.
 */
export function stepOf<T extends RecordType>(
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

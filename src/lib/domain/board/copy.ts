/** A board as the template of another: what its facilitators made of it, and nothing of the people in it. */
import type {
  BoardRecord,
  GroupRecord,
  NoteRecord,
  PhaseRecord,
  PollRecord,
  StoredRecord,
  TopicRecord,
  VoteRecord
} from '../records.ts';
import { stacksOf } from '../stacks.ts';
import { NEW_STAGE } from './stage.ts';
import { NO_TIMER } from './timer.ts';
import { plannedVote } from './votes.ts';

/** What a copy is made from, removed records included. */
export interface CopySource {
  board: BoardRecord;
  phases: readonly PhaseRecord[];
  groups: readonly GroupRecord[];
  topics: readonly TopicRecord[];
  polls: readonly PollRecord[];
  votes: readonly VoteRecord[];
  /** Empty: the copy has none. */
  notes: readonly NoteRecord[];
}

export interface CopyPlan {
  roomId: string;
  title: string;
  /** ms since 1970 */
  now: number;
  newId: () => string;
}

/** What a group is only through those who are in it. */
const WITHOUT_PEOPLE = { noteTakerId: null, helpAt: null, helperId: null };

/**
 * The records of the copy, all new. It stands at its beginning: first phase, no votes, no timer, nothing done. Notes come
 * without author and without the time they were written at (their order stays), and only those that all could see. Their files
 * are the same files.
 */
export function copyBoard(source: CopySource, { roomId, title, now, newId }: CopyPlan): StoredRecord[] {
  const fresh = { seq: 1, removedAt: null };
  const ids = new Map<string, string>();
  const idOf = (old: string): string => {
    const known = ids.get(old) ?? newId();
    ids.set(old, known);
    return known;
  };
  const live = <R extends { removedAt: number | null }>(records: readonly R[]): R[] =>
    records.filter((record) => record.removedAt === null);

  const phases = live(source.phases).sort((a, b) => a.position - b.position);
  const groups = live(source.groups);
  const topics = live(source.topics);
  const votes = live(source.votes).sort((a, b) => a.createdAt - b.createdAt);
  const kept = new Set([...phases, ...groups, ...topics].map(({ id }) => id));
  const place = (old: string | null): string | null => (old !== null && kept.has(old) ? idOf(old) : null);
  const notes = live(source.notes)
    .filter(({ status }) => status === 'shown')
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const { tops, under } = stacksOf(notes);
  const liesUnder = new Map(
    tops.flatMap(({ id: top }) => (under.get(top) ?? []).map(({ id }): [string, string] => [id, idOf(top)]))
  );

  return [
    {
      ...source.board,
      ...fresh,
      id: roomId,
      title,
      phaseId: phases[0] ? idOf(phases[0].id) : null,
      ...NO_TIMER,
      ...NEW_STAGE,
      frozen: false,
      callBackAt: null,
      open: true
    },
    ...phases.map((phase) => ({ ...phase, ...fresh, id: idOf(phase.id) })),
    ...groups.map((group) => ({ ...group, ...fresh, id: idOf(group.id), done: false, ...WITHOUT_PEOPLE })),
    ...topics.map((topic) => ({ ...topic, ...fresh, id: idOf(topic.id), dots: null, workingGroupId: null })),
    ...live(source.polls).map((poll) => ({
      ...poll,
      ...fresh,
      id: newId(),
      state: 'planned' as const,
      answers: 0,
      given: 0,
      sums: [],
      hidden: [],
      openedAt: null,
      closedAt: null
    })),
    // What was asked, to be asked again; nobody has voted yet.
    ...votes.map((vote, at) => ({
      ...plannedVote({ id: newId(), phaseId: place(vote.phaseId), now: now + at }),
      ...fresh,
      title: vote.title,
      on: vote.on,
      topicId: place(vote.topicId),
      perPerson: vote.perPerson,
      perItem: vote.perItem
    })),
    ...notes.map((note, at) => ({
      ...note,
      ...fresh,
      id: idOf(note.id),
      groupId: place(note.groupId),
      topicId: place(note.topicId),
      stackId: liesUnder.get(note.id) ?? null,
      pinnedAt: note.pinnedAt === null ? null : now,
      authorId: null,
      authorName: null,
      authorOrganisation: null,
      anonymous: false,
      revealed: false,
      version: 1,
      createdAt: now - at,
      editedAt: null
    }))
  ];
}

/** Builds the changes of a demo room one after another: who does what, when. */
import { randomUUID } from 'node:crypto';
import { NEW_PERSON } from '$lib/domain/board/moderation/workshop';
import { rankBetween } from '$lib/domain/rank';
import type { Command } from '$lib/domain/commands';
import type {
  CommentRecord,
  GroupRecord,
  NoteRecord,
  ParticipantRecord,
  StoredRecord,
  TopicRecord
} from '$lib/domain/records';
import { must } from '$lib/util/must';
import type { StoredChange, StoredStep } from '$lib/sync/ports';
import { NOTES } from './demoNotes';
import { PEOPLE } from './demoPeople';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const fresh = { seq: 0, removedAt: null };

/** Gathers changes of one room, each with the next `seq`. */
export class Script {
  readonly changes: StoredChange[] = [];
  #seq: number;

  constructor(seq: number) {
    this.#seq = seq;
  }

  step(
    at: number,
    actorId: string | null,
    command: Command,
    ...steps: { before?: StoredRecord; after: StoredRecord }[]
  ) {
    this.#seq += 1;
    const seq = this.#seq;
    const stored: StoredStep[] = steps.map(({ before, after }) => ({
      before: before ?? null,
      after: { ...after, seq }
    }));
    this.changes.push({ seq, at, actorId, command, steps: stored });
  }
}

const TASKS = ['Wohnen und Dorfmitte', 'Mobilität', 'Beteiligung', 'Klima und Landschaft'];

/** Each group has a task, and somebody who writes its results down. */
export function setGroups(
  script: Script,
  groups: readonly GroupRecord[],
  participants: readonly ParticipantRecord[],
  at: number
) {
  const facilitator = must(participants[0]);
  groups.forEach((before, index) => {
    const taker = participants.find(({ groupId }) => groupId === before.id);
    const set = { task: TASKS[index] ?? '', noteTakerId: taker?.id ?? null };
    const command: Command = { id: randomUUID(), type: 'group.edit', groupId: before.id, ...set };
    script.step(at, facilitator.id, command, { before, after: { ...before, ...set } });
  });
}

/** Everybody of PEOPLE comes in; the first one moderates. */
export function joinAll(
  script: Script,
  people: readonly string[],
  groups: readonly GroupRecord[],
  at: number
) {
  const groupOf = new Map(NOTES.map((note) => [note.by, note.group]));
  return people.map((personId, index): ParticipantRecord => {
    const { name, organisation } = must(PEOPLE[index]);
    const role = index === 0 ? 'facilitator' : 'participant';
    const groupId = index === 0 ? null : must(groups[groupOf.get(index) ?? index % groups.length]).id;
    const after: ParticipantRecord = {
      type: 'participant',
      id: randomUUID(),
      ...fresh,
      name,
      organisation,
      groupId,
      role,
      ...NEW_PERSON,
      joinedAt: at + index * 20_000,
      personId
    };
    const command: Command = {
      id: randomUUID(),
      type: 'participant.join',
      participantId: after.id,
      personId,
      name,
      organisation,
      role,
      groupId
    };
    script.step(at + index * 20_000, null, command, { after });
    return after;
  });
}

export function addTopics(
  script: Script,
  at: number,
  by: string,
  titles: readonly string[],
  dots: readonly number[] | null
): TopicRecord[] {
  let rank: string | null = null;
  return titles.map((title, index): TopicRecord => {
    rank = rankBetween(rank, null);
    const after: TopicRecord = {
      type: 'topic',
      id: randomUUID(),
      ...fresh,
      title,
      rank,
      dots: dots?.[index] ?? null,
      locked: false,
      colour: null,
      area: null,
      workingGroupId: null
    };
    script.step(
      at + index * MINUTE,
      by,
      { id: randomUUID(), type: 'topic.add', topicId: after.id, title, rank },
      { after }
    );
    return after;
  });
}

export function noteOf(
  input: { body: string; kind: NoteRecord['kind'] },
  author: ParticipantRecord,
  place: { groupId: string | null; topicId: string | null; rank: string },
  createdAt: number
): NoteRecord {
  return {
    type: 'note',
    id: randomUUID(),
    ...fresh,
    ...place,
    stackId: null,
    title: '',
    body: input.body,
    kind: input.kind,
    attachments: [],
    status: 'shown',
    pinnedAt: null,
    x: null,
    y: null,
    authorId: author.id,
    authorName: author.name,
    authorOrganisation: author.organisation,
    anonymous: false,
    revealed: false,
    version: 1,
    createdAt,
    editedAt: null
  };
}

export const addNote = ({ id, body, kind, groupId, topicId, rank }: NoteRecord): Command => ({
  id: randomUUID(),
  type: 'note.add',
  noteId: id,
  body,
  kind,
  groupId,
  topicId,
  rank
});

/** Comments and thumbs of one note. */
export function addEcho(
  script: Script,
  note: NoteRecord,
  input: { by: number; thumbs: number; comments?: { by: number; body: string }[] },
  participants: readonly ParticipantRecord[]
): void {
  const others = participants.filter((_, index) => index !== input.by);
  for (const other of others.slice(0, input.thumbs)) {
    const after = {
      type: 'reaction',
      id: `${note.id}:${other.id}`,
      ...fresh,
      noteId: note.id,
      authorId: other.id
    } as const;
    const command: Command = { id: randomUUID(), type: 'reaction.set', noteId: note.id, on: true };
    script.step(note.createdAt + MINUTE, other.id, command, { after });
  }
  for (const [index, { by, body }] of (input.comments ?? []).entries()) {
    const author = must(participants[by]);
    const createdAt = note.createdAt + (index + 2) * MINUTE;
    const after: CommentRecord = {
      type: 'comment',
      id: randomUUID(),
      ...fresh,
      noteId: note.id,
      body,
      authorId: author.id,
      authorName: author.name,
      anonymous: false,
      createdAt,
      editedAt: null
    };
    script.step(
      createdAt,
      author.id,
      { id: randomUUID(), type: 'comment.add', commentId: after.id, noteId: note.id, body },
      { after }
    );
  }
}

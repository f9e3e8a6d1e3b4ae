/**
 * Each record type of a room and its table, both ways. Records speak in milliseconds and camel case, rows in
 * `timestamptz` and snake case; this is the only place that knows.
 */
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { RecordType, StoredOf } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import type { CardTable, Database, ParticipantTable } from '$lib/server/db/types';

export interface RoomContext {
  roomId: string;
  spaceId: string;
}
type Row = Record<string, unknown>;

export interface RecordTable<T extends RecordType> {
  table: keyof Database;
  /** Columns that name a row within the whole table. */
  key: readonly string[];
  /** The row of a record, without `room_id`, `seq` and `removed_at`. Its keys are the same for each record. */
  toRow(record: StoredOf<T>, room: RoomContext): Row;
  /** The room's records with a clock above `after`. */
  load(db: Db, roomId: string, after: number): Promise<StoredOf<T>[]>;
}

const ms = (time: Date | null): number | null => time?.getTime() ?? null;
const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

type Recorded = {
  [K in keyof Database]: Database[K] extends { room_id: string; seq: number } ? K : never;
}[keyof Database];

/** `where room_id = … and seq > …` on any record table. */
const inRoom =
  <K extends Exclude<Recorded, 'change'>>(table: K, roomId: string, after: number) =>
  (eb: ExpressionBuilder<Database, K>) =>
    // The names are literals of this file; Kysely cannot follow a generic table name.
    (eb as unknown as ExpressionBuilder<Database, 'note'>).and([
      (eb as unknown as ExpressionBuilder<Database, 'note'>)(
        `${table}.room_id` as 'note.room_id',
        '=',
        roomId
      ),
      (eb as unknown as ExpressionBuilder<Database, 'note'>)(`${table}.seq` as 'note.seq', '>', after)
    ]);

interface BaseRow {
  seq: number;
  removed_at: Date | null;
}
const base = (row: BaseRow) => ({ seq: row.seq, removedAt: ms(row.removed_at) });

const board: RecordTable<'board'> = {
  table: 'board',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    title: record.title,
    question: record.question,
    phase_id: record.phaseId,
    timer_ends_at: iso(record.timerEndsAt),
    votes_per_person: record.votesPerPerson,
    voting: record.voting,
    open: record.open
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('board')
      .where(inRoom('board', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'board',
      id: row.id,
      ...base(row),
      title: row.title,
      question: row.question,
      phaseId: row.phase_id,
      timerEndsAt: ms(row.timer_ends_at),
      votesPerPerson: row.votes_per_person,
      voting: row.voting,
      open: row.open
    }));
  }
};

const phase: RecordTable<'phase'> = {
  table: 'phase',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    phase: record.phase,
    position: record.position,
    sees: record.sees,
    instruction: record.instruction
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('phase')
      .where(inRoom('phase', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'phase',
      id: row.id,
      ...base(row),
      phase: row.phase,
      position: row.position,
      sees: row.sees,
      instruction: row.instruction
    }));
  }
};

const group: RecordTable<'group'> = {
  table: 'breakout_group',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    name: record.name,
    task: record.task,
    rank: record.rank,
    done: record.done
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('breakout_group')
      .where(inRoom('breakout_group', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'group',
      id: row.id,
      ...base(row),
      name: row.name,
      task: row.task,
      rank: row.rank,
      done: row.done
    }));
  }
};

export function participantOf(row: Selectable<ParticipantTable>): StoredOf<'participant'> {
  return {
    type: 'participant',
    id: row.id,
    ...base(row),
    name: row.name,
    organisation: row.organisation,
    groupId: row.group_id,
    leftGroupId: row.left_group_id,
    role: row.role,
    ...(row.person_id !== null && { personId: row.person_id })
  };
}

const participant: RecordTable<'participant'> = {
  table: 'participant',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    person_id: record.personId ?? null,
    name: record.name,
    organisation: record.organisation,
    group_id: record.groupId,
    left_group_id: record.leftGroupId ?? null,
    role: record.role
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('participant')
      .where(inRoom('participant', roomId, after))
      .selectAll()
      .execute();
    return rows.map(participantOf);
  }
};

const topic: RecordTable<'topic'> = {
  table: 'topic',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    title: record.title,
    rank: record.rank,
    dots: record.dots,
    working_group_id: record.workingGroupId
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('topic')
      .where(inRoom('topic', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'topic',
      id: row.id,
      ...base(row),
      title: row.title,
      rank: row.rank,
      dots: row.dots,
      workingGroupId: row.working_group_id
    }));
  }
};

const note: RecordTable<'note'> = {
  table: 'note',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    group_id: record.groupId,
    topic_id: record.topicId,
    title: record.title,
    body: record.body,
    kind: record.kind,
    rank: record.rank,
    x: record.x,
    y: record.y,
    author_id: record.authorId,
    version: record.version,
    created_at: iso(record.createdAt),
    edited_at: iso(record.editedAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('note')
      .leftJoin('participant as author', 'author.id', 'note.author_id')
      .where('note.room_id', '=', roomId)
      .where('note.seq', '>', after)
      .selectAll('note')
      .select(['author.name as author_name', 'author.organisation as author_organisation'])
      .execute();
    return rows.map((row) => ({
      type: 'note',
      id: row.id,
      ...base(row),
      groupId: row.group_id,
      topicId: row.topic_id,
      title: row.title,
      body: row.body,
      kind: row.kind,
      rank: row.rank,
      x: row.x,
      y: row.y,
      authorId: row.author_id,
      authorName: row.author_name,
      authorOrganisation: row.author_organisation,
      version: row.version,
      createdAt: row.created_at.getTime(),
      editedAt: ms(row.edited_at)
    }));
  }
};

const comment: RecordTable<'comment'> = {
  table: 'comment',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    note_id: record.noteId,
    body: record.body,
    author_id: record.authorId,
    created_at: iso(record.createdAt),
    edited_at: iso(record.editedAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('comment')
      .leftJoin('participant as author', 'author.id', 'comment.author_id')
      .where('comment.room_id', '=', roomId)
      .where('comment.seq', '>', after)
      .selectAll('comment')
      .select('author.name as author_name')
      .execute();
    return rows.map((row) => ({
      type: 'comment',
      id: row.id,
      ...base(row),
      noteId: row.note_id,
      body: row.body,
      authorId: row.author_id,
      authorName: row.author_name,
      createdAt: row.created_at.getTime(),
      editedAt: ms(row.edited_at)
    }));
  }
};

const reaction: RecordTable<'reaction'> = {
  table: 'reaction',
  key: ['note_id', 'author_id'],
  toRow: (record) => ({ note_id: record.noteId, author_id: record.authorId }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('reaction')
      .where(inRoom('reaction', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'reaction',
      id: `${row.note_id}:${row.author_id}`,
      ...base(row),
      noteId: row.note_id,
      authorId: row.author_id
    }));
  }
};

const ballot: RecordTable<'ballot'> = {
  table: 'ballot',
  key: ['participant_id'],
  toRow: (record) => ({ participant_id: record.id, dots: record.dots }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('ballot')
      .where(inRoom('ballot', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({ type: 'ballot', id: row.participant_id, ...base(row), dots: row.dots }));
  }
};

const workingGroup: RecordTable<'workingGroup'> = {
  table: 'working_group',
  key: ['id'],
  toRow: (record, room) => ({
    id: record.id,
    space_id: room.spaceId,
    number: record.number,
    title: record.title,
    purpose: record.purpose,
    topic_id: record.topicId,
    active: record.active,
    informed: record.informed
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('working_group')
      .where(inRoom('working_group', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'workingGroup',
      id: row.id,
      ...base(row),
      number: row.number,
      title: row.title,
      purpose: row.purpose,
      topicId: row.topic_id,
      active: row.active,
      informed: row.informed
    }));
  }
};

const signup: RecordTable<'signup'> = {
  table: 'signup',
  key: ['working_group_id', 'participant_id'],
  toRow: (record) => ({
    working_group_id: record.workingGroupId,
    participant_id: record.participantId,
    level: record.level,
    created_at: iso(record.createdAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('signup')
      .where(inRoom('signup', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'signup',
      id: `${row.working_group_id}:${row.participant_id}`,
      ...base(row),
      workingGroupId: row.working_group_id,
      participantId: row.participant_id,
      level: row.level,
      createdAt: row.created_at.getTime()
    }));
  }
};

export function cardOf(row: Selectable<CardTable>): StoredOf<'card'> {
  return {
    type: 'card',
    id: row.id,
    ...base(row),
    ...row.content,
    ownerId: row.owner_id,
    audience: row.audience,
    audiences: row.audiences,
    reached: row.reached,
    consent:
      row.consent_text === null || row.consented_at === null
        ? null
        : { text: row.consent_text, at: row.consented_at.getTime() },
    updatedAt: row.updated_at.getTime()
  };
}

const card: RecordTable<'card'> = {
  table: 'card',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    owner_id: record.ownerId,
    content: {
      name: record.name,
      organisation: record.organisation,
      role: record.role,
      region: record.region,
      fields: record.fields,
      offer: record.offer,
      need: record.need,
      about: record.about,
      email: record.email,
      phone: record.phone,
      web: record.web,
      colour: record.colour
    },
    audience: record.audience,
    audiences: record.audiences,
    reached: record.reached ?? record.audience,
    consent_text: record.consent?.text ?? null,
    consented_at: iso(record.consent?.at ?? null),
    updated_at: iso(record.updatedAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('card')
      .where(inRoom('card', roomId, after))
      .selectAll()
      .execute();
    return rows.map(cardOf);
  }
};

/** In the order of writing: what others point at comes first. */
export const RECORD_TABLES: { [T in RecordType]: RecordTable<T> } = {
  board,
  phase,
  group,
  participant,
  topic,
  workingGroup,
  note,
  comment,
  reaction,
  ballot,
  signup,
  card
};

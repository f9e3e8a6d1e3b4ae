/** Topics, notes and what is said about them. */
import { base, inRoom, iso, ms, type RecordTable } from './recordTable';

export const topic: RecordTable<'topic'> = {
  table: 'topic',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    title: record.title,
    rank: record.rank,
    dots: record.dots,
    locked: record.locked,
    colour: record.colour,
    area: record.area,
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
      locked: row.locked,
      colour: row.colour,
      area: row.area,
      workingGroupId: row.working_group_id
    }));
  }
};

export const note: RecordTable<'note'> = {
  table: 'note',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    group_id: record.groupId,
    topic_id: record.topicId,
    stack_id: record.stackId,
    title: record.title,
    body: record.body,
    kind: record.kind,
    attachments: record.attachments,
    status: record.status,
    pinned_at: iso(record.pinnedAt),
    anonymous: record.anonymous,
    revealed: record.revealed,
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
      stackId: row.stack_id,
      title: row.title,
      body: row.body,
      kind: row.kind,
      attachments: row.attachments,
      status: row.status,
      pinnedAt: ms(row.pinned_at),
      anonymous: row.anonymous,
      revealed: row.revealed,
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

export const comment: RecordTable<'comment'> = {
  table: 'comment',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    note_id: record.noteId,
    body: record.body,
    author_id: record.authorId,
    anonymous: record.anonymous,
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
      anonymous: row.anonymous,
      createdAt: row.created_at.getTime(),
      editedAt: ms(row.edited_at)
    }));
  }
};

export const reaction: RecordTable<'reaction'> = {
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

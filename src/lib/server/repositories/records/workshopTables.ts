/** Board, phases, groups, people, and what facilitators said to them. */
import type { Selectable } from 'kysely';
import type { StoredOf } from '$lib/domain/records';
import type { ParticipantTable } from '$lib/server/db/types';
import { base, inRoom, iso, ms, type RecordTable } from './recordTable';

export const board: RecordTable<'board'> = {
  table: 'board',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    title: record.title,
    question: record.question,
    phase_id: record.phaseId,
    timer_ends_at: iso(record.timerEndsAt),
    timer_left_ms: record.timerLeftMs,
    stage: record.stage,
    stage_names: record.stageNames,
    lead_id: record.leadId,
    open: record.open,
    layout: record.layout,
    note_order: record.order,
    reactions: record.reactions,
    kinds: record.kinds,
    anonymous: record.anonymous,
    approval: record.approval,
    frozen: record.frozen,
    may: record.may,
    access: record.access,
    members_only: record.membersOnly,
    grouping: record.grouping,
    late_to_smallest: record.lateToSmallest,
    call_back_at: iso(record.callBackAt)
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
      timerLeftMs: row.timer_left_ms,
      stage: row.stage,
      stageNames: row.stage_names,
      leadId: row.lead_id,
      open: row.open,
      layout: row.layout,
      order: row.note_order,
      reactions: row.reactions,
      kinds: row.kinds,
      anonymous: row.anonymous,
      approval: row.approval,
      frozen: row.frozen,
      may: row.may,
      access: row.access,
      membersOnly: row.members_only,
      grouping: row.grouping,
      lateToSmallest: row.late_to_smallest,
      callBackAt: ms(row.call_back_at)
    }));
  }
};

export const phase: RecordTable<'phase'> = {
  table: 'phase',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    phase: record.phase,
    title: record.title,
    position: record.position,
    sees: record.sees,
    may: record.may,
    anonymous: record.anonymous,
    minutes: record.minutes,
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
      title: row.title,
      position: row.position,
      sees: row.sees,
      may: row.may,
      anonymous: row.anonymous,
      minutes: row.minutes,
      instruction: row.instruction
    }));
  }
};

export const group: RecordTable<'group'> = {
  table: 'breakout_group',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    name: record.name,
    task: record.task,
    rank: record.rank,
    done: record.done,
    note_taker_id: record.noteTakerId,
    places: record.limit,
    video: record.video,
    help_at: iso(record.helpAt),
    helper_id: record.helperId,
    merged_into: record.mergedInto
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
      done: row.done,
      noteTakerId: row.note_taker_id,
      limit: row.places,
      video: row.video,
      helpAt: ms(row.help_at),
      helperId: row.helper_id,
      mergedInto: row.merged_into
    }));
  }
};

function participantOf(row: Selectable<ParticipantTable>): StoredOf<'participant'> {
  return {
    type: 'participant',
    id: row.id,
    ...base(row),
    name: row.name,
    organisation: row.organisation,
    groupId: row.group_id,
    role: row.role,
    muted: row.muted,
    appointed: row.appointed,
    byHand: row.by_hand,
    joinedAt: row.created_at.getTime(),
    mergedInto: row.merged_into,
    ...(row.person_id !== null && { personId: row.person_id })
  };
}

export const participant: RecordTable<'participant'> = {
  table: 'participant',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    person_id: record.personId ?? null,
    name: record.name,
    organisation: record.organisation,
    group_id: record.groupId,
    role: record.role,
    muted: record.muted,
    appointed: record.appointed,
    by_hand: record.byHand,
    created_at: iso(record.joinedAt),
    merged_into: record.mergedInto
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

export const message: RecordTable<'message'> = {
  table: 'message',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    group_id: record.groupId,
    body: record.body,
    author_id: record.authorId,
    sent_at: iso(record.at)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('message')
      .leftJoin('participant as author', 'author.id', 'message.author_id')
      .where('message.room_id', '=', roomId)
      .where('message.seq', '>', after)
      .selectAll('message')
      .select('author.name as author_name')
      .execute();
    return rows.map((row) => ({
      type: 'message',
      id: row.id,
      ...base(row),
      groupId: row.group_id,
      body: row.body,
      at: row.sent_at.getTime(),
      authorId: row.author_id,
      authorName: row.author_name
    }));
  }
};

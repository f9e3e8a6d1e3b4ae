/** Votes and ballots. */
import { ballotId } from '$lib/domain/board/votes';
import { base, inRoom, iso, ms, type RecordTable } from './recordTable';

export const vote: RecordTable<'vote'> = {
  table: 'vote',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    phase_id: record.phaseId,
    title: record.title,
    subject: record.on,
    topic_id: record.topicId,
    per_person: record.perPerson,
    per_item: record.perItem,
    state: record.state,
    turnout: record.turnout,
    electorate: record.electorate,
    results: record.results,
    created_at: iso(record.createdAt),
    opened_at: iso(record.openedAt),
    closed_at: iso(record.closedAt),
    revealed_at: iso(record.revealedAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('vote')
      .where(inRoom('vote', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'vote',
      id: row.id,
      ...base(row),
      phaseId: row.phase_id,
      title: row.title,
      on: row.subject,
      topicId: row.topic_id,
      perPerson: row.per_person,
      perItem: row.per_item,
      state: row.state,
      turnout: row.turnout,
      electorate: row.electorate,
      results: row.results,
      createdAt: row.created_at.getTime(),
      openedAt: ms(row.opened_at),
      closedAt: ms(row.closed_at),
      revealedAt: ms(row.revealed_at)
    }));
  }
};

export const ballot: RecordTable<'ballot'> = {
  table: 'ballot',
  key: ['vote_id', 'participant_id'],
  toRow: (record) => ({
    vote_id: record.voteId,
    participant_id: record.participantId,
    dots: record.dots
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('ballot')
      .where(inRoom('ballot', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'ballot',
      id: ballotId(row.vote_id, row.participant_id),
      ...base(row),
      voteId: row.vote_id,
      participantId: row.participant_id,
      dots: row.dots
    }));
  }
};

/** Quick polls and what people answered. */
import { base, inRoom, iso, ms, type RecordTable } from './recordTable';

export const poll: RecordTable<'poll'> = {
  table: 'poll',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    question: record.question,
    kind: record.kind,
    options: record.options,
    scale: record.scale,
    most: record.most,
    shows: record.shows,
    state: record.state,
    rank: record.rank,
    answers: record.answers,
    given: record.given,
    sums: record.sums ?? [],
    hidden: record.hidden,
    opened_at: iso(record.openedAt),
    closed_at: iso(record.closedAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('poll')
      .where(inRoom('poll', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'poll',
      id: row.id,
      ...base(row),
      question: row.question,
      kind: row.kind,
      options: row.options,
      scale: row.scale,
      most: row.most,
      shows: row.shows,
      state: row.state,
      rank: row.rank,
      answers: row.answers,
      given: row.given,
      sums: row.sums,
      hidden: row.hidden,
      openedAt: ms(row.opened_at),
      closedAt: ms(row.closed_at)
    }));
  }
};

export const pollAnswer: RecordTable<'pollAnswer'> = {
  table: 'poll_answer',
  key: ['poll_id', 'participant_id'],
  toRow: (record) => ({
    poll_id: record.pollId,
    participant_id: record.participantId,
    answer: record.values
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('poll_answer')
      .where(inRoom('poll_answer', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'pollAnswer',
      id: `${row.poll_id}:${row.participant_id}`,
      ...base(row),
      pollId: row.poll_id,
      participantId: row.participant_id,
      values: row.answer
    }));
  }
};

import { resultRows } from '$lib/domain/board/voteItems';
import { isStub, keyOf, type AnyRecord, type RecordType, type StoredOf } from '$lib/domain/records';
import { dayAndTime } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Cell } from '$lib/server/csv';

/**
 * One row for each topic or note of the votes that are counted, the oldest vote first, with a heading.
 *
 * @param records of the board, as a facilitator receives them
 * @param voteId only this one
 */
export function voteRows(records: readonly AnyRecord[], voteId: string | null): Cell[][] {
  const byKey = new Map(records.filter((record) => !isStub(record)).map((record) => [keyOf(record), record]));
  const view = {
    // The key says which type it is.
    get: <T extends RecordType>(type: T, id: string) =>
      byKey.get(keyOf({ type, id })) as StoredOf<T> | undefined
  };
  const votes = records
    .filter((record) => record.type === 'vote')
    .filter(({ id, removedAt, results }) => removedAt === null && results !== null && (voteId ?? id) === id)
    .sort((a, b) => (a.closedAt ?? 0) - (b.closedAt ?? 0));
  const heading = [
    m.votes_one(),
    m.topics_result_place(),
    m.votes_item(),
    m.topics_result_points(),
    m.votes_percent(),
    m.votes_voted(),
    m.votes_could(),
    m.votes_closed_at()
  ];
  const rows = votes.flatMap((vote) =>
    resultRows(view, vote, []).map(({ place, label, gone, count, share }): Cell[] => [
      vote.title || m.topics_vote_title(),
      place,
      itemOf(label, gone),
      count,
      Math.round(share * 100),
      vote.turnout,
      vote.electorate,
      vote.closedAt === null ? null : dayAndTime(vote.closedAt)
    ])
  );
  return [heading, ...rows];
}

function itemOf(label: string | null, gone: boolean): string {
  if (label === null) return m.topics_result_gone();
  return gone ? `${label} (${m.topics_result_gone()})` : label;
}

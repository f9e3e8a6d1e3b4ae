/** What of a vote stands on the projector. Nothing there says how anybody voted before all are to see it. */
import { mayRead } from '$lib/domain/board/project';
import { resultRows } from '$lib/domain/board/voteItems';
import type { VoteRecord } from '$lib/domain/records';
import type { Actor, RoomView } from '$lib/domain/rules';

export interface StageRow {
  id: string;
  place: number;
  /** Null: it is gone, or not everybody's in the hall to read. */
  label: string | null;
  count: number;
  /** Number of the AG it became. */
  workingGroup: number | null;
}

export type StageVote =
  /** Before it opens. */
  | { kind: 'before' }
  /** Open, or closed and not yet revealed. */
  | { kind: 'turnout'; open: boolean; turnout: number; electorate: number; percent: number }
  | { kind: 'result'; rows: StageRow[]; more: number; sum: number; people: number };

/** Whoever looks at the screen in the hall; its browser is a facilitator's, who reads more. */
const ANYBODY: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };

/** So many can be read from the back of a hall. */
export const MOST_ROWS = 6;

export function stageVote(
  view: RoomView,
  vote: VoteRecord | null,
  { turnout, electorate }: { turnout: number; electorate: number }
): StageVote {
  if (!vote || vote.state === 'planned') return { kind: 'before' };
  if (vote.state === 'open' || vote.revealedAt === null) {
    const percent = electorate === 0 ? 0 : Math.min(100, Math.round((turnout / electorate) * 100));
    return { kind: 'turnout', open: vote.state === 'open', turnout, electorate, percent };
  }
  const rows = resultRows(view, vote, []).map(({ id, place, label, count, record }): StageRow => {
    const groupId = record?.type === 'topic' ? record.workingGroupId : null;
    const group = groupId === null ? undefined : view.get('workingGroup', groupId);
    const open = record?.type !== 'note' || mayRead(view, ANYBODY, record);
    return { id, place, label: open ? label : null, count, workingGroup: group?.number ?? null };
  });
  const shown = rows.slice(0, MOST_ROWS);
  return {
    kind: 'result',
    rows: shown,
    more: rows.length - shown.length,
    sum: rows.reduce((total, { count }) => total + count, 0),
    people: turnout
  };
}

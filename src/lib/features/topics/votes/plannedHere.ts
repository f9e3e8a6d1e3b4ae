import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { plannedVote } from '$lib/domain/board/votes';
import type { VoteRecord } from '$lib/domain/records';

/** The vote as it would be held where nobody has prepared one: it is kept with the first thing that is done to it. */
export function plannedHere(session: BoardSession): VoteRecord {
  const next = session.phases.find(
    ({ phase, position }) => phase === 'vote' && position >= (session.phase?.position ?? 0)
  );
  return plannedVote({ id: '', phaseId: next?.id ?? null, now: 0 });
}

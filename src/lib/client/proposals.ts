import type { ProposalsAnswer, TopicProposal } from '$lib/protocol/proposals';

export type { ProposalsAnswer, TopicProposal };

/** Asks the server which loose notes belong together. Null: it could not be asked. */
export async function fetchProposals(roomId: string, signal: AbortSignal): Promise<ProposalsAnswer | null> {
  try {
    const response = await fetch(`/api/rooms/${roomId}/proposals`, { signal });
    return (await response.json()) as ProposalsAnswer;
  } catch {
    return null;
  }
}

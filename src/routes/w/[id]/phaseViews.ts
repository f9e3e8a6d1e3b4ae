import type { PhaseName } from '$lib/domain/records';

/** Each phase's view comes when it is needed: a participant's phone waits for the one that everybody is in, not for all. */
const LOADERS = {
  collect: async () => (await import('$lib/features/board/GroupBoard.svelte')).default,
  cluster: async () => (await import('$lib/features/topics/ClusterBoard.svelte')).default,
  vote: async () => (await import('$lib/features/topics/Ballot.svelte')).default,
  commit: async () => (await import('$lib/features/workingGroups/CommitPhase.svelte')).default,
  network: async () => (await import('$lib/features/cards/NetworkPhase.svelte')).default
} satisfies Record<PhaseName, () => Promise<unknown>>;

export type PhaseViews = { [P in PhaseName]?: Awaited<ReturnType<(typeof LOADERS)[P]>> };

/** Rejects when the browser cannot get it (no line). */
export async function loadPhaseView(phase: PhaseName): Promise<PhaseViews> {
  return { [phase]: await LOADERS[phase]() };
}

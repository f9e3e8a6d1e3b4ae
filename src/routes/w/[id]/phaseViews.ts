import type { Layout, PhaseName } from '$lib/domain/records';

/** Each phase's view comes when it is needed: a participant's phone waits for the one that everybody is in, not for all. */
const LOADERS = {
  collect: async (layout: Layout) => {
    const [board, { layoutViews }] = await Promise.all([
      import('$lib/features/board/GroupBoard.svelte'),
      import('$lib/features/board/layouts/layoutViews.svelte')
    ]);
    await layoutViews.load(layout);
    return board.default;
  },
  cluster: async () => (await import('./ClusterPhase.svelte')).default,
  vote: async () => (await import('$lib/features/topics/votes/Ballot.svelte')).default,
  commit: async () => (await import('$lib/features/workingGroups/CommitPhase.svelte')).default,
  network: async () => (await import('$lib/features/cards/NetworkPhase.svelte')).default
} satisfies Record<PhaseName, (layout: Layout) => Promise<unknown>>;

export type PhaseViews = { [P in PhaseName]?: Awaited<ReturnType<(typeof LOADERS)[P]>> };

/**
 * Rejects when the browser cannot get it (no line).
 * @param layout in which the notes are shown while collecting
 */
export async function loadPhaseView(phase: PhaseName, layout: Layout = 'wall'): Promise<PhaseViews> {
  return { [phase]: await LOADERS[phase](layout) };
}

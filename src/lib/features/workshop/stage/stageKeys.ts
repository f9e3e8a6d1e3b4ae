import type { ShownView } from '$lib/domain/board/projector';
import type { StageView } from '$lib/domain/records';

/** What a key does on the projector; also the keys that presenters' remote controls send. */
export function stageKey(key: string): 'next' | 'back' | 'blank' | 'auto' | null {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
      return 'next';
    case 'ArrowLeft':
    case 'PageUp':
      return 'back';
    case 'b':
    case 'B':
    case '.':
      return 'blank';
    case 'Escape':
      return 'auto';
    default:
      return null;
  }
}

/**
 * What the key makes of what is chosen and shown. A dark screen comes back with any of them, to `before`: what was chosen
 * when it went dark.
 * @param choices the views there are, in their order
 */
export function afterKey(
  key: 'next' | 'back' | 'blank' | 'auto',
  {
    chosen,
    shown,
    before,
    choices
  }: Readonly<{ chosen: StageView; shown: ShownView; before: StageView; choices: readonly StageView[] }>
): StageView {
  if (key === 'auto') return 'auto';
  if (chosen === 'blank') return before;
  if (key === 'blank') return 'blank';
  const views: readonly StageView[] = choices.filter((view) => view !== 'auto' && view !== 'blank');
  const at = views.indexOf(shown);
  const step = key === 'next' ? 1 : -1;
  return views[(at + step + views.length) % views.length] ?? 'auto';
}

import type { NoteKind, NoteRecord } from '$lib/domain/records';

/** Which notes are shown one after another; null: all. */
export interface SlideFilter {
  topicId: string | null;
  groupId: string | null;
  kind: NoteKind | null;
}

export const ALL_SLIDES: SlideFilter = { topicId: null, groupId: null, kind: null };

export function slidesOf(
  notes: readonly NoteRecord[],
  { topicId, groupId, kind }: SlideFilter
): readonly NoteRecord[] {
  return notes.filter(
    (note) =>
      (topicId === null || note.topicId === topicId) &&
      (groupId === null || note.groupId === groupId) &&
      (kind === null || note.kind === kind)
  );
}

/** Where the shown note stands now; when it went away, where it stood. -1: there is nothing to show. */
export function placeOf(slides: readonly { id: string }[], id: string | null, before: number): number {
  const at = slides.findIndex((slide) => slide.id === id);
  return at >= 0 ? at : Math.min(Math.max(before, 0), slides.length - 1);
}

/** What a key does in a slideshow; also the keys that presenters' remote controls send. */
export function slideKey(key: string): 'next' | 'back' | 'first' | 'last' | 'leave' | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
    case 'PageDown':
    case ' ':
      return 'next';
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
      return 'back';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Escape':
      return 'leave';
    default:
      return null;
  }
}

/** A swipe along the line of reading; null where the finger went up or down, or hardly at all. */
export function swipe(dx: number, dy: number): 'next' | 'back' | null {
  if (Math.abs(dx) < 48 || Math.abs(dx) < Math.abs(dy) * 1.5) return null;
  return dx < 0 ? 'next' : 'back';
}

/** How large a text may be, so that it can be read from eight metres and still fits. */
export function slideSize(length: number): 'short' | 'medium' | 'long' | 'endless' {
  if (length <= 60) return 'short';
  if (length <= 150) return 'medium';
  return length <= 400 ? 'long' : 'endless';
}

import type { FileAttachment } from '../records.ts';
import type { Actor, RoomView } from '../rules.ts';
import { cardFor } from './circles.ts';

/** Kept photos are squares of at most this, and lists show them at most so large; px. */
export const PHOTO = { large: 640, small: 256 } as const;

/** The photo, where `viewer` reads a card with it on, by the same rule as all of the card; null where they do not. */
export function readablePhoto(view: RoomView, viewer: Actor, fileId: string): FileAttachment | null {
  for (const card of view.all('card')) {
    if (card.photo !== fileId || cardFor(viewer, card)?.photo !== fileId) continue;
    return { type: 'image', fileId, width: PHOTO.large, height: PHOTO.large, alt: '' };
  }
  return null;
}

import type { PollDraft } from './pollDraft';

const keyOf = (roomId: string): string => `auftakt.poll/${roomId}`;

/** A new poll that was begun on this device, so that neither a closed dialog nor a reload loses it. */
export function keptDraft(roomId: string): PollDraft | null {
  try {
    const kept = sessionStorage.getItem(keyOf(roomId));
    // Only this file writes it.
    return kept === null ? null : (JSON.parse(kept) as PollDraft);
  } catch {
    return null;
  }
}

/** @param draft null: it became a poll, or was given up */
export function keepDraft(roomId: string, draft: PollDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(roomId));
    else sessionStorage.setItem(keyOf(roomId), JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing only loses this safety.
  }
}

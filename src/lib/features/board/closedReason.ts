import type { BoardRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/** Why one cannot write just now, in a sentence. @param muted by the moderation, oneself and not all */
export function closedReason({ open, access, frozen }: BoardRecord, muted: boolean): string {
  if (!open) return m.board_closed_workshop();
  if (access === 'read') return m.board_closed_read();
  if (frozen) return m.board_closed_frozen();
  if (muted) return m.board_closed_muted();
  return m.board_closed_phase();
}

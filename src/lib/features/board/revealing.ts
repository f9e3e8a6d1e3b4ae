/** Hiding others' notes while people write, and showing them. */
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Sees } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from '$lib/ui/toasts.svelte';

/** Everybody reads everything from now on; the toast takes it back. */
export function showAll(session: BoardSession): void {
  const before = session.sees;
  if (see(session, 'all')) told(m.board_private_revealed(), () => see(session, before));
}

/** Participants read their own notes only; the toast takes it back. */
export function hideOthers(session: BoardSession): void {
  const before = session.sees;
  if (see(session, 'own')) told(m.board_private_hidden(), () => see(session, before));
}

function see(session: BoardSession, sees: Sees): boolean {
  const { phase } = session;
  if (!phase) return false;
  void session.send({ type: 'phase.configure', phaseId: phase.id, sees });
  return true;
}

const told = (text: string, undo: () => unknown): void => {
  toasts.add({ text, action: { label: m.ui_undo(), run: () => void undo() } });
};

import type { Refusal } from '$lib/protocol/rooms';
import { eraseParticipant } from '$lib/server/repositories/erasure';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

/**
 * Takes somebody out of a workshop for good, as if they had never been there: what of theirs stands in its records and in
 * the change log. First as anybody is removed, so that counts and offices follow and their sockets hear it; then the rows.
 * Nothing is left that would keep the person out: who was erased may come in again as somebody new.
 *
 * What is theirs elsewhere (account, card, addresses, other workshops) is not touched.
 */
export async function erasePerson(
  { db, rooms }: Pick<ServiceContext, 'db' | 'rooms'>,
  roomId: string,
  participantId: string
): Promise<{ ok: true } | Refusal> {
  const removed = await rooms.takeOut(roomId, participantId);
  // `not_found`: removed before, or never there; the rows say which.
  if (!removed.ok && removed.code !== 'not_found') return removed;
  if (!(await eraseParticipant(db, roomId, participantId))) return refuse('not_found');
  rooms.reload(roomId);
  return { ok: true };
}

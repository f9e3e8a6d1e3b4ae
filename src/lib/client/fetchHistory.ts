import type { HistoryPage } from '$lib/protocol/history';
import type { Refusal } from '$lib/protocol/rooms';

export type { HistoryPage };

/**
 * A page of what happened on a board, or to one note of it. Null: it could not be asked.
 * @param before only what is older than this clock
 */
export async function fetchHistory(
  roomId: string,
  { before, note, limit }: { before?: number | undefined; note?: string | undefined; limit?: number } = {}
): Promise<HistoryPage | Refusal | null> {
  const query = new URLSearchParams();
  if (before !== undefined) query.set('before', String(before));
  if (note !== undefined) query.set('note', note);
  if (limit !== undefined) query.set('limit', String(limit));
  try {
    const response = await fetch(`/api/rooms/${roomId}/history?${query.toString()}`);
    return (await response.json()) as HistoryPage | Refusal;
  } catch {
    return null;
  }
}

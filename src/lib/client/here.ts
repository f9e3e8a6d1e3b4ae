import type { Refusal } from '$lib/protocol/rooms';

/** Who is in a board now, by participant id, for its facilitators. Null: it could not be asked. */
export async function fetchHere(roomId: string, signal: AbortSignal): Promise<ReadonlySet<string> | null> {
  try {
    const response = await fetch(`/api/rooms/${roomId}/here`, { signal });
    const answer = (await response.json()) as { ok: true; here: string[] } | Refusal;
    return answer.ok ? new Set(answer.here) : null;
  } catch {
    return null;
  }
}

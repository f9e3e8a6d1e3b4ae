import type { RoomOpened } from '$lib/protocol/rooms';
import { unpackRecords, type PackedTable } from '$lib/protocol/packed';

export type { RoomOpened };

/** Where the whole of a room is fetched, in its smallest form. `key`: of a public link. */
export const roomUrl = (roomId: string, key?: string): string =>
  `/api/rooms/${roomId}?as=packed${key === undefined ? '' : `&key=${key}`}`;

/**
 * Everything this person may see of a room, over HTTP: compressed, and encoded on the server once for all who see the
 * same. Null where it cannot be had: no line, no access, or an answer that is none.
 */
export async function fetchRoom(
  roomId: string,
  { signal, key }: { signal?: AbortSignal; key?: string | undefined } = {}
): Promise<RoomOpened | null> {
  try {
    const response = await fetch(roomUrl(roomId, key), { ...(signal && { signal }) });
    if (!response.ok) return null;
    const { packed, ...answer } = (await response.json()) as RoomOpened & { packed?: PackedTable[] };
    return packed ? { ...answer, records: [...unpackRecords(packed), ...answer.records] } : answer;
  } catch {
    return null;
  }
}

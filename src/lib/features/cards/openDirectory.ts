import { DirectorySession } from '$lib/client/DirectorySession.svelte';
import { fetchRoom } from '$lib/client/fetchRoom';

/**
 * Fetches the directory as this person may see it and makes a session of it, not yet started. Null where it cannot be
 * reached; the page stays usable without.
 */
export async function openDirectory(roomId: string, signal: AbortSignal): Promise<DirectorySession | null> {
  const snapshot = await fetchRoom(roomId, { signal });
  return snapshot && new DirectorySession({ roomId, snapshot });
}

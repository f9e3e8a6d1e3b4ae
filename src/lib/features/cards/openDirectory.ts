import { DirectorySession } from '$lib/client/DirectorySession.svelte';

type Snapshot = ConstructorParameters<typeof DirectorySession>[0]['snapshot'];

/**
 * Fetches the directory as this person may see it and makes a session of it, not yet started. Null where it cannot be
 * reached; the page stays usable without.
 */
export async function openDirectory(roomId: string, signal: AbortSignal): Promise<DirectorySession | null> {
  try {
    const response = await fetch(`/api/rooms/${roomId}`, { signal });
    if (!response.ok) return null;
    const snapshot = (await response.json()) as Snapshot;
    return new DirectorySession({ roomId, snapshot });
  } catch {
    return null;
  }
}

import type { Refusal } from '$lib/protocol/rooms';
import type { Sharing, SharingChange } from '$lib/protocol/sharing';

export type { Sharing, SharingChange };
export type SharingAnswer = { ok: true; sharing: Sharing } | Refusal;

/** How a workshop's board is shared. Null: it could not be asked. */
export const fetchSharing = (workshopId: string): Promise<SharingAnswer | null> => ask(workshopId, {});

/** Changes what is given. Null: the answer did not come; ask anew what became of it. */
export const changeSharing = (workshopId: string, change: SharingChange): Promise<SharingAnswer | null> =>
  ask(workshopId, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change)
  });

async function ask(workshopId: string, init: RequestInit): Promise<SharingAnswer | null> {
  try {
    const response = await fetch(`/api/workshops/${workshopId}/sharing`, init);
    return (await response.json()) as SharingAnswer;
  } catch {
    return null;
  }
}

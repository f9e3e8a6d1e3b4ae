/** Erases somebody from a workshop. `message`: why it could not be done, in words; null: the server was not reached. */
export async function erasePerson(
  roomId: string,
  participantId: string
): Promise<{ ok: true } | { ok: false; message: string | null }> {
  try {
    const response = await fetch(`/api/rooms/${roomId}/people/${participantId}`, { method: 'DELETE' });
    if (response.ok) return { ok: true };
    const { message } = (await response.json()) as { message?: string };
    return { ok: false, message: message ?? null };
  } catch {
    return { ok: false, message: null };
  }
}

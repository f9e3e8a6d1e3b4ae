/** A room's id, or a session of it, which also knows the key of the public link it was opened with. */
type RoomAddress = string | { roomId: string; key: string | undefined };

/** Where a file of a note lies. `small`: of an image the copy for the wall. */
export function fileUrl(room: RoomAddress, fileId: string, size?: 'small'): string {
  const { roomId, key } = typeof room === 'string' ? { roomId: room, key: undefined } : room;
  const query = new URLSearchParams({ ...(size && { size }), ...(key !== undefined && { key }) }).toString();
  return `/api/rooms/${roomId}/files/${fileId}${query && `?${query}`}`;
}

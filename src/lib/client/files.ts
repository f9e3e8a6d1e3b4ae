/** Where a file of a note lies. `small`: of an image the copy for the wall. */
export function fileUrl(roomId: string, fileId: string, size?: 'small'): string {
  return `/api/rooms/${roomId}/files/${fileId}${size ? '?size=small' : ''}`;
}

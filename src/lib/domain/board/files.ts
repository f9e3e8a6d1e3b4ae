import { isRemoved, type Actor, type RoomView } from '../rules.ts';
import { isStub, type FileAttachment } from '../records.ts';
import { projectBoard } from './project.ts';

/** The file, as it hangs on a note that `viewer` may read now; null when it hangs on none. */
export function readableFile(view: RoomView, viewer: Actor, fileId: string): FileAttachment | null {
  for (const note of view.all('note')) {
    const held = note.attachments.find((one) => one.type !== 'link' && one.fileId === fileId);
    if (!held || held.type === 'link') continue;
    const shown = projectBoard(view, viewer, note);
    if (shown !== null && !isRemoved(shown) && !isStub(shown)) return held;
  }
  return null;
}

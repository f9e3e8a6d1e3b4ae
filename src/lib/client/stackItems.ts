import type { NoteRecord } from '$lib/domain/records';
import type { BoardSession } from './BoardSession.svelte';

/** A stack as `ui/StackList.svelte` shows it, the top first; a note that nothing lies under alone, and none where it is gone. */
export function stackItems(session: BoardSession, topId: string, me: string) {
  const top = session.notes.find(({ id }) => id === topId);
  if (!top) return [];
  const nameOf = (note: NoteRecord): string | null => (session.isMine(note) ? me : note.authorName);
  const groups = new Map(session.groups.map(({ id, name }) => [id, name]));
  return [top, ...session.notesUnder(topId)].map((note) => ({
    id: note.id,
    kind: note.kind,
    kindName: session.kindName(note.kind),
    title: note.title,
    body: note.body,
    by: [nameOf(note), note.groupId === null ? null : groups.get(note.groupId)].filter(Boolean).join(' · ')
  }));
}

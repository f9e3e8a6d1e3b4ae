/** Who may put what where on a board, as the server has it. */
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';

/** What is needed of the board. */
export type Placing = Pick<BoardSession, 'topics' | 'isFacilitator' | 'can' | 'isMine'>;

function lockedFor(session: Placing, topicId: string | null): boolean {
  return (
    !session.isFacilitator && session.topics.some(({ id, locked }) => locked && id !== null && id === topicId)
  );
}

export function mayChangeTopic(session: Placing, topic: TopicRecord): boolean {
  return session.can.moveNotes && !lockedFor(session, topic.id);
}

/** Write a new note into a topic; null: into none. */
export function mayAddTo(session: Placing, topicId: string | null): boolean {
  const { can } = session;
  return can.write && (topicId === null || (can.moveOwn && !lockedFor(session, topicId)));
}

/** Put a note somewhere in a topic; null: among those in none. */
export function mayPlace(session: Placing, note: NoteRecord, topicId: string | null): boolean {
  const { can } = session;
  const own = can.write && session.isMine(note);
  if (lockedFor(session, note.topicId) || lockedFor(session, topicId)) return false;
  return can.moveNotes || (own && (topicId === note.topicId || can.moveOwn));
}

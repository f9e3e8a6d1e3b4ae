/** What becomes of several notes at once, as the commands of one step. */
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Unsent } from '$lib/domain/commands';
import { ranksFor } from '$lib/domain/place';
import { rankBetween } from '$lib/domain/rank';
import { newId } from '$lib/util/newId';
import { mayPlace, type Placing } from './placing';

/** What is needed of the board. */
type Sorted = Placing & Pick<BoardSession, 'notes' | 'notesOf'>;

/** To the end of a topic (null: out of all); those that may not go there stay. */
export function intoTopic(session: Sorted, noteIds: readonly string[], topicId: string | null): Unsent[] {
  const notes = new Map(session.notes.map((note) => [note.id, note]));
  const going = noteIds.filter((id) => {
    const note = notes.get(id);
    return note !== undefined && mayPlace(session, note, topicId);
  });
  const there = session.notesOf(topicId);
  return ranksFor(there, there.length, going)
    .filter(({ id }) => going.includes(id))
    .map(({ id, rank }): Unsent => ({ type: 'note.move', noteId: id, topicId, rank }));
}

/** Into a topic of their own, at the end of all. */
export function intoNewTopic(session: Sorted, noteIds: readonly string[], title: string): Unsent[] {
  const topicId = newId();
  const rank = rankBetween(session.topics.at(-1)?.rank ?? null, null);
  return [
    { type: 'topic.add', topicId, title, rank },
    ...ranksFor([], 0, noteIds).map(({ id, rank: place }): Unsent => ({
      type: 'note.move',
      noteId: id,
      topicId,
      rank: place
    }))
  ];
}

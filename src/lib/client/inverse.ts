import type { WireCommand } from '$lib/domain/commands';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import type { WithoutId } from './RoomSession.svelte';

/** A command before it gets its id. */
export type Unsent = WithoutId<WireCommand>;

/** Puts a note back where it is now. */
export function backTo(note: Pick<NoteRecord, 'id' | 'topicId' | 'rank'>): Unsent {
  return { type: 'note.move', noteId: note.id, topicId: note.topicId, rank: note.rank };
}

/** Brings back a topic that is about to be dissolved or merged, with its notes in their order. */
export function bringBack(
  topic: Pick<TopicRecord, 'id' | 'title' | 'rank'>,
  notes: readonly Pick<NoteRecord, 'id' | 'topicId' | 'rank'>[]
): Unsent[] {
  // Adding a removed topic again under its id revives it (domain/board/topics.ts).
  return [
    { type: 'topic.add', topicId: topic.id, title: topic.title, rank: topic.rank },
    ...notes.map(backTo)
  ];
}

/**
 * The commands of a step that still make sense: those about notes and topics which are there, or which the step itself
 * brings back. What others removed meanwhile stays removed.
 */
export function stillPossible(
  inverse: readonly Unsent[],
  here: { notes: ReadonlySet<string>; topics: ReadonlySet<string> }
): Unsent[] {
  const topics = new Set(here.topics);
  return inverse.filter((command) => {
    switch (command.type) {
      case 'note.move':
        return here.notes.has(command.noteId) && (!command.topicId || topics.has(command.topicId));
      case 'topic.add':
        if (topics.has(command.topicId)) return false;
        topics.add(command.topicId);
        return true;
      case 'topic.edit':
      case 'topic.move':
      case 'topic.remove':
        return topics.has(command.topicId);
      default:
        return true;
    }
  });
}

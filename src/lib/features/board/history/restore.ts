import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { HistoryEntry } from '$lib/domain/board/history/entry';
import type { Unsent } from '$lib/domain/commands';
import type { RecordType } from '$lib/domain/records';

const TAKEN_AWAY = {
  'note.remove': 'note',
  'comment.remove': 'comment',
  'topic.remove': 'topic',
  'topic.merge': 'topic',
  'group.remove': 'group',
  'poll.remove': 'poll'
} as const;

/** The commands that bring back what an entry took away; none where it took away nothing, or it is back already. */
export function restoring(session: BoardSession, entry: HistoryEntry): Unsent[] {
  if (!(entry.what in TAKEN_AWAY)) return [];
  const type: RecordType = TAKEN_AWAY[entry.what as keyof typeof TAKEN_AWAY];
  const { id } = entry.about;
  const record = session.view.get(type, id);
  if (!record || record.removedAt === null) return [];
  switch (record.type) {
    case 'note':
      return session.can.write ? [{ type: 'note.restore', noteId: id }] : [];
    case 'comment': {
      const note = session.view.get('note', record.noteId);
      const here = note !== undefined && note.removedAt === null;
      return here && session.can.comment ? [{ type: 'comment.restore', commentId: id }] : [];
    }
    case 'topic':
      // Adding a removed topic again under its id revives it.
      return session.can.moveNotes
        ? [
            { type: 'topic.add', topicId: id, title: record.title, rank: record.rank },
            ...backInto(session, entry)
          ]
        : [];
    case 'group':
      return session.can.moderate ? [{ type: 'group.restore', groupId: id }] : [];
    case 'poll':
      return session.can.moderate ? [{ type: 'poll.restore', pollId: id }] : [];
    default:
      return [];
  }
}

/** The notes that lie where the topic's end put them: whoever has moved one since meant it. */
function backInto(session: BoardSession, { about, notes = [], intoId }: HistoryEntry): Unsent[] {
  return notes.flatMap(({ id, rank }) => {
    const note = session.view.get('note', id);
    if (!note || note.removedAt !== null) return [];
    // What lies under another follows it.
    const stayed = note.stackId === null && note.topicId === (intoId ?? null);
    return stayed ? [{ type: 'note.move', noteId: id, topicId: about.id, rank }] : [];
  });
}

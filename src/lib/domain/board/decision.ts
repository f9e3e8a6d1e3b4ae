/** Small words shared by the decisions of a board. */
import type { Decision, RefusalCode, RoomView } from '../rules.ts';
import type { NoteRecord, ParticipantRecord, RecordType, StoredOf, StoredRecord } from '../records.ts';

export const accept = (...put: StoredRecord[]): Decision => ({ ok: true, put });
export const refuse = (code: RefusalCode): Decision => ({ ok: false, code });

/** The record unless it was removed. */
export function live<T extends RecordType>(view: RoomView, type: T, id: string): StoredOf<T> | undefined {
  const record = view.get(type, id);
  return record && record.removedAt === null ? record : undefined;
}

/** The entry that stands for this one: of the same person, when the two were merged. */
export function keptOf(view: RoomView, person: ParticipantRecord): ParticipantRecord | undefined {
  return person.mergedInto === null ? person : view.get('participant', person.mergedInto);
}

/** Of the moderation, as a member of the space or by appointment. */
export const facilitates = ({ role, appointed }: Pick<ParticipantRecord, 'role' | 'appointed'>): boolean =>
  role === 'facilitator' || appointed;

export function allLive<T extends RecordType>(view: RoomView, type: T): StoredOf<T>[] {
  const records: StoredOf<T>[] = [];
  for (const record of view.all(type)) if (record.removedAt === null) records.push(record);
  return records;
}

/**
 * Notes whose readers change, with all that hangs on them. Putting them again gives them a new `seq`, so that everybody
 * receives them anew as what they are now: the note, or a stub. Removed ones too: their authors still have them, with what
 * others said to them.
 */
export function shownAnew(view: RoomView, concerns: (note: NoteRecord) => boolean): StoredRecord[] {
  const notes = Array.from(view.all('note')).filter(concerns);
  const ids = new Set(notes.map((note) => note.id));
  return [...notes, ...hangingOn(view, (noteId) => ids.has(noteId))];
}

/** What hangs on some notes; of comments also the removed ones, which their authors may bring back. */
export function hangingOn(view: RoomView, concerns: (noteId: string) => boolean): StoredRecord[] {
  const hanging: StoredRecord[] = [];
  for (const comment of view.all('comment')) if (concerns(comment.noteId)) hanging.push(comment);
  for (const reaction of view.all('reaction'))
    if (reaction.removedAt === null && concerns(reaction.noteId)) hanging.push(reaction);
  return hanging;
}

/** What undoing commands are made of, see takeBack.ts. */
import type { CommandOf, Unsent, WithoutId } from '../commands.ts';
import type { NoteRecord, RecordType } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { live } from './decision.ts';

/** The command that undoes a step, given what is there now; null when there is nothing of it left to undo. */
export type Inverse = (now: RoomView) => Unsent | null;

export type Of<T extends Unsent['type']> = WithoutId<CommandOf<T>>;

export const whenLive = (now: RoomView, type: RecordType, id: string, command: Unsent): Unsent | null =>
  live(now, type, id) ? command : null;

export function whenGone(now: RoomView, type: RecordType, id: string, command: Unsent): Unsent | null {
  const record = now.get(type, id);
  return record && record.removedAt !== null ? command : null;
}

type Given<N extends string> = Partial<Record<N, unknown>>;

/** Of `names` those that `command` sets, as they stand in `record`. */
export function asItWas<R extends object, N extends keyof R & string>(
  record: R,
  command: Given<N>,
  names: readonly N[]
): Partial<Pick<R, N>> {
  const was: Partial<Pick<R, N>> = {};
  for (const name of names) if (command[name] !== undefined) was[name] = record[name];
  return was;
}

/** Whether everything that `command` set still stands so. Attachments and areas are compared by their content. */
export function stands<N extends string>(record: Given<N>, command: Given<N>, names: readonly N[]): boolean {
  return names.every(
    (name) => command[name] === undefined || JSON.stringify(record[name]) === JSON.stringify(command[name])
  );
}

/** Into the topic and group it lies in, at its place there. */
export function placeOf({ id, topicId, groupId, rank, x, y }: NoteRecord): Of<'note.move'> {
  const onCanvas = x === null || y === null ? {} : { x, y };
  return { type: 'note.move', noteId: id, topicId, groupId, rank, ...onCanvas };
}

/** Its topic and its group are still there. */
export const hasHome = (now: RoomView, { topicId, groupId }: NoteRecord): boolean =>
  (topicId === null || live(now, 'topic', topicId) !== undefined) &&
  (groupId === null || live(now, 'group', groupId) !== undefined);

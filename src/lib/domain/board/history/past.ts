/** A board as it once was, made from the board of today and the change log. Pure. */
import { keyOf, type AnyRecord, type RecordType, type StoredRecord } from '../../records.ts';
import { isRemoved, type Actor, type RoomView } from '../../rules.ts';
import { keptOf } from '../decision.ts';
import { projectBoard } from '../project.ts';

/** What a look back shows: the board, not who was there, agreed, voted or signed up. */
export const PAST_TYPES: ReadonlySet<RecordType> = new Set<RecordType>([
  'board',
  'phase',
  'group',
  'topic',
  'note',
  'comment',
  'workingGroup'
]);

/** A record before a step, null where the step made it. */
export interface PastStep {
  type: RecordType;
  id: string;
  before: StoredRecord | null;
}

/**
 * Takes one command back. Called for one after the other, the newest first.
 *
 * What is not in `records` is not brought into them: a record that is not even there as a removed one was erased, and stays
 * so. The log keeps records in the shape of their day; fields that came later stay as they are.
 *
 * @param records by `keyOf`
 * @param steps of the command, in their order
 */
export function rewind(records: Map<string, StoredRecord>, steps: readonly PastStep[]): void {
  for (const step of steps.toReversed()) {
    const key = keyOf(step);
    const now = records.get(key);
    if (!now) continue;
    if (step.before === null) records.delete(key);
    // A record keeps its type, so the two are of one.
    else records.set(key, { ...now, ...step.before } as StoredRecord);
  }
}

/**
 * What `viewer` sees of `past`: by the rules of every day. Names are those of `now`: who was erased since has none, what has
 * become nameless since is so then too, and nobody is called by a name that they gave up.
 */
export function projectPast(
  past: RoomView,
  now: RoomView,
  viewer: Actor,
  record: StoredRecord
): AnyRecord | null {
  if (!PAST_TYPES.has(record.type)) return null;
  const shown = projectBoard(past, viewer, namedAsNow(now, record));
  return shown === null || isRemoved(shown) ? null : shown;
}

function namedAsNow(now: RoomView, record: StoredRecord): StoredRecord {
  if (record.type !== 'note' && record.type !== 'comment') return record;
  const wrote = record.authorId === null ? undefined : now.get('participant', record.authorId);
  const author = wrote && keptOf(now, wrote);
  const anonymous = record.anonymous || now.get(record.type, record.id)?.anonymous === true;
  const name = { authorId: author?.id ?? null, authorName: author?.name ?? null, anonymous };
  return record.type === 'note'
    ? { ...record, ...name, authorOrganisation: author?.organisation ?? null }
    : { ...record, ...name };
}

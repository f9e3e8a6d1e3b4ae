/**
 * What the sync core needs to know about a room, and nothing more. Two sets of rules implement it:
 * `boardRules` (board/rules.ts) and `directoryRules` (cards/rules.ts). All functions are pure.
 */
import type { Command } from './commands.ts';
import type { AnyRecord, RecordType, Ref, StoredOf, StoredRecord } from './records.ts';

/** The closed list of reasons for a refusal. The sentence for people is made from the code (catalogue `errors`). */
export const REFUSALS = [
  'unauthenticated', // no session, or an expired one
  'forbidden', // known, but not allowed (also answered where the thing does not exist: nothing is given away)
  'removed', // the moderation has removed this person from the workshop
  'not_found', // may see the room, but the record is not there
  'conflict', // somebody else changed it meanwhile; both versions are kept by the client
  'closed', // the workshop is closed, or the phase does not allow it
  'invalid', // does not fit the schema
  'unknown_command',
  'too_long',
  'empty',
  'full', // the breakout group has no place left
  'limit', // a limit of the room (notes, topics, dots) is reached
  'rate_limited', // too fast; `retryAfterMs` says when to come again
  'unavailable', // the database is away, try again
  'version' // client and server speak different protocol versions: reload
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Who acts or looks. In a board `id` is the participant's id, in a directory the person's; '' for a visitor. */
export interface Actor {
  id: string;
  name: string;
  organisation: string | null;
  /** `reader`: whoever opened a board's public link; no participant, and without a name. */
  role: 'facilitator' | 'participant' | 'interested' | 'reader' | 'member' | 'visitor';
  groupId: string | null;
  /**
   * A facilitator by appointment in this workshop, not as a member of the space: runs the workshop, but neither opens or
   * shuts its door (access, members only, password, public link) nor appoints, nor touches those who are members.
   */
  appointed?: boolean;
}

/** Read access to a room's records, removed ones included. */
export interface RoomView {
  get<T extends RecordType>(type: T, id: string): StoredOf<T> | undefined;
  all<T extends RecordType>(type: T): Iterable<StoredOf<T>>;
}

export type Decision =
  | {
      ok: true;
      /** Records after the step, whole; `seq` is set by the room. A removed record has `removedAt` set. */
      put: StoredRecord[];
    }
  | { ok: false; code: RefusalCode };

export interface RoomRules {
  /** The pure heart: what becomes of the room when `actor` sends `command` at `now`. Also run by the client to predict. */
  decide(view: RoomView, actor: Actor, command: Command, now: number): Decision;
  /** What `viewer` receives of `record`: the record (fields taken out), a stub, a tombstone, or nothing at all. */
  project(view: RoomView, viewer: Actor, record: StoredRecord): AnyRecord | Removed | null;
  /** Viewers with the same key receive the same bytes, but for records whose `owner` they are. */
  audienceKey(view: RoomView, viewer: Actor): string;
  /** The viewers (Actor.id) for whom `project` may answer differently from the rest of the audience. */
  ownersOf(record: StoredRecord, view: RoomView): readonly string[];
  /** Whether others may hear who is writing just now. */
  namesWriters(view: RoomView): boolean;
}

export interface Removed extends Ref {
  removed: true;
}

export function isRemoved(projected: AnyRecord | Removed): projected is Removed {
  return 'removed' in projected;
}

export const removedRef = (record: { type: RecordType; id: string; seq: number }): Removed => ({
  type: record.type,
  id: record.id,
  seq: record.seq,
  removed: true
});

/** The events of the wire: what a client may ask of a room and what it hears from it. See sync/SPEC.md. */
import * as v from 'valibot';
import type { Actor, RefusalCode } from '../domain/rules.ts';
import type { AnyRecord, Ref } from '../domain/records.ts';
import type { PackedChanges } from './packed.ts';
import { publicKey, uuid } from './text.ts';

export const roomOpenSchema = v.object({
  room: uuid,
  /** The last `seq` the client has; it gets what is newer. */
  since: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Protocol version of the client; a missing one is taken as the current. */
  version: v.optional(v.pipe(v.number(), v.integer())),
  /** The client can fetch the whole over HTTP, where it is packed, compressed and shared: see `RoomOpened.fetch`. */
  fetches: v.optional(v.boolean()),
  /** Of a board's public link: it is opened for reading, whoever else one is. */
  key: v.optional(publicKey)
});

/** The command itself is parsed by `parseCommand`, for a better refusal code. */
export const roomCommandSchema = v.object({ room: uuid, command: v.unknown() });
export const roomCloseSchema = v.object({ room: uuid });
export const presenceStateSchema = v.object({
  groupId: v.optional(v.nullable(uuid)),
  /** Id of the note the person is writing or editing; `new` for one that is not pinned yet. */
  editing: v.optional(v.nullable(v.union([uuid, v.literal('new')]))),
  /** This page is a projector's: its person is not there by it, and can only be missed where they look. */
  stage: v.optional(v.boolean()),
  cursor: v.optional(
    v.nullable(v.object({ x: v.pipe(v.number(), v.finite()), y: v.pipe(v.number(), v.finite()) }))
  )
});
export const roomPresenceSchema = v.object({ room: uuid, state: presenceStateSchema });
export type PresenceState = v.InferOutput<typeof presenceStateSchema>;

export interface Refusal {
  ok: false;
  code: RefusalCode;
  /** One German sentence for a person. */
  message: string;
  retryAfterMs?: number;
}
export interface Me {
  id: string;
  name: string;
  role: Actor['role'];
  groupId: string | null;
}
export interface RoomOpened {
  ok: true;
  seq: number;
  /** `full`: everything; else what is newer than `since`. */
  records: AnyRecord[];
  removed: Ref[];
  full: boolean;
  /**
   * So much has changed that it does not come here: fetch the whole (`GET /api/rooms/:room?as=packed`) and take what comes
   * from `seq` on on top. Only for clients that said `fetches`.
   */
  fetch?: true;
  me: Me;
  /** Server time in ms, so that timers do not trust the phone's clock. */
  now: number;
}
export type OpenAnswer = RoomOpened | Refusal;
export type CommandAnswer = { ok: true; seq: number } | Refusal;

/** Read what happened with `unpackChanges`: many changes at once come as tables. */
export interface RoomChange extends PackedChanges {
  room: string;
  /** Room clock after these changes; a client that has applied them is at `seq`. */
  seq: number;
  /** Room clock before: `changes` bring a client from `from` to `seq`. A client behind `from` has a gap. */
  from: number;
}
export interface PresencePerson {
  id: string;
  name: string;
  groupId: string | null;
  role: Actor['role'];
  editing?: string | null;
}
export interface RoomPresence {
  room: string;
  /** Everybody present; of more than 50, the first 50 (to facilitators 500). */
  people: PresencePerson[];
  count: number;
  /** Present people per group id; those without a group under ''. */
  groups: Record<string, number>;
}
export interface RoomClosed {
  room: string;
  code: RefusalCode;
}

export interface ClientToServer {
  'room:open': (payload: unknown, answer: (a: OpenAnswer) => void) => void;
  'room:command': (payload: unknown, answer: (a: CommandAnswer) => void) => void;
  'room:close': (payload: unknown, answer: (a: { ok: true } | Refusal) => void) => void;
  'room:presence': (payload: unknown) => void;
}
export interface ServerToClient {
  'room:change': (message: RoomChange) => void;
  'room:presence': (message: RoomPresence) => void;
  'room:closed': (message: RoomClosed) => void;
  /** The server stops or was replaced: come back after `afterMs` (spread over the clients). */
  'server:away': (message: { afterMs: number }) => void;
}

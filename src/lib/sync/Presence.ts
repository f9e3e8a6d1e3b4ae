import { isRemoved, type Actor, type RoomRules, type RoomView } from '../domain/rules.ts';
import { isStub } from '../domain/records.ts';
import type { PresencePerson, PresenceState, RoomPresence } from '../protocol/rooms.ts';
import { nobodyOf } from './audience.ts';
import type { Clock } from './ports.ts';

/** At most four frames a second and room. */
export const FRAME_MS = 250;
/** The first news after a quiet time waits this long, so that people who come together come in one frame. */
const SETTLE_MS = 50;
export const MAX_PEOPLE = 50;

/** Somebody's socket, as presence sees it. */
export interface Present {
  actor: Actor;
  state: PresenceState;
  /** The frame this socket got last. */
  frame: string | null;
}

export interface PresencePorts<M extends Present> {
  roomId: string;
  clock: Clock;
  /** Null when the room has no memory just now: nothing is sent. */
  memory: () => { view: RoomView; setup: { rules: RoomRules } } | null;
  members: () => Iterable<M>;
  send: (to: M[], message: RoomPresence) => void;
}

/** Tells who is here: merged over sockets, only when something changed, to each audience what it may see. */
export class Presence<M extends Present> {
  readonly #ports: PresencePorts<M>;
  #cancel: (() => void) | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(ports: PresencePorts<M>) {
    this.#ports = ports;
  }

  /** Something may have changed. */
  touch(): void {
    if (this.#cancel) return;
    const { clock } = this.#ports;
    const wait = Math.max(SETTLE_MS, this.#lastAt + FRAME_MS - clock.now());
    this.#cancel = clock.after(wait, () => {
      this.#cancel = null;
      this.#lastAt = clock.now();
      this.#flush();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #flush(): void {
    const { members, memory, send } = this.#ports;
    const known = memory();
    if (!known) return;
    const { view, setup } = known;
    const audiences = new Map<string, { viewer: Actor; members: M[] }>();
    const people = new Map<string, M>();
    for (const member of members()) {
      const key = setup.rules.audienceKey(view, member.actor);
      const audience = audiences.get(key);
      if (audience) audience.members.push(member);
      else audiences.set(key, { viewer: nobodyOf(member.actor), members: [member] });
      // Of several sockets of a person, the one in which they write tells most.
      const known = people.get(member.actor.id);
      if (!known || (member.state.editing && !known.state.editing)) people.set(member.actor.id, member);
    }
    for (const { viewer, members: group } of audiences.values()) {
      const message = this.#frame(view, setup.rules, viewer, people.values());
      const frame = JSON.stringify(message);
      const news = group.filter((member) => member.frame !== frame);
      for (const member of news) member.frame = frame;
      if (news.length > 0) send(news, message);
    }
  }

  #frame(view: RoomView, rules: RoomRules, viewer: Actor, present: Iterable<M>): RoomPresence {
    const message: RoomPresence = { room: this.#ports.roomId, people: [], count: 0, groups: {} };
    for (const { actor, state } of present) {
      message.count += 1;
      const group = actor.groupId ?? '';
      message.groups[group] = (message.groups[group] ?? 0) + 1;
      if (message.people.length < MAX_PEOPLE && mayName(view, rules, viewer, actor.id)) {
        message.people.push(describe(actor, state));
      }
    }
    return message;
  }
}

/** A name is told only to those who may see the participant. */
function mayName(view: RoomView, rules: RoomRules, viewer: Actor, actorId: string): boolean {
  const record = view.get('participant', actorId);
  const seen = record ? rules.project(view, viewer, record) : null;
  return seen !== null && !isRemoved(seen) && !isStub(seen);
}

function describe({ id, name, groupId, role }: Actor, { editing }: PresenceState): PresencePerson {
  return editing ? { id, name, groupId, role, editing } : { id, name, groupId, role };
}

import { isRemoved, type Actor, type RoomRules, type RoomView } from '../domain/rules.ts';
import { isStub } from '../domain/records.ts';
import type { PresencePerson, PresenceState, RoomPresence } from '../protocol/rooms.ts';
import { nobodyOf } from './audience.ts';
import type { Elsewhere } from './Elsewhere.ts';
import type { Clock, PresentPerson } from './ports.ts';

/** At most four frames a second and room. */
export const FRAME_MS = 250;
/** With more than fifty people frames are as many times rarer, so that all frames of a second cost the same in any hall. */
const RAREST_FRAME_MS = 2000;
/** The first news after a quiet time waits this long, so that people who come together come in one frame. */
const SETTLE_MS = 50;
export const MAX_PEOPLE = 50;
/** Facilitators are few, and have to know who is missing. */
export const MAX_PEOPLE_OF_FACILITATORS = 500;

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
  /** Who is here in other processes. */
  elsewhere?: Elsewhere | undefined;
}

/** Those who share what they may see. */
interface Audience<M> {
  viewer: Actor;
  members: M[];
}

/** Tells who is here: merged over sockets and processes, only when something changed, to each audience what it may see. */
export class Presence<M extends Present> {
  readonly #ports: PresencePorts<M>;
  #cancel: (() => void) | null = null;
  #dueAt = 0;
  /** When the last look was, and when everybody was told. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** The last frame of each audience: the same text again is then the same string, which is compared at once. */
  #frames = new Map<string, string>();

  constructor(ports: PresencePorts<M>) {
    this.#ports = ports;
  }

  /** Something may have changed. */
  touch(): void {
    this.#after(SETTLE_MS);
  }

  /** Everybody who is here, in this process or another, by Actor.id. */
  here(): Set<string> {
    const { roomId, members, elsewhere } = this.#ports;
    const ids = new Set<string>(elsewhere?.people(roomId).keys());
    for (const member of members()) if (isSomebody(member)) ids.add(member.actor.id);
    return ids;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #after(ms: number): void {
    const { clock } = this.#ports;
    const now = clock.now();
    const at = Math.max(now + ms, this.#lookedAt + FRAME_MS);
    if (this.#cancel && this.#dueAt <= at) return;
    this.#cancel?.();
    this.#dueAt = at;
    this.#cancel = clock.after(at - now, () => {
      this.#cancel = null;
      this.#lookedAt = clock.now();
      this.#flush();
    });
  }

  #flush(): void {
    const { roomId, members, memory, elsewhere } = this.#ports;
    const here = new Map<string, M>();
    for (const member of members()) {
      if (!isSomebody(member)) continue;
      // Of several sockets of a person, the one in which they write tells most.
      const known = here.get(member.actor.id);
      if (!known || (member.state.editing && !known.state.editing)) here.set(member.actor.id, member);
    }
    elsewhere?.tell(roomId, told(here));
    const known = memory();
    if (known) this.#tellAudiences(known.view, known.setup.rules, here);
  }

  #tellAudiences(view: RoomView, rules: RoomRules, here: ReadonlyMap<string, M>): void {
    const { roomId, clock, elsewhere, send } = this.#ports;
    const people = everybody(view, here, elsewhere?.people(roomId));
    if (!rules.namesWriters(view)) for (const person of people) delete person.editing;
    const groups: Record<string, number> = {};
    for (const { groupId } of people) groups[groupId ?? ''] = (groups[groupId ?? ''] ?? 0) + 1;

    const rarity = Math.min(RAREST_FRAME_MS, FRAME_MS * Math.max(1, people.length / MAX_PEOPLE));
    const wait = this.#toldAt + rarity - clock.now();
    const frames = new Map<string, string>();
    let delayed = false;
    let sent = false;
    for (const [key, { viewer, members }] of this.#audiences(view, rules)) {
      const named = firstNamed(view, rules, viewer, people);
      const message: RoomPresence = { room: roomId, people: named, count: people.length, groups };
      const text = JSON.stringify(message);
      const last = this.#frames.get(key);
      const frame = last === text ? last : text;
      frames.set(key, frame);
      // Whoever has just come need not wait for the others' turn.
      const news = members.filter((one) => one.frame !== frame && (wait <= 0 || one.frame === null));
      delayed ||= wait > 0 && members.some((one) => one.frame !== frame && one.frame !== null);
      for (const member of news) member.frame = frame;
      if (news.length > 0) send(news, message);
      sent ||= news.length > 0;
    }
    this.#frames = frames;
    if (delayed) this.#after(wait);
    else if (sent && wait <= 0) this.#toldAt = clock.now();
  }

  #audiences(view: RoomView, rules: RoomRules): Map<string, Audience<M>> {
    const audiences = new Map<string, Audience<M>>();
    for (const member of this.#ports.members()) {
      if (isReader(member)) continue;
      const key = rules.audienceKey(view, member.actor);
      const audience = audiences.get(key);
      if (audience) audience.members.push(member);
      else audiences.set(key, { viewer: nobodyOf(member.actor), members: [member] });
    }
    return audiences;
  }
}

/** Whoever reads by a public link is nobody here, and is told of nobody. */
const isReader = ({ actor }: Present): boolean => actor.role === 'reader';

/** A projector is no person, though somebody has opened it; only facilitators can hide behind one. */
const isProjector = ({ actor, state }: Present): boolean =>
  actor.role === 'facilitator' && state.stage === true;

const isSomebody = (member: Present): boolean => !isReader(member) && !isProjector(member);

/** As other processes hear of it. */
function told(here: ReadonlyMap<string, Present>): Map<string, PresentPerson> {
  const people = new Map<string, PresentPerson>();
  for (const [id, { actor, state }] of here)
    people.set(
      id,
      state.editing ? { id, role: actor.role, editing: state.editing } : { id, role: actor.role }
    );
  return people;
}

/** All who are here, those of this process first; each person once. */
function everybody(
  view: RoomView,
  here: ReadonlyMap<string, Present>,
  elsewhere: ReadonlyMap<string, PresentPerson> = new Map()
): PresencePerson[] {
  const people: PresencePerson[] = [];
  for (const [id, { actor, state }] of here) {
    people.push(describe(actor, state.editing ?? elsewhere.get(id)?.editing));
  }
  for (const { id, role, editing } of elsewhere.values()) {
    if (here.has(id)) continue;
    // Not known here yet: counted, and named when the record has come.
    const record = view.get('participant', id);
    people.push(describe({ id, name: record?.name ?? '', groupId: record?.groupId ?? null, role }, editing));
  }
  return people;
}

function firstNamed(
  view: RoomView,
  rules: RoomRules,
  viewer: Actor,
  people: readonly PresencePerson[]
): PresencePerson[] {
  const most = viewer.role === 'facilitator' ? MAX_PEOPLE_OF_FACILITATORS : MAX_PEOPLE;
  const named: PresencePerson[] = [];
  for (const person of people) {
    if (named.length >= most) break;
    if (mayName(view, rules, viewer, person.id)) named.push(person);
  }
  return named;
}

/** A name is told only to those who may see the participant. */
function mayName(view: RoomView, rules: RoomRules, viewer: Actor, actorId: string): boolean {
  const record = view.get('participant', actorId);
  const seen = record ? rules.project(view, viewer, record) : null;
  return seen !== null && !isRemoved(seen) && !isStub(seen);
}

function describe(
  { id, name, groupId, role }: Omit<PresencePerson, 'editing'>,
  editing: string | null | undefined
): PresencePerson {
  return editing ? { id, name, groupId, role, editing } : { id, name, groupId, role };
}

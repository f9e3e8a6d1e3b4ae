import type { Clock } from '$lib/util/clock';
import type { ParticipantRecord } from '$lib/domain/records';
import type { RoomView, Actor } from '$lib/domain/rules';
import type { Command, CommandOf, SystemCommand, WireCommand, WithoutId } from '$lib/domain/commands';
import { parseCommand } from '$lib/protocol/commands';
import type { CommandAnswer, OpenAnswer, PresenceState, Refusal } from '$lib/protocol/rooms';
import type { Rooms } from '$lib/sync/Rooms';
import type { Connection } from '$lib/sync/ports';
import type { OpenRequest } from '$lib/sync/Room';
import type { Person } from '$lib/server/auth/sessions';
import type { Db } from '$lib/server/db/database';
import type { MemberRole } from '$lib/server/db/types';
import type { Log } from '$lib/server/log';
import type { Metrics } from '$lib/server/metrics';
import * as roomRows from '$lib/server/repositories/rooms';
import * as spaces from '$lib/server/repositories/spaces';
import * as workshops from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';
import {
  VISITOR,
  boardActors,
  publicIdOf,
  publicReader,
  directoryActor,
  moderates,
  type ParticipantIndex,
  type SpacePerson
} from './actors';
import { refuse } from './refuse';
import { Snapshots, type SnapshotCoding, type SnapshotForm } from './snapshots';
import { TokenBucket } from './tokenBucket';

/** Who looks at a room: a person, a visitor (null), or whoever holds a board's public link. */
export type Looker = Person | null | { publicId: string };
export type FoundActor = { ok: true; actor: Actor; kind: roomRows.RoomRow['kind'] } | Refusal;

/** How long a membership is believed (promise G6: a role taken away counts within 5 s). */
const BELIEVE_MS = 4000;
const ROOM_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How socket, HTTP and pages reach a room. Permission is the room's own business: no participant, no answer. */
export class RoomsService {
  readonly #db: Db;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #participants: ParticipantIndex;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #snapshots = new Snapshots();
  readonly #rows = new Map<string, Promise<roomRows.RoomRow | null>>();
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #people = new Map<string, { until: number; person: Promise<SpacePerson> }>();

  constructor(deps: {
    db: Db;
    rooms: Rooms;
    clock: Clock;
    participants: ParticipantIndex;
    metrics: Metrics;
    log: Log;
  }) {
    this.#db = deps.db;
    this.#metrics = deps.metrics;
    this.#log = deps.log;
    this.#rooms = deps.rooms;
    this.#clock = deps.clock;
    this.#participants = deps.participants;
  }

  /**
   * The room as `person` may see it, without subscribing. Facilitators of the space are taken in on
   * first opening. Never rejects: a database that is away is answered `unavailable`.
   */
  open(roomId: string, person: Looker, since?: number): Promise<OpenAnswer> {
    return this.#guarded(async () => {
      const ref = await this.#enter(roomId, person);
      return ref ? this.#rooms.get(roomId).snapshot(ref, since) : refuse('forbidden');
    });
  }

  /** Everything that `person` may see, as the bytes of `open`'s answer. Never rejects. */
  openEncoded(
    roomId: string,
    person: Looker,
    { form, coding }: { form: SnapshotForm; coding: SnapshotCoding }
  ): Promise<{ ok: true; body: Buffer<ArrayBuffer> } | Refusal> {
    return this.#guarded(async () => {
      const ref = await this.#enter(roomId, person);
      const answer = ref ? await this.#rooms.get(roomId).picture(ref) : refuse('forbidden');
      if (!answer.ok) return answer;
      return { ok: true, body: await this.#snapshots.encode(answer.picture, form, coding) };
    });
  }

  /** Opens the room for a socket: the answer and everything after it, without a gap. `answer` is called once. */
  async subscribe(
    connection: Connection,
    person: Looker,
    request: OpenRequest & { room: string },
    answer: (answer: OpenAnswer) => void
  ): Promise<void> {
    const entered = await this.#guarded(() => this.#enter(request.room, person));
    if (entered === null) return answer(refuse('forbidden'));
    if ('ok' in entered) return answer(entered);
    await this.#rooms.get(request.room).open(connection, entered, request, answer);
  }

  leave(connection: Connection, roomId?: string): void {
    if (roomId === undefined) this.#rooms.leave(connection);
    else this.#rooms.get(roomId).leave(connection);
  }

  presence(connection: Connection, roomId: string, state: PresenceState): void {
    this.#rooms.get(roomId).presence(connection, state);
  }

  /**
   * Parses what came from outside and carries it out, at most 20 a second and 60 at once for each person. `input` is
   * the command object. Never rejects.
   */
  async command(roomId: string, person: Person | null, input: unknown): Promise<CommandAnswer> {
    const begun = performance.now();
    const parsed = parseCommand(input);
    const answer = parsed.ok
      ? await this.#guarded(() => this.#carryOut(roomId, person, parsed.command))
      : refuse(parsed.code);
    const type = parsed.ok ? parsed.command.type : 'unknown';
    this.#metrics.command(type, answer, (performance.now() - begun) / 1000);
    return answer;
  }

  async #carryOut(roomId: string, person: Person | null, command: WireCommand): Promise<CommandAnswer> {
    if (!person) return refuse('unauthenticated');
    const wait = this.#bucketOf(person.id).take(this.#clock.now());
    if (wait > 0) return refuse('rate_limited', undefined, wait);
    const ref = await this.#personIn(roomId, person);
    return ref ? this.#rooms.get(roomId).command(ref, command) : refuse('forbidden');
  }

  /** Who `person` is in this room. */
  actor(roomId: string, person: Looker): Promise<FoundActor> {
    return this.#guarded<FoundActor>(async () => {
      const ref = await this.#enter(roomId, person);
      const row = ref && (await this.#row(roomId));
      if (!ref || !row) return refuse('forbidden');
      const find = row.kind === 'board' ? boardActors(this.#participants) : directoryActor;
      const found = await this.#rooms.get(roomId).read((view) => find(view, ref));
      return found ? { ok: true, actor: found.actor, kind: row.kind } : refuse('forbidden');
    });
  }

  /** Reads the room's records on the server's own behalf; null when there is no such room. */
  read<T>(roomId: string, work: (view: RoomView) => T): Promise<T | null> {
    return this.#rooms.get(roomId).read(work);
  }

  /** The place somebody already has in a workshop, without taking anybody in; null when there is none. */
  async placeOf(roomId: string, person: Person): Promise<ParticipantRecord | null> {
    const found = await this.read(roomId, (view) => this.#participants.find(view, person.id));
    return found && found.removedAt === null && found.role !== 'interested' ? found : null;
  }

  /** Who is in this board now, by participant id, for its facilitators. */
  async here(roomId: string, person: Person | null): Promise<{ ok: true; here: string[] } | Refusal> {
    const found = await this.actor(roomId, person);
    if (!found.ok) return found;
    if (found.kind !== 'board' || found.actor.role !== 'facilitator') return refuse('forbidden');
    return { ok: true, here: [...this.#rooms.get(roomId).here] };
  }

  /** Whether the moderation has removed this person from the workshop. */
  async wasRemoved(roomId: string, person: Person): Promise<boolean> {
    const found = await this.read(roomId, (view) => this.#participants.find(view, person.id));
    return found ? found.removedAt !== null : false;
  }

  /** Takes somebody in, or back in, who was not removed. The same person twice is one participant. */
  async join(
    roomId: string,
    newcomer: Omit<CommandOf<'participant.join'>, 'id' | 'type' | 'participantId'>
  ): Promise<{ ok: true; participantId: string } | Refusal> {
    const command: SystemCommand = {
      id: newId(),
      type: 'participant.join',
      participantId: newId(),
      ...newcomer
    };
    const answer = await this.#guarded(() => this.#rooms.get(roomId).systemCommand(command));
    if (!answer.ok) return answer;
    this.#forget(newcomer.personId);
    const participant = await this.read(roomId, (view) => this.#participants.find(view, newcomer.personId));
    return participant ? { ok: true, participantId: participant.id } : refuse('unavailable');
  }

  /** Carries out what a service has allowed: for coordinators of AGs, who need not be in the room. The log names nobody. */
  onBehalf(roomId: string, command: WithoutId<WireCommand>): Promise<CommandAnswer> {
    const whole = { id: newId(), ...command } as WireCommand;
    return this.#guarded(() => this.#rooms.get(roomId).systemCommand(whole));
  }

  /** Removes somebody on the server's own behalf, with all they wrote. `not_found`: they are not in the room (any more). */
  takeOut(roomId: string, participantId: string): Promise<CommandAnswer> {
    const command: Command = { id: newId(), type: 'participant.remove', participantId, notes: 'remove' };
    return this.#guarded(() => this.#rooms.get(roomId).systemCommand(command));
  }

  /** What the server does with a card by itself. */
  cardCommand(
    roomId: string,
    command: WithoutId<CommandOf<'card.claim' | 'card.expire' | 'card.remove'>>
  ): Promise<CommandAnswer> {
    return this.#guarded(() => this.#rooms.get(roomId).systemCommand({ ...command, id: newId() }));
  }

  /** Ends what a person hears: after logout, expiry or removal. */
  close(personId: string, code: 'unauthenticated' | 'forbidden'): void {
    this.#forget(personId);
    this.#rooms.close(personId, code);
  }

  /** What somebody is to the space has become more: it counts from their next request on. */
  standingRaised(personId: string): void {
    this.#forget(personId);
  }

  /** A public link is no more: its readers lose the board at once, in this process; see `renewStandings` for the others. */
  closePublic(publicId: string): void {
    this.#rooms.close(publicReader(publicId).personId, 'forbidden');
  }

  /** The tables were written past the room (erasure, seeds): all clients read anew. */
  reload(roomId: string): void {
    this.#rooms.reload(roomId);
  }

  /** Takes facilitators of the space in, so that they have a participant to act as. */
  async #enter(roomId: string, person: Looker): Promise<SpacePerson | null> {
    if (person && 'publicId' in person) {
      const workshop = await workshops.findWorkshop(this.#db, person);
      return workshop?.roomId === roomId ? publicReader(person.publicId) : null;
    }
    const ref = await this.#personIn(roomId, person);
    const row = ref && (await this.#row(roomId));
    if (!ref || !row || !person || row.kind !== 'board' || !moderates(ref.member)) return ref;
    const known = await this.read(roomId, (view) => this.#participants.find(view, person.id));
    if (known?.role === 'facilitator' && known.removedAt === null) return ref;
    await this.join(roomId, {
      personId: person.id,
      name: person.name,
      organisation: person.organisation,
      role: 'facilitator',
      groupId: null
    });
    return ref;
  }

  /**
   * Looks anew at the memberships of those who listen as members, and at public links: what was taken away narrows open
   * sockets too, in every process. Called every few seconds; asks once per member and space, which are few.
   */
  async renewStandings(): Promise<void> {
    await this.#renewPublicLinks();
    const fresh = new Map<string, Promise<SpacePerson>>();
    for (const { room, person } of [...this.#rooms.listening()]) {
      if (person.member === null) continue;
      const row = await this.#row(room.id);
      if (!row) continue;
      const key = `${row.spaceId} ${person.personId}`;
      const { personId: id, name, organisation } = person;
      const looked = fresh.get(key) ?? this.#lookUp(row.spaceId, { id, name, organisation });
      fresh.set(key, looked);
      const now = await looked;
      if (now.member === person.member) continue;
      this.#people.delete(key);
      room.renew(person.personId, now);
    }
  }

  async #renewPublicLinks(): Promise<void> {
    const held = new Set<string>();
    for (const { person } of this.#rooms.listening()) {
      const publicId = publicIdOf(person);
      if (publicId !== null) held.add(publicId);
    }
    if (held.size === 0) return;
    const good = await workshops.publicIdsAmong(this.#db, [...held]);
    for (const publicId of held.difference(good)) this.closePublic(publicId);
  }

  /** The person as this room's space knows them; null when there is no such room. */
  async #personIn(roomId: string, person: Person | null): Promise<SpacePerson | null> {
    const row = await this.#row(roomId);
    if (!row) return null;
    if (!person) return VISITOR;
    // A guest is nobody's member, and on a board nothing else of the space counts: a hall full of guests asks nothing.
    if (row.kind === 'board' && person.email === null) {
      const { id: personId, name, organisation } = person;
      return { personId, name, organisation, member: null, tookPart: false };
    }
    const key = `${row.spaceId} ${person.id}`;
    const now = this.#clock.now();
    const known = this.#people.get(key);
    if (known && known.until > now) return known.person;
    if (this.#people.size > 10_000) this.#people.clear();
    const looked = this.#lookUp(row.spaceId, person);
    this.#people.set(key, { until: now + BELIEVE_MS, person: looked });
    looked.catch(() => this.#people.delete(key));
    return looked;
  }

  async #lookUp(spaceId: string, person: Pick<Person, 'id' | 'name' | 'organisation'>): Promise<SpacePerson> {
    const { role, tookPart } = await spaces.standing(this.#db, spaceId, person.id);
    return {
      personId: person.id,
      name: person.name,
      organisation: person.organisation,
      member: role satisfies MemberRole | null,
      tookPart
    };
  }

  /** Kind and space of a room never change. The promise is kept, so that commands waiting for it keep their order. */
  #row(roomId: string): Promise<roomRows.RoomRow | null> {
    const known = this.#rows.get(roomId);
    if (known) return known;
    if (!ROOM_ID.test(roomId)) return Promise.resolve(null);
    const looked = roomRows.findRoom(this.#db, roomId);
    this.#rows.set(roomId, looked);
    looked.then(
      (row) => row ?? this.#rows.delete(roomId),
      () => this.#rows.delete(roomId)
    );
    return looked;
  }

  #bucketOf(personId: string): TokenBucket {
    let bucket = this.#buckets.get(personId);
    if (!bucket) {
      // Full buckets are as good as new ones; a flood of people may cost somebody a few tokens' memory.
      if (this.#buckets.size > 20_000) this.#buckets.clear();
      bucket = new TokenBucket(20, 60, this.#clock.now());
      this.#buckets.set(personId, bucket);
    }
    return bucket;
  }

  #forget(personId: string): void {
    for (const key of this.#people.keys()) if (key.endsWith(` ${personId}`)) this.#people.delete(key);
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T | Refusal> {
    try {
      return await work();
    } catch (error) {
      // The room reports its own trouble; what gets here is the database being away while looking somebody up.
      this.#log.error({ err: error }, 'a room could not be reached');
      return refuse('unavailable');
    }
  }
}

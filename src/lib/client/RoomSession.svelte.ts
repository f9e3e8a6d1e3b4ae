import type { Unsent, WireCommand } from '$lib/domain/commands';
import type { RecordType } from '$lib/domain/records';
import type { Actor, RefusalCode, RoomRules, RoomView } from '$lib/domain/rules';
import type { CommandAnswer, Me, PresenceState, RoomOpened, RoomPresence } from '$lib/protocol/rooms';
import type { Stub } from '$lib/sync/ClientState';
import type { Outbox, Transport } from '$lib/sync/ports';
import { SyncClient, type Connection, type RefusedCommand, type SendState } from '$lib/sync/SyncClient';
import { systemClock, type Clock } from '$lib/util/clock';
import { listenToBrowser, reloadForNewVersion } from './browser';
import { browserDrawing, Gathering } from './Gathering';
import { IdbOutbox } from './idbOutbox';
import { NoOutbox } from './noOutbox';
import { newId } from '$lib/util/newId';
import { sharedTransport } from './socketTransport';

export type { Connection, RefusedCommand, SendState };

export interface RoomSessionOptions {
  roomId: string;
  /** What the page's load (or GET /api/rooms/:room) answered. */
  snapshot: RoomOpened;
  /** Sentence for a refusal that the local rules gave; without it `message` is the code. */
  refusalText?: (code: RefusalCode) => string;
  /** Of a board's public link: the room is opened for reading, and nothing is kept on the device. */
  key?: string | undefined;
  /** Other lines, boxes and clocks, for tests. */
  ports?: { transport?: Transport; outbox?: Outbox; clock?: Clock };
}

interface Kind {
  rules: Pick<RoomRules, 'decide'>;
  actorOf?: (view: RoomView, me: Me) => Actor;
}

const NO_VERSIONS: Record<RecordType, number> = {
  board: 0,
  phase: 0,
  group: 0,
  message: 0,
  participant: 0,
  note: 0,
  comment: 0,
  reaction: 0,
  topic: 0,
  vote: 0,
  ballot: 0,
  workingGroup: 0,
  signup: 0,
  poll: 0,
  pollAnswer: 0,
  card: 0
};

/**
 * A room as Svelte sees it. Made from a snapshot, so that it renders on the server and before the socket is up; `start`
 * connects it. Lists are derived once per batch of changes, because each record type has one version signal: what the person does
 * shows at once, what others do once per frame.
 */
export class RoomSession {
  readonly roomId: string;
  /** See RoomSessionOptions. */
  readonly key: string | undefined;
  /** Gets the command back, so that nothing the person typed is lost. Also called for what the local rules refuse. */
  onrefused: ((refused: RefusedCommand) => void) | null = null;

  readonly #client: SyncClient;
  readonly #outbox: Outbox;
  readonly #view: RoomView;
  readonly #versions = $state({ ...NO_VERSIONS });
  readonly #changed = new Gathering<RecordType>((types) => this.#bump(types), browserDrawing());
  #connection = $state.raw<Connection>('connecting');
  #refusal = $state.raw<RefusalCode | null>(null);
  #waiting = $state.raw(0);
  #outboxSafe = $state.raw(true);
  #me: Me;
  #presence: RoomPresence;
  #unlisten: (() => void) | null = null;

  constructor({ roomId, snapshot, refusalText, key, ports }: RoomSessionOptions, kind: Kind) {
    this.roomId = roomId;
    this.key = key;
    this.#me = $state.raw(snapshot.me);
    this.#presence = $state.raw({ room: roomId, people: [], count: 0, groups: {} });
    // A participant's id stands for one person in one room; the room is named for directories, where it does not.
    this.#outbox =
      ports?.outbox ?? (key === undefined ? new IdbOutbox(`${roomId}/${snapshot.me.id}`) : new NoOutbox());
    this.#client = new SyncClient({
      ...kind,
      roomId,
      key,
      refusalText,
      transport: ports?.transport ?? sharedTransport(),
      outbox: this.#outbox,
      clock: ports?.clock ?? systemClock,
      random: Math.random,
      changed: (keys) => this.#changed.add(typesOf(keys)),
      status: () => this.#readStatus(),
      presence: (presence) => (this.#presence = presence),
      refused: (refused) => this.onrefused?.(refused)
    });
    this.#client.takeSnapshot(snapshot);
    this.#changed.now();
    this.#view = {
      get: (type, id) => {
        this.#track(type);
        return this.#client.view.get(type, id);
      },
      all: (type) => {
        this.#track(type);
        return this.#client.view.all(type);
      }
    };
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Why the connection is `refused`: `unauthenticated` (sign in again), `forbidden`, `closed`, `version` … */
  get refusal(): RefusalCode | null {
    return this.#refusal;
  }

  /** Commands not yet answered while there is no live line. */
  get waiting(): number {
    return this.#waiting;
  }

  /** False: this browser keeps nothing (private mode, full disk); what waits would be lost with a reload. */
  get outboxSafe(): boolean {
    return this.#outboxSafe;
  }

  /** Who I am here; follows my own participant record. */
  get me(): Me {
    return this.#me;
  }

  get presence(): RoomPresence {
    return this.#presence;
  }

  /** The records with my own unanswered commands applied. Removed ones that I may restore are in it. */
  get view(): RoomView {
    return this.#view;
  }

  /** Server time in ms; not reactive. */
  now(): number {
    return this.#client.now();
  }

  /**
   * Sends a command and shows its effect at once. Resolves with the server's answer; while there is no line, after it is
   * back. Refused: rolled back, `onrefused` called, and the promise resolves with the refusal. Never rejects.
   */
  send(command: Unsent): Promise<CommandAnswer> {
    // Reactive proxies can neither be stored nor sent. Omit over a union loses that each member is whole again with its id.
    const answer = this.#client.send({ ...$state.snapshot(command), id: newId() } as WireCommand);
    this.#changed.now();
    void this.#outbox.written().then(() => (this.#outboxSafe = this.#outbox.durable));
    return answer;
  }

  sendStateOf(type: RecordType, id: string): SendState {
    this.#track(type);
    return this.#client.sendStateOf(type, id);
  }

  /** Told to the others; lost with the line and told again when it is back. */
  setPresence(state: PresenceState): void {
    this.#client.setPresence(state);
  }

  /** Connects. Called in `onMount`; never on the server. */
  start(): void {
    if (this.#unlisten) return;
    this.#unlisten = listenToBrowser({
      online: (online) => this.#client.setOnline(online),
      back: () => this.#client.look()
    });
    this.#client.start();
  }

  /**
   * Takes out the commands that an earlier session on this device could not send before it ended. Call it only where their
   * words are shown to the person: nobody keeps them after that.
   */
  async takeLeftBehind(): Promise<WireCommand[]> {
    const entries = (await this.#outbox.takeLeftBehind?.()) ?? [];
    return entries.map(({ command }) => command);
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    this.#client.stop();
    this.#changed.now();
  }

  /** Stubs of a type: records I may count but not read. */
  protected stubsOf<T extends Stub['type']>(type: T): Extract<Stub, { type: T }>[] {
    this.#track(type);
    const stubs: Extract<Stub, { type: T }>[] = [];
    for (const stub of this.#client.stubs)
      if (stub.type === type) stubs.push(stub as Extract<Stub, { type: T }>);
    return stubs;
  }

  #track(type: RecordType): void {
    void this.#versions[type];
  }

  #bump(types: ReadonlySet<RecordType>): void {
    for (const type of types) this.#versions[type] += 1;
  }

  #readStatus(): void {
    const { connection, refusal, unanswered, me } = this.#client;
    this.#connection = connection;
    this.#refusal = refusal;
    this.#waiting = connection === 'live' ? 0 : unanswered;
    this.#outboxSafe = this.#outbox.durable;
    if (me && (Object.keys(me) as (keyof Me)[]).some((key) => me[key] !== this.#me[key])) this.#me = me;
    if (refusal === 'version') void this.#renew();
  }

  /** The server is of another version: the page is fetched anew, unless what still waits would be lost with it. */
  async #renew(): Promise<void> {
    await this.#outbox.written();
    reloadForNewVersion(() => this.#outbox.durable || this.#client.unanswered === 0);
  }
}

function typesOf(keys: ReadonlySet<string>): Set<RecordType> {
  const types = new Set<RecordType>();
  for (const key of keys) {
    const type = key.slice(0, key.indexOf('/'));
    if (type in NO_VERSIONS) types.add(type as RecordType);
  }
  return types;
}

import { boardRules } from '../../src/lib/domain/board/rules.ts';
import type { Unsent, WireCommand } from '../../src/lib/domain/commands.ts';
import type { RecordType } from '../../src/lib/domain/records.ts';
import type { Actor, RoomView } from '../../src/lib/domain/rules.ts';
import type { CommandAnswer, Me, RoomChange } from '../../src/lib/protocol/rooms.ts';
import { SyncClient, type Connection } from '../../src/lib/sync/SyncClient.ts';
import { MemoryOutbox } from '../../src/lib/sync/testing/MemoryOutbox.ts';
import { systemClock } from '../../src/lib/util/clock.ts';
import { pick, type Random } from '../../src/lib/util/random.ts';
import { sentence } from '../support/sentences.ts';
import type { HistoryKeeper } from './History.ts';
import { NodeTransport } from './NodeTransport.ts';
import type { NotePicture } from './picture.ts';

/** Who sits where; plain data, so that it can go to another process. */
export interface Place {
  readonly name: string;
  readonly participantId: string;
  readonly cookie: string;
  readonly url: string;
  readonly room: string;
  /** This device's clock is wrong by so many ms. */
  readonly skew?: number;
}

interface Options {
  readonly keeper: HistoryKeeper;
  readonly random: Random;
  readonly heard?: ((message: RoomChange) => void) | undefined;
}

/** A person with a device: the app's own client, on a line that can be broken, with an outbox that outlives its pages. */
export class VirtualClient {
  readonly place: Place;
  readonly #options: Options;
  readonly #outbox = new MemoryOutbox();
  #transport: NodeTransport;
  #client: SyncClient;
  #count = 0;
  #dropsBefore = 0;

  constructor(place: Place, options: Options) {
    this.place = place;
    this.#options = options;
    [this.#transport, this.#client] = this.#page();
  }

  /** Opens the page. `fetched`: begins with the picture over HTTP as a browser does; else everything comes over the line. */
  async open({ fetched = false }: { fetched?: boolean } = {}): Promise<void> {
    const picture = fetched ? await this.#transport.fetchWhole(this.place.room) : null;
    if (picture) this.#client.takeSnapshot(picture);
    this.#client.start();
  }

  /** The tab is closed and opened again: the next page knows nothing but the outbox. */
  reload(): void {
    this.close();
    this.#dropsBefore = this.drops;
    [this.#transport, this.#client] = this.#page();
    this.#client.start();
  }

  close(): void {
    this.#client.stop();
    this.#transport.close();
  }

  cut = (): void => this.#transport.cut();
  pause = (): void => this.#transport.pause();
  resume = (): void => this.#transport.resume();
  /** Somebody looks at the page again. */
  look = (): void => this.#client.look();

  /** Writes a note, or now and then (`edits`: chance) changes one of their own. False: nobody is known here yet. */
  write(edits: number): boolean {
    const { me, view } = this.#client;
    if (!me || this.#client.refusal !== null) return false;
    const { random } = this.#options;
    // Numbers from the seed, so that a run can be told again; time for who measures how old a change is on arrival.
    const body = `${sentence(Math.floor(random() * 1e6))} (${this.place.name}, ${++this.#count}) @${Date.now()}`;
    const own = random() < edits ? Array.from(view.all('note')).filter((n) => n.authorId === me.id) : [];
    if (own.length > 0) {
      const { id: noteId, version } = pick(own, random);
      void this.#send({ id: crypto.randomUUID(), type: 'note.edit', noteId, body, version });
    } else {
      void this.#send({
        id: crypto.randomUUID(),
        type: 'note.add',
        noteId: crypto.randomUUID(),
        body,
        groupId: me.groupId
      });
    }
    return true;
  }

  /**
   * Does what a page would do for a tap. Does not resolve when this client is closed or reloaded first: then the outbox has
   * the command, and the next page sends it.
   * @param id of the command, to give one twice
   */
  act(command: Unsent, id: string = crypto.randomUUID()): Promise<CommandAnswer> {
    return this.#send({ ...command, id } as WireCommand);
  }

  /** Everything this person sees, with what they did themselves already on it. */
  get view(): RoomView {
    return this.#client.view;
  }

  /** How many records of a type this person may count but not read. */
  stubs(type: RecordType): number {
    return Array.from(this.#client.stubs).filter((stub) => stub.type === type).length;
  }

  get me(): Me | null {
    return this.#client.me;
  }

  get connection(): Connection {
    return this.#client.connection;
  }

  get seq(): number {
    return this.#client.seq ?? -1;
  }

  /** Commands in the outbox or on their way. */
  get waiting(): string[] {
    return this.#outbox.entries.map(({ command }) => command.id);
  }

  /** Live, and everything said is answered. */
  get quiet(): boolean {
    const { connection, unanswered } = this.#client;
    return connection === 'live' && unanswered === 0 && this.#outbox.entries.length === 0;
  }

  /** How often a line broke. */
  get drops(): number {
    return this.#dropsBefore + this.#transport.drops;
  }

  notes(): NotePicture[] {
    return Array.from(this.#client.view.all('note')).filter(({ removedAt }) => removedAt === null);
  }

  async #send(command: WireCommand): Promise<CommandAnswer> {
    this.#options.keeper.send(command, this.place.participantId);
    const answer = await this.#client.send(command);
    // What the rules refuse already here never reached the wire.
    if (!answer.ok) this.#options.keeper.answer(command.id, answer);
    return answer;
  }

  #page(): [NodeTransport, SyncClient] {
    const { url, cookie, room, skew = 0 } = this.place;
    const { keeper, random, heard } = this.#options;
    const answered = (id: string, answer: Parameters<HistoryKeeper['answer']>[1]) =>
      keeper.answer(id, answer);
    const transport = new NodeTransport({ url, cookie, random, answered, heard });
    const client = new SyncClient({
      roomId: room,
      rules: boardRules,
      transport,
      outbox: this.#outbox,
      clock: { ...systemClock, now: () => Date.now() + skew },
      random,
      actorOf,
      changed: () => undefined,
      status: () => undefined,
      presence: () => undefined,
      refused: () => undefined
    });
    return [transport, client];
  }
}

/** As the board's page does it. */
function actorOf(view: RoomView, me: Me): Actor {
  const own = view.get('participant', me.id);
  if (!own) return { ...me, organisation: null };
  return { id: own.id, name: own.name, organisation: own.organisation, role: me.role, groupId: own.groupId };
}

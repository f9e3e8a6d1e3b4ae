/** A small workshop under bad weather, played by a seed. See fuzz.test.ts. */
import { hedda } from '../../domain/testing/boardFixture.ts';
import { boardRules } from '../../domain/board/rules.ts';
import type { WireCommand } from '../../domain/commands.ts';
import { anchorOf, SEES, type RecordType } from '../../domain/records.ts';
import { rankAt } from '../../domain/rank.ts';
import type { Actor } from '../../domain/rules.ts';
import type { CommandAnswer, RoomPresence } from '../../protocol/rooms.ts';
import { must } from '../../util/must.ts';
import { pick, seededRandom } from '../../util/random.ts';
import { Rooms } from '../Rooms.ts';
import { SyncClient } from '../SyncClient.ts';
import {
  boardRecords,
  clientActor,
  difference,
  expectedPicture,
  PEOPLE,
  personOf,
  pictureOf,
  ROOM,
  setups
} from './boardRoom.ts';
import { FakeLine, SUN, type Weather } from './FakeLine.ts';
import { MemoryBus } from './MemoryBus.ts';
import { MemoryOutbox } from './MemoryOutbox.ts';
import { MemoryStore } from './MemoryStore.ts';
import { anyCommand, Dice, type Given } from './anyCommand.ts';
import { drain, TestClock } from './TestClock.ts';

interface Participant {
  actor: Actor;
  line: FakeLine;
  outbox: MemoryOutbox;
  client: SyncClient;
  presence: RoomPresence | null;
  /** What this person did, in order. */
  given: WireCommand[];
}

/** What happened, over all runs: a fuzz that does nothing proves nothing. */
export interface Tally {
  accepted: number;
  refused: number;
  retried: number;
  reloads: number;
  restarts: number;
  outages: number;
  prunes: number;
  dropped: number;
  doubled: number;
  overtaken: number;
  fetched: number;
  hintsLost: number;
  hintsLate: number;
  /** Commands sent while another was on the line. */
  abreast: number;
  stubs: number;
  compared: number;
}

export const emptyTally = (): Tally => ({
  accepted: 0,
  refused: 0,
  retried: 0,
  reloads: 0,
  restarts: 0,
  outages: 0,
  prunes: 0,
  dropped: 0,
  doubled: 0,
  overtaken: 0,
  fetched: 0,
  hintsLost: 0,
  hintsLate: 0,
  abreast: 0,
  stubs: 0,
  compared: 0
});

export class World {
  readonly #dice: Dice;
  readonly #clock = new TestClock();
  readonly #store = new MemoryStore();
  readonly #bus = new MemoryBus(this.#clock, (what) => this.#fate(what));
  readonly #processes: Rooms[] = [];
  readonly #people: Participant[];
  readonly #tally: Tally;
  readonly #problems: string[] = [];
  /** Every command that a client accepted to send, and how it was answered. */
  readonly #sent = new Map<string, CommandAnswer | null>();
  readonly #refused = new Set<string>();
  /** Taken out of the store behind everybody's back: clients may still know them, as removed. */
  readonly #pruned = new Set<string>();
  /** In half of the worlds nearly everything is too big for a line and has to be fetched. */
  readonly #big: number;
  #down = false;
  #bad = true;

  constructor(seed: number, tally: Tally) {
    this.#dice = new Dice(seededRandom(seed));
    this.#big = seed % 2 === 0 ? 8 : 400;
    this.#tally = tally;
    this.#store.make(ROOM, 'board', boardRecords(pick(SEES, this.#dice.random)));
    this.#store.fault = (where) => this.#storeFault(where);
    this.#processes = [this.#process(), this.#process()];
    this.#people = [...PEOPLE, ...PEOPLE.slice(0, 2)].map((actor) => this.#participant(actor));
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      this.#weather();
      this.#act();
      await this.#clock.advance(this.#dice.random() * 300);
      this.#check();
    }
    await this.#heal();
    this.#checkEnd();
    await this.#checkPresence();
  }

  // -------------------------------------------------------------- the parts

  #process(): Rooms {
    const end = this.#bus.join();
    return new Rooms({
      store: this.#store,
      clock: this.#clock,
      setups,
      hints: end,
      presence: end,
      big: this.#big,
      report: ({ error }) => {
        if (!(error instanceof Outage)) this.#problems.push(String(error));
      }
    });
  }

  #participant(actor: Actor): Participant {
    const line = new FakeLine(this.#clock, this.#dice.random, personOf(actor));
    line.fetchesFrom = () => pick(this.#processes, this.#dice.random);
    const outbox = new MemoryOutbox();
    const participant: Participant = {
      actor,
      line,
      outbox,
      client: this.#page(line, outbox, (presence) => (participant.presence = presence)),
      presence: null,
      given: []
    };
    this.#connect(participant);
    return participant;
  }

  #page(line: FakeLine, outbox: MemoryOutbox, presence: (heard: RoomPresence) => void): SyncClient {
    const client = new SyncClient({
      roomId: ROOM,
      rules: boardRules,
      transport: line,
      outbox,
      clock: this.#clock,
      random: this.#dice.random,
      actorOf: clientActor,
      changed: () => undefined,
      status: () => undefined,
      presence,
      refused: ({ command }) => this.#refused.add(command.id)
    });
    client.start();
    return client;
  }

  #connect({ line }: Participant): void {
    line.weather = this.#bad ? this.#badWeather() : SUN;
    line.connect(pick(this.#processes, this.#dice.random));
  }

  #badWeather(): Weather {
    return pick<Weather>(
      [
        SUN,
        { delay: 400, drop: 0, double: 0.1, overtake: 0 },
        { delay: 100, drop: 0.1, double: 0.1, overtake: 0.1 },
        { delay: 900, drop: 0.03, double: 0.3, overtake: 0.3 }
      ],
      this.#dice.random
    );
  }

  /** Half of the hints get lost, and some come much too late; the regular look heals that. */
  #fate(what: 'hint' | 'news'): number | null {
    if (what === 'news') return this.#bad && this.#dice.chance(0.2) ? null : this.#dice.random() * 200;
    if (this.#dice.chance(0.5)) {
      this.#tally.hintsLost += 1;
      return null;
    }
    if (!this.#dice.chance(0.2)) return this.#dice.random() * 100;
    this.#tally.hintsLate += 1;
    return this.#dice.random() * 8000;
  }

  async #storeFault(where: 'read' | 'begin' | 'commit' | 'committed'): Promise<void> {
    if (this.#bad) await this.#clock.wait(this.#dice.random() * (where === 'commit' ? 60 : 5));
    const lost = this.#bad && this.#dice.chance(where === 'read' ? 0.02 : 0.03);
    if (this.#down || lost) {
      this.#tally.outages += 1;
      throw new Outage(where);
    }
  }

  // -------------------------------------------------------------- what happens

  #weather(): void {
    for (const participant of this.#people) {
      if (participant.line.connected) {
        if (this.#dice.chance(0.04)) participant.line.disconnect();
      } else if (this.#dice.chance(0.4)) this.#connect(participant);
      if (this.#dice.chance(0.02)) participant.client.setOnline(false);
      else if (this.#dice.chance(0.3)) participant.client.setOnline(true);
      if (this.#dice.chance(0.03)) this.#reload(participant);
      if (this.#dice.chance(0.05)) participant.client.look();
      if (this.#dice.chance(0.1))
        participant.client.setPresence({ editing: this.#dice.chance(0.5) ? 'new' : null });
    }
    if (this.#dice.chance(0.02)) this.#restart();
    if (this.#dice.chance(0.02)) this.#down = !this.#down;
    else if (this.#dice.chance(0.5)) this.#down = false;
    if (this.#dice.chance(0.03)) {
      for (const key of this.#store.prune(ROOM)) this.#pruned.add(key);
      this.#tally.prunes += 1;
    }
  }

  #reload(participant: Participant): void {
    this.#tally.reloads += 1;
    participant.line.disconnect();
    participant.client.stop();
    participant.client = this.#page(
      participant.line,
      participant.outbox,
      (presence) => (participant.presence = presence)
    );
  }

  /** The process dies: its memory is gone, its sockets break, the store stays. */
  #restart(): void {
    this.#tally.restarts += 1;
    const index = this.#dice.chance(0.5) ? 0 : 1;
    for (const { line } of this.#people) line.disconnect();
    void this.#processes[index]?.stop();
    this.#processes[index] = this.#process();
  }

  #act(): void {
    const count = pick([0, 1, 1, 1, 2, 5], this.#dice.random);
    for (let i = 0; i < count; i += 1) {
      const participant = pick(this.#people, this.#dice.random);
      const { client } = participant;
      const me = client.me;
      const command = me && anyCommand(client.view, me.id, this.#dice);
      if (!command) continue;
      this.#give(participant, command);
      // Whoever has much to say pins one after the other, and goes on with other things.
      if (this.#dice.chance(0.08)) this.#pinMany(participant);
    }
  }

  #pinMany(participant: Participant): void {
    for (let n = 2 + Math.floor(this.#dice.random() * 10); n > 0; n -= 1) {
      const noteId = this.#dice.id();
      const rank = rankAt(this.#clock.now() + n);
      this.#give(participant, { type: 'note.add', noteId, body: `m${this.#dice.count}`, rank });
      if (this.#dice.chance(0.1)) {
        this.#give(participant, { type: 'note.edit', noteId, body: `e${this.#dice.next()}`, version: 1 });
      }
    }
  }

  #give({ client, given }: Participant, command: Given): void {
    const whole = { ...command, id: this.#dice.id() } as WireCommand;
    this.#sent.set(whole.id, null);
    void client.send(whole).then((answer) => this.#answered(whole, answer));
    // What was refused here at once never stood in the queue.
    if (!this.#refused.has(whole.id)) given.push(whole);
  }

  #answered({ id }: WireCommand, answer: CommandAnswer): void {
    this.#sent.set(id, answer);
    if (answer.ok) this.#tally.accepted += 1;
    else this.#tally.refused += 1;
    const logged = this.#store.log(ROOM).find(({ commandId }) => commandId === id);
    if (answer.ok && logged?.seq !== answer.seq) this.#problems.push(`acknowledged and not stored: ${id}`);
    if (!answer.ok && logged) this.#problems.push(`refused (${answer.code}) and yet stored: ${id}`);
  }

  // -------------------------------------------------------------- what must hold

  #check(): void {
    this.#throwProblems();
    const records = this.#store.records(ROOM);
    const clock = this.#store.clock(ROOM);
    for (const { actor, client } of this.#people) {
      // Whoever knows everything and has nothing under way sees exactly what is theirs.
      if (client.seq !== clock || client.unanswered > 0 || client.connection !== 'live') continue;
      this.#tally.compared += 1;
      this.#compare(actor, client, records);
    }
  }

  #compare(actor: Actor, client: SyncClient, records: ReturnType<MemoryStore['records']>): void {
    const expected = expectedPicture(records, actor.id);
    const actual = pictureOf(client.view, client.stubs);
    for (const key of this.#pruned) {
      if (!expected.has(key) && this.#mayLinger(client, key)) actual.delete(key);
    }
    const wrong = difference(expected, actual);
    if (wrong) throw new Error(`${actor.name} at ${client.seq}: ${wrong}`);
    for (const text of expected.values()) if (text.includes('"stub":true')) this.#tally.stubs += 1;
  }

  /** Removed records, and what hangs on them, stay with those who could have brought them back. */
  #mayLinger({ view }: SyncClient, key: string): boolean {
    const [type, id = ''] = key.split('/') as [RecordType, string];
    const record = view.get(type, id);
    if (!record) return false;
    const [, noteId = ''] = anchorOf(record)?.split('/') ?? [];
    return record.removedAt !== null || (view.get('note', noteId)?.removedAt ?? null) !== null;
  }

  /** The network and the database are well again: within a minute everybody must have everything. */
  async #heal(): Promise<void> {
    this.#bad = false;
    this.#down = false;
    for (const participant of this.#people) {
      participant.line.weather = SUN;
      participant.client.setOnline(true);
      if (!participant.line.connected) this.#connect(participant);
    }
    await this.#clock.advance(90_000);
    await drain();
    for (const { line } of this.#people) {
      this.#tally.dropped += line.counts.dropped;
      this.#tally.doubled += line.counts.doubled;
      this.#tally.overtaken += line.counts.overtaken;
      this.#tally.fetched += line.counts.fetched;
      this.#tally.abreast += line.counts.abreast;
    }
  }

  #checkEnd(): void {
    this.#throwProblems();
    const records = this.#store.records(ROOM);
    const log = this.#store.log(ROOM);
    for (const { actor, client, outbox } of this.#people) {
      if (client.seq !== this.#store.clock(ROOM)) throw new Error(`${actor.name} is behind: ${client.seq}`);
      if (client.unanswered > 0)
        throw new Error(`${actor.name} still waits for ${client.unanswered} answers`);
      if (outbox.entries.length > 0) throw new Error(`${actor.name}'s outbox is not empty`);
      this.#compare(actor, client, records);
    }
    log.forEach(({ seq, commandId }, index) => {
      if (seq !== index + 1) throw new Error(`gap: ${seq} at place ${index + 1}`);
      if (!this.#sent.has(commandId)) throw new Error(`stored and never sent: ${commandId}`);
    });
    for (const { actor, given } of this.#people) this.#checkOrder(actor, given);
    if (new Set(log.map(({ commandId }) => commandId)).size !== log.length)
      throw new Error('a command took effect twice');
    for (const id of this.#sent.keys()) {
      const stored = log.some(({ commandId }) => commandId === id);
      if (!stored && !this.#refused.has(id)) throw new Error(`neither stored nor handed back: ${id}`);
    }
    // Without an answer are only commands whose page was reloaded meanwhile: the next page got it.
    this.#tally.retried += [...this.#sent].filter(([, answer]) => answer === null).length;
  }

  /** Everybody is here, most of them with two sockets, and each is counted once, whichever process one asks. */
  async #checkPresence(): Promise<void> {
    for (const participant of this.#people) {
      participant.presence = null;
      this.#connect(participant);
      participant.client.setPresence({ editing: this.#dice.chance(0.5) ? 'new' : null });
    }
    await this.#clock.advance(25_000);
    const seen = new Map<string, string>();
    for (const { actor, presence } of this.#people) {
      if (presence?.count !== PEOPLE.length)
        throw new Error(`${actor.name} counts ${presence?.count ?? 'nobody'}`);
      const people = JSON.stringify([
        Object.entries(presence.groups).sort(),
        presence.people.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      ]);
      const before = seen.get(actor.id) ?? people;
      if (before !== people) throw new Error(`${actor.name} sees ${before} here and ${people} there`);
      seen.set(actor.id, people);
    }
  }

  /** M4, M17: in the order given, but for notes that stand alone and follow each other. */
  #checkOrder({ name }: Actor, given: readonly WireCommand[]): void {
    const place = new Map(this.#store.log(ROOM).map(({ commandId, seq }) => [commandId, seq]));
    let [turn, furthest] = [0, 0];
    let alone = false;
    for (const command of given) {
      const seq = place.get(command.id);
      const free = command.type === 'note.add' && command.rank !== undefined;
      // A refused one parts the notes before it from those after it, too.
      if (!free || !alone) turn = furthest;
      alone = free;
      if (seq === undefined) continue;
      if (seq < turn) throw new Error(`${name}'s ${command.type} came out of turn`);
      furthest = Math.max(furthest, seq);
    }
  }

  #throwProblems(): void {
    const problem = this.#problems[0];
    if (problem !== undefined) throw new Error(problem);
  }

  describe(): string {
    return `${this.#store.log(ROOM).length} changes, last by ${must(hedda.name)} or others`;
  }
}

class Outage extends Error {}

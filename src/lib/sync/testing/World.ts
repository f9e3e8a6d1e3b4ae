/** A small workshop under bad weather, played by a seed. See fuzz.test.ts. */
import { GROUP_A, GROUP_B, hedda } from '../../domain/testing/boardFixture.ts';
import { boardRules } from '../../domain/board/rules.ts';
import type { WireCommand } from '../../domain/commands.ts';
import {
  anchorOf,
  PHASES,
  SEES,
  SIGNUP_LEVELS,
  type RecordType,
  type StoredOf
} from '../../domain/records.ts';
import type { Actor } from '../../domain/rules.ts';
import type { CommandAnswer, RoomPresence } from '../../protocol/rooms.ts';
import { must } from '../../util/must.ts';
import { pick, seededRandom, type Random } from '../../util/random.ts';
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
import { drain, TestClock } from './TestClock.ts';

type Given = WireCommand extends infer C ? (C extends WireCommand ? Omit<C, 'id'> : never) : never;

interface Participant {
  actor: Actor;
  line: FakeLine;
  outbox: MemoryOutbox;
  client: SyncClient;
  presence: RoomPresence | null;
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
  stubs: 0,
  compared: 0
});

export class World {
  readonly #random: Random;
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
  #ids = 0;

  constructor(seed: number, tally: Tally) {
    this.#random = seededRandom(seed);
    this.#big = seed % 2 === 0 ? 8 : 400;
    this.#tally = tally;
    this.#store.make(ROOM, 'board', boardRecords(pick(SEES, this.#random)));
    this.#store.fault = (where) => this.#storeFault(where);
    this.#processes = [this.#process(), this.#process()];
    this.#people = [...PEOPLE, ...PEOPLE.slice(0, 2)].map((actor) => this.#participant(actor));
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      this.#weather();
      this.#act();
      await this.#clock.advance(this.#random() * 300);
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
    const line = new FakeLine(this.#clock, this.#random, personOf(actor));
    line.fetchesFrom = () => pick(this.#processes, this.#random);
    const outbox = new MemoryOutbox();
    const participant: Participant = {
      actor,
      line,
      outbox,
      client: this.#page(line, outbox, (presence) => (participant.presence = presence)),
      presence: null
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
      random: this.#random,
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
    line.connect(pick(this.#processes, this.#random));
  }

  #badWeather(): Weather {
    return pick<Weather>(
      [
        SUN,
        { delay: 400, drop: 0, double: 0.1, overtake: 0 },
        { delay: 100, drop: 0.1, double: 0.1, overtake: 0.1 },
        { delay: 900, drop: 0.03, double: 0.3, overtake: 0.3 }
      ],
      this.#random
    );
  }

  /** Half of the hints get lost, and some come much too late; the regular look heals that. */
  #fate(what: 'hint' | 'news'): number | null {
    if (what === 'news') return this.#bad && this.#chance(0.2) ? null : this.#random() * 200;
    if (this.#chance(0.5)) {
      this.#tally.hintsLost += 1;
      return null;
    }
    if (!this.#chance(0.2)) return this.#random() * 100;
    this.#tally.hintsLate += 1;
    return this.#random() * 8000;
  }

  async #storeFault(where: 'read' | 'begin' | 'commit' | 'committed'): Promise<void> {
    if (this.#bad) await this.#clock.wait(this.#random() * (where === 'commit' ? 60 : 5));
    const lost = this.#bad && this.#chance(where === 'read' ? 0.02 : 0.03);
    if (this.#down || lost) {
      this.#tally.outages += 1;
      throw new Outage(where);
    }
  }

  // -------------------------------------------------------------- what happens

  #weather(): void {
    for (const participant of this.#people) {
      if (participant.line.connected) {
        if (this.#chance(0.04)) participant.line.disconnect();
      } else if (this.#chance(0.4)) this.#connect(participant);
      if (this.#chance(0.02)) participant.client.setOnline(false);
      else if (this.#chance(0.3)) participant.client.setOnline(true);
      if (this.#chance(0.03)) this.#reload(participant);
      if (this.#chance(0.05)) participant.client.look();
      if (this.#chance(0.1)) participant.client.setPresence({ editing: this.#chance(0.5) ? 'new' : null });
    }
    if (this.#chance(0.02)) this.#restart();
    if (this.#chance(0.02)) this.#down = !this.#down;
    else if (this.#chance(0.5)) this.#down = false;
    if (this.#chance(0.03)) {
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
    const index = this.#chance(0.5) ? 0 : 1;
    for (const { line } of this.#people) line.disconnect();
    void this.#processes[index]?.stop();
    this.#processes[index] = this.#process();
  }

  #act(): void {
    const count = pick([0, 1, 1, 1, 2, 5], this.#random);
    for (let i = 0; i < count; i += 1) {
      const { client } = pick(this.#people, this.#random);
      const me = client.me;
      const command = me && this.#command(client, me.id);
      if (!command) continue;
      const whole = { ...command, id: this.#id() } as WireCommand;
      this.#sent.set(whole.id, null);
      void client.send(whole).then((answer) => this.#answered(whole, answer));
    }
  }

  #answered({ id }: WireCommand, answer: CommandAnswer): void {
    this.#sent.set(id, answer);
    if (answer.ok) this.#tally.accepted += 1;
    else this.#tally.refused += 1;
    const logged = this.#store.log(ROOM).find(({ commandId }) => commandId === id);
    if (answer.ok && logged?.seq !== answer.seq) this.#problems.push(`acknowledged and not stored: ${id}`);
    if (!answer.ok && logged) this.#problems.push(`refused (${answer.code}) and yet stored: ${id}`);
  }

  #command(client: SyncClient, me: string): Given | null {
    const any = <T extends RecordType>(type: T): StoredOf<T> | null => {
      const all = [...client.view.all(type)];
      return all.length === 0 ? null : pick(all, this.#random);
    };
    const groupId = pick([null, GROUP_A, GROUP_B], this.#random);
    const [note, topic, comment, ag] = [any('note'), any('topic'), any('comment'), any('workingGroup')];
    const noteId = note?.id ?? this.#id();
    const topicId = topic?.id ?? this.#id();
    const choices: (() => Given)[] = [
      () => ({ type: 'note.add', noteId: this.#id(), body: `n${this.#ids}`, groupId }),
      () => ({ type: 'note.add', noteId: this.#id(), body: `n${this.#ids}` }),
      () => ({ type: 'note.edit', noteId, body: `e${this.#ids++}`, version: note?.version ?? 1 }),
      () => ({ type: 'note.move', noteId, topicId: this.#chance(0.5) ? topicId : null }),
      () => ({ type: 'note.move', noteId, groupId }),
      () => ({ type: 'note.remove', noteId }),
      () => ({ type: 'note.restore', noteId }),
      () => ({ type: 'comment.add', commentId: this.#id(), noteId, body: `c${this.#ids}` }),
      () => ({ type: 'comment.remove', commentId: comment?.id ?? this.#id() }),
      () => ({ type: 'reaction.set', noteId, on: this.#chance(0.7) }),
      () => ({ type: 'topic.add', topicId: this.#id(), title: `t${this.#ids}` }),
      () => ({ type: 'topic.merge', topicId, intoId: any('topic')?.id ?? this.#id() }),
      () => ({ type: 'topic.remove', topicId }),
      () => ({ type: 'topic.promote', topicId, workingGroupId: this.#id() }),
      () => ({
        type: 'signup.set',
        workingGroupId: ag?.id ?? this.#id(),
        level: pick([...SIGNUP_LEVELS, null], this.#random)
      }),
      () => ({ type: 'ballot.set', dots: topic ? [{ topicId, count: 1 }] : [] }),
      () => ({ type: 'phase.set', phase: this.#chance(0.3) ? pick(PHASES, this.#random) : 'collect' }),
      () => ({ type: 'phase.configure', phase: 'collect', sees: pick(SEES, this.#random) }),
      () => ({ type: 'participant.assign', participantId: me, groupId }),
      () => ({ type: 'participant.assign', participantId: pick(PEOPLE, this.#random).id, groupId }),
      () => ({ type: 'group.edit', groupId: groupId ?? GROUP_A, done: this.#chance(0.5) }),
      () => ({ type: 'group.add', groupId: this.#id(), name: `g${this.#ids}` })
    ];
    if (this.#chance(0.02)) choices.push(() => ({ type: 'group.remove', groupId: groupId ?? GROUP_B }));
    return pick(choices, this.#random)();
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
      participant.client.setPresence({ editing: this.#chance(0.5) ? 'new' : null });
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

  #throwProblems(): void {
    const problem = this.#problems[0];
    if (problem !== undefined) throw new Error(problem);
  }

  #chance(of: number): boolean {
    return this.#random() < of;
  }

  #id(): string {
    return `00000000-0000-4000-9000-${String(++this.#ids).padStart(12, '0')}`;
  }

  /** For the message of a failing run. */
  describe(): string {
    return `${this.#store.log(ROOM).length} changes, last by ${must(hedda.name)} or others`;
  }
}

class Outage extends Error {}

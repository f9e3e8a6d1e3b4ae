/** A room with people around it, for tests that look at single rules. */
import type { Unsent, WireCommand } from '../../domain/commands.ts';
import type { Actor } from '../../domain/rules.ts';
import type { CommandAnswer, OpenAnswer, RoomOpened } from '../../protocol/rooms.ts';
import { must } from '../../util/must.ts';
import type { Fanout, StoredChange } from '../ports.ts';
import type { Room } from '../Room.ts';
import { Rooms, type RoomsOptions } from '../Rooms.ts';
import { boardRecords, personOf, ROOM, setups } from './boardRoom.ts';
import { FakeSocket } from './FakeLine.ts';
import { MemoryStore } from './MemoryStore.ts';
import { drain, TestClock } from './TestClock.ts';

let ids = 0;
export const newId = (): string => `00000000-0000-4000-a000-${String(++ids).padStart(12, '0')}`;
export const command = (given: Unsent): WireCommand => ({ ...given, id: newId() }) as WireCommand;

export class Stage {
  readonly clock = new TestClock();
  readonly store = new MemoryStore();
  readonly problems: unknown[] = [];
  readonly fanned: { to: number; event: string }[] = [];
  rooms: Rooms;

  constructor(sees: 'all' | 'group' | 'own' = 'all') {
    this.store.make(ROOM, 'board', boardRecords(sees));
    this.rooms = this.process();
  }

  /** Another process on the same store. */
  process(more: Partial<Pick<RoomsOptions, 'hints' | 'presence' | 'setups'>> = {}): Rooms {
    const fanout: Fanout = (to, event, payload) => {
      this.fanned.push({ to: to.length, event });
      for (const connection of to) connection.send(event, payload);
    };
    return new Rooms({
      store: this.store,
      clock: this.clock,
      setups,
      fanout,
      report: ({ error }) => this.problems.push(error),
      ...more
    });
  }

  get room(): Room {
    return this.rooms.get(ROOM);
  }

  async open(actor: Actor, since?: number, socket = new FakeSocket(), room = this.room) {
    let answer: OpenAnswer | undefined;
    await room.open(socket, personOf(actor), { since }, (given) => {
      if (answer) throw new Error('answered twice');
      answer = given;
    });
    return { socket, answer: must(answer, 'an answer') };
  }

  /** Opens and expects to be let in. */
  async enter(actor: Actor, since?: number): Promise<{ socket: FakeSocket; opened: RoomOpened }> {
    const { socket, answer } = await this.open(actor, since);
    if (!answer.ok) throw new Error(`not let in: ${answer.code}`);
    return { socket, opened: answer };
  }

  do(actor: Actor, given: Unsent, room = this.room): Promise<CommandAnswer> {
    return room.command(personOf(actor), command(given));
  }

  /** Pins a note; answers its id. */
  async note(actor: Actor, given: { groupId?: string | null } = {}): Promise<string> {
    const noteId = newId();
    const answer = await this.do(actor, {
      type: 'note.add',
      noteId,
      body: 'Ein Kalender für alle',
      ...given
    });
    if (!answer.ok) throw new Error(`note refused: ${answer.code}`);
    await drain();
    return noteId;
  }

  /** Writes past every process, as another one would. */
  async writeElsewhere(change: Omit<StoredChange, 'seq' | 'at'>): Promise<void> {
    await this.store.transaction(ROOM, (tx) => {
      const seq = tx.clock + 1;
      const steps = change.steps.map(({ before, after }) => ({ before, after: { ...after, seq } }));
      return tx.write([{ ...change, seq, at: this.clock.now(), steps }]);
    });
  }
}

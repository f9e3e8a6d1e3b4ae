import { describe, expect, it } from 'vitest';
import type { Actor } from '../domain/rules.ts';
import { GROUP_A, GROUP_B, hedda, ida, lotte, otto } from '../domain/testing/boardFixture.ts';
import type { RoomPresence } from '../protocol/rooms.ts';
import { Elsewhere } from './Elsewhere.ts';
import type { PresenceNews, PresentPerson } from './ports.ts';
import type { Rooms } from './Rooms.ts';
import { ROOM } from './testing/boardRoom.ts';
import { FakeSocket } from './testing/FakeLine.ts';
import { MemoryBus } from './testing/MemoryBus.ts';
import { newId, Stage } from './testing/roomStage.ts';
import { TestClock } from './testing/TestClock.ts';

/** Two processes with people in the same room. */
class Pair {
  readonly stage = new Stage();
  lost = false;
  readonly bus = new MemoryBus(this.stage.clock, () => (this.lost ? null : 5));
  readonly here = this.process();
  readonly there = this.process();
  /** All that any process tells the others. */
  readonly news: PresenceNews[] = [];

  constructor() {
    this.bus.join().listen(
      (_from, news) => this.news.push(news),
      () => undefined
    );
  }

  process(): Rooms {
    return this.stage.process({ presence: this.bus.join() });
  }

  async enter(actor: Actor, rooms: Rooms): Promise<FakeSocket> {
    const { socket, answer } = await this.stage.open(actor, undefined, new FakeSocket(), rooms.get(ROOM));
    expect(answer.ok).toBe(true);
    return socket;
  }

  advance(ms: number): Promise<void> {
    return this.stage.clock.advance(ms);
  }
}

const frameOf = (socket: FakeSocket): RoomPresence | undefined => socket.got('room:presence').at(-1);
const namesOf = (socket: FakeSocket): string[] => frameOf(socket)?.people.map(({ name }) => name) ?? [];

describe('presence over several processes', () => {
  it('[P5] shows the people of all processes, named from the records of this one', async () => {
    const pair = new Pair();
    const socket = await pair.enter(hedda, pair.here);
    await pair.enter(lotte, pair.there);
    await pair.enter(otto, pair.there);
    await pair.advance(1000);
    expect(namesOf(socket)).toEqual([hedda.name, lotte.name, otto.name]);
    expect(frameOf(socket)).toMatchObject({ count: 3, groups: { '': 1, [GROUP_A]: 2 } });
  });

  it('[P5] shows somebody in two processes once, with the one in which they write', async () => {
    const pair = new Pair();
    const socket = await pair.enter(hedda, pair.here);
    await pair.enter(lotte, pair.here);
    const second = await pair.enter(lotte, pair.there);
    pair.there.get(ROOM).presence(second, { editing: 'new' });
    await pair.advance(1000);
    expect(frameOf(socket)).toMatchObject({
      count: 2,
      people: [{ name: hedda.name }, { name: lotte.name, editing: 'new' }]
    });
    pair.there.get(ROOM).presence(second, { editing: null });
    await pair.advance(1000);
    expect(frameOf(socket)?.people[1]).not.toHaveProperty('editing');
    pair.there.leave(second);
    await pair.advance(1000);
    expect(frameOf(socket)).toMatchObject({ count: 2 });
  });

  it('[P5] [P4] names only those whom the viewer may see', async () => {
    const pair = new Pair();
    const socket = await pair.enter(ida, pair.here);
    for (const actor of [hedda, lotte, otto]) await pair.enter(actor, pair.there);
    await pair.advance(1000);
    expect(namesOf(socket).sort()).toEqual([hedda.name, ida.name].sort());
    expect(frameOf(socket)).toMatchObject({ count: 4, groups: { '': 1, [GROUP_A]: 2, [GROUP_B]: 1 } });
  });

  it('[P6] tells differences only, without names, and nothing when nothing changed', async () => {
    const pair = new Pair();
    await pair.enter(lotte, pair.there);
    await pair.advance(2000);
    pair.news.splice(0);
    const socket = await pair.enter(otto, pair.there);
    await pair.advance(2000);
    const told = pair.news.filter(({ kind }) => kind === 'here');
    expect(told).toEqual([
      {
        kind: 'here',
        n: expect.any(Number) as number,
        room: ROOM,
        here: [{ id: otto.id, role: 'participant' }],
        gone: []
      }
    ]);
    pair.there.leave(socket);
    await pair.advance(2000);
    expect(pair.news.findLast(({ kind }) => kind === 'here')).toMatchObject({ here: [], gone: [otto.id] });
    pair.news.splice(0);
    await pair.advance(60_000);
    expect(pair.news.filter(({ kind }) => kind !== 'beat')).toEqual([]);
  });

  it('[P6] tells at most four times a second and room', async () => {
    const pair = new Pair();
    const socket = await pair.enter(lotte, pair.there);
    await pair.enter(hedda, pair.here);
    await pair.advance(2000);
    pair.news.splice(0);
    for (let i = 0; i < 100; i += 1) {
      pair.there.get(ROOM).presence(socket, { editing: i % 2 ? 'new' : newId() });
      await pair.advance(20);
    }
    const told = pair.news.filter(({ kind }) => kind === 'here');
    expect(told.length).toBeLessThanOrEqual(9);
    expect(told.length).toBeGreaterThan(3);
  });

  it('[P6] tells everything to a process that starts, fifty people a message', async () => {
    const clock = new TestClock();
    const bus = new MemoryBus(clock);
    const people = new Map<string, PresentPerson>();
    for (let n = 0; n < 120; n += 1) people.set(`p${n}`, { id: `p${n}`, role: 'participant' });
    const here = new Elsewhere(bus.join(), clock, () => undefined);
    here.tell(ROOM, people);
    await clock.advance(2000);
    const sizes: number[] = [];
    bus.join().listen(
      (_from, news) => news.kind === 'here' && sizes.push(news.here.length),
      () => undefined
    );
    const late = new Elsewhere(bus.join(), clock, () => undefined);
    await clock.advance(1500);
    expect(late.people(ROOM).size).toBe(120);
    expect(sizes).toEqual([50, 50, 20]);
  });

  it('[P7] notices lost news within five seconds and asks for everything', async () => {
    const pair = new Pair();
    const socket = await pair.enter(hedda, pair.here);
    const gone = await pair.enter(lotte, pair.there);
    await pair.advance(1000);
    expect(frameOf(socket)?.count).toBe(2);
    pair.lost = true;
    pair.there.leave(gone);
    await pair.enter(otto, pair.there);
    await pair.enter(ida, pair.there);
    await pair.advance(500);
    pair.lost = false;
    expect(namesOf(socket)).toEqual([hedda.name, lotte.name]);
    await pair.advance(7000);
    expect(namesOf(socket)).toEqual([hedda.name, otto.name, ida.name]);
  });

  it('[P7] asks and tells everything at most once a second, however much is lost', async () => {
    const pair = new Pair();
    await pair.enter(hedda, pair.here);
    const socket = await pair.enter(lotte, pair.there);
    await pair.advance(2000);
    pair.news.splice(0);
    const other = pair.bus.join();
    for (let i = 0; i < 100; i += 1) {
      other.tell({ kind: 'ask' });
      other.tell({ kind: 'beat', n: i * 7 });
      await pair.advance(20);
    }
    expect(pair.news.filter(({ kind }) => kind === 'all').length).toBeLessThanOrEqual(2 * 3);
    pair.there.leave(socket);
  });

  it('[P8] drops the people of a process that ends, at once', async () => {
    const pair = new Pair();
    const socket = await pair.enter(hedda, pair.here);
    await pair.enter(lotte, pair.there);
    await pair.advance(1000);
    expect(frameOf(socket)?.count).toBe(2);
    await pair.there.stop();
    await pair.advance(400);
    expect(frameOf(socket)?.count).toBe(1);
  });

  it('[P8] drops the people of a process that died, within 16 s, and keeps those of one that lives', async () => {
    const pair = new Pair();
    const end = pair.bus.join();
    const dead = newId();
    const socket = await pair.enter(hedda, pair.here);
    await pair.enter(lotte, pair.there);
    end.tell({ kind: 'all', n: 1 });
    end.tell({ kind: 'here', n: 2, room: ROOM, here: [{ id: dead, role: 'participant' }], gone: [] });
    end.tell({ kind: 'end', n: 3 });
    await pair.advance(1000);
    expect(frameOf(socket)?.count).toBe(3);
    await pair.advance(15_000);
    expect(frameOf(socket)?.count).toBe(2);
    await pair.advance(60_000);
    expect(namesOf(socket)).toEqual([hedda.name, lotte.name]);
  });
});

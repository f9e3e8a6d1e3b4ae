import { describe, expect, it } from 'vitest';
import { lotte, otto } from '../domain/testing/boardFixture.ts';
import { must } from '../util/must.ts';
import { ROOM } from './testing/boardRoom.ts';
import { MemoryBus } from './testing/MemoryBus.ts';
import { newId, Stage } from './testing/roomStage.ts';
import type { FakeSocket } from './testing/FakeLine.ts';

/** Two processes on one store; `broken` decides whether hints arrive. */
class Pair {
  readonly stage = new Stage();
  broken = false;
  readonly bus = new MemoryBus(this.stage.clock, () => (this.broken ? null : 5));
  readonly here = this.stage.process({ hints: this.bus.join() });
  readonly there = this.stage.process({ hints: this.bus.join() });

  constructor() {
    this.stage.rooms = this.here;
  }

  /** Written by the other process. */
  write(body = 'anderswo') {
    return this.stage.do(lotte, { type: 'note.add', noteId: newId(), body }, this.there.get(ROOM));
  }
}

const bodies = (socket: FakeSocket) =>
  socket
    .got('room:change')
    .flatMap(({ changes }) => changes.flatMap(({ put }) => put))
    .map((record) => ('body' in record ? record.body : record.type));

describe('several processes', () => {
  it('[L6] a hint tells at once what another process wrote', async () => {
    const pair = new Pair();
    const { socket } = await pair.stage.enter(otto);
    await pair.write();
    await pair.stage.clock.advance(10);
    expect(bodies(socket)).toEqual(['anderswo']);
  });

  it('[L6] a hint for a room that is not in memory, or that says nothing new, costs nothing', async () => {
    const pair = new Pair();
    await pair.write();
    await pair.stage.clock.advance(10);
    expect(pair.here.counts().rooms).toBe(0);
    await pair.stage.enter(otto);
    let reads = 0;
    pair.stage.store.fault = () => void (reads += 1);
    const end = pair.bus.join();
    end.publish({ room: ROOM, seq: 1 });
    end.publish({ room: newId(), seq: 7 });
    await pair.stage.clock.advance(10);
    expect(reads).toBe(0);
    end.publish({ room: ROOM, seq: 2 });
    await pair.stage.clock.advance(10);
    expect(reads).toBe(2);
  });

  it('[L3] a lost hint heals within 5 s, with one query for all rooms in memory', async () => {
    const pair = new Pair();
    pair.broken = true;
    const rooms = Array.from({ length: 20 }, newId);
    for (const room of rooms) {
      pair.stage.store.make(room, 'board');
      await pair.here.get(room).read(() => null);
    }
    const { socket } = await pair.stage.enter(otto);
    await pair.write();
    const before = pair.stage.store.looks;
    await pair.stage.clock.advance(4900);
    expect(bodies(socket)).toEqual(['anderswo']);
    // One look of each process.
    expect(pair.stage.store.looks - before).toBe(2);
  });

  it('[L3] goes on looking after the database was away', async () => {
    const pair = new Pair();
    pair.broken = true;
    const { socket } = await pair.stage.enter(otto);
    await pair.write();
    pair.stage.store.fault = () => Promise.reject(new Error('away'));
    await pair.stage.clock.advance(4100);
    expect(pair.stage.problems.length).toBeGreaterThan(0);
    pair.stage.store.fault = () => undefined;
    await pair.stage.clock.advance(4100);
    expect(bodies(socket)).toEqual(['anderswo']);
  });

  it('[L8] catches up while another process holds the lock of the room', async () => {
    const pair = new Pair();
    const { socket } = await pair.stage.enter(otto);
    await pair.write('zuerst');
    let free: () => void = () => undefined;
    const held = pair.stage.store.transaction(ROOM, () => new Promise<void>((resolve) => (free = resolve)));
    await pair.stage.clock.advance(10);
    expect(bodies(socket)).toEqual(['zuerst']);
    free();
    await held;
  });

  it('[L7] looks at every room when the line of the hints is there again', async () => {
    const pair = new Pair();
    pair.broken = true;
    const { socket } = await pair.stage.enter(otto);
    await pair.write();
    await pair.stage.clock.advance(100);
    expect(bodies(socket)).toEqual([]);
    pair.bus.restore();
    await pair.stage.clock.advance(1);
    expect(bodies(socket)).toEqual(['anderswo']);
  });

  it('[L2] what others write does not keep a room in memory that nobody uses', async () => {
    const pair = new Pair();
    await pair.stage.room.read(() => null);
    for (let minute = 0; minute < 6; minute += 1) {
      await pair.write(`Minute ${minute}`);
      await pair.stage.clock.advance(60_000);
    }
    expect(pair.here.counts().rooms).toBe(0);
  });

  it('[O12] a page asked of a process that lost the hint is at most a look behind', async () => {
    const pair = new Pair();
    pair.broken = true;
    await pair.stage.room.read(() => null);
    await pair.write();
    await pair.stage.clock.advance(4100);
    expect(must(await pair.stage.room.read((_view, seq) => seq))).toBe(1);
  });
});

/** What every bus between processes must do. Runs on memory here, on PostgreSQL and Redis in the server's pg test. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hint, HintBus, PresenceBus, PresenceNews } from '../ports.ts';

export type BusEnd = HintBus & PresenceBus & { close(): Promise<void> };

export interface BusUnderTest {
  /** The end of a new process; may not be up yet. */
  join: () => BusEnd;
  /** Breaks every line, as an outage would; they mend by themselves. */
  cut: () => Promise<void>;
  close: () => Promise<void>;
}

const WITHIN = { timeout: 8000, interval: 5 };
const uuid = (): string => crypto.randomUUID();

/** A process that listens, with all it heard. */
class Process {
  readonly hints: Hint[] = [];
  readonly news: { from: string; news: PresenceNews }[] = [];
  restored = 0;
  readonly end: BusEnd;
  readonly stopHints: () => void;
  readonly stopNews: () => void;

  constructor(end: BusEnd) {
    this.end = end;
    this.stopHints = end.subscribe(
      ({ room, seq }) => this.hints.push({ room, seq }),
      () => undefined
    );
    this.stopNews = end.listen(
      (from, news) => this.news.push({ from, news }),
      () => (this.restored += 1)
    );
  }

  heardOf(room: string): number[] {
    return this.hints.filter((hint) => hint.room === room).map(({ seq }) => seq);
  }
}

export function busContract(name: string, make: () => Promise<BusUnderTest>): void {
  describe(`bus: ${name}`, () => {
    let tested: BusUnderTest;
    let joined: Process[] = [];
    beforeAll(async () => {
      tested = await make();
    });
    afterEach(async () => {
      for (const { end } of joined) await end.close();
      joined = [];
    });
    afterAll(() => tested.close());

    const processes = async (count: number): Promise<[Process, ...Process[]]> => {
      joined = Array.from({ length: count }, () => new Process(tested.join()));
      await vi.waitFor(() => expect(joined.every(({ restored }) => restored > 0)).toBe(true), WITHIN);
      return joined as [Process, ...Process[]];
    };

    it('carries a hint to every other process and not back', async () => {
      const [first, ...others] = await processes(3);
      const [room, marker] = [uuid(), uuid()];
      first.end.publish({ room, seq: 7 });
      await vi.waitFor(() => expect(others.map((other) => other.heardOf(room))).toEqual([[7], [7]]), WITHIN);
      // The line keeps the order of a sender: with an answer to a later word its own hint would have come too.
      others[0]?.end.publish({ room: marker, seq: 1 });
      await vi.waitFor(() => expect(first.heardOf(marker)).toEqual([1]), WITHIN);
      expect(first.heardOf(room)).toEqual([]);
    });

    it('tells the highest clock in the end, however many hints come at once', async () => {
      const [first, second] = await processes(2);
      const rooms = Array.from({ length: 300 }, uuid);
      for (let seq = 1; seq <= 20; seq += 1) for (const room of rooms) first.end.publish({ room, seq });
      for (const room of rooms)
        await vi.waitFor(() => expect(Math.max(...(second?.heardOf(room) ?? []))).toBe(20), WITHIN);
    });

    it('carries presence in order, fifty people at a time', async () => {
      const [first, second] = await processes(2);
      const told = Array.from({ length: 30 }, (_, n): PresenceNews => ({
        kind: 'here',
        n,
        room: uuid(),
        here: Array.from({ length: 50 }, () => ({ id: uuid(), role: 'participant', editing: uuid() })),
        gone: [uuid()]
      }));
      for (const news of told) first.end.tell(news);
      await vi.waitFor(() => expect(second?.news.length).toBeGreaterThanOrEqual(told.length), WITHIN);
      expect(second?.news.map(({ news }) => news)).toEqual(told);
      expect(new Set(second?.news.map(({ from }) => from)).size).toBe(1);
    });

    it('carries every kind of news', async () => {
      const [first, second] = await processes(2);
      const told: PresenceNews[] = [
        { kind: 'ask' },
        { kind: 'all', n: 1 },
        { kind: 'here', n: 2, room: uuid(), here: [{ id: uuid(), role: 'facilitator' }], gone: [] },
        { kind: 'end', n: 3 },
        { kind: 'beat', n: 3 },
        { kind: 'bye' }
      ];
      for (const news of told) first.end.tell(news);
      await vi.waitFor(() => expect(second?.news.map(({ news }) => news)).toEqual(told), WITHIN);
    });

    it('mends by itself, says so, and carries again', async () => {
      const [first, second] = await processes(2);
      const before = [first, second].map((one) => one?.restored ?? 0);
      const room = uuid();
      await tested.cut();
      await vi.waitFor(
        () => [first, second].forEach((one, i) => expect(one?.restored).toBeGreaterThan(before[i] ?? 0)),
        WITHIN
      );
      first.end.publish({ room, seq: 2 });
      first.end.tell({ kind: 'beat', n: 9 });
      await vi.waitFor(() => expect(second?.heardOf(room)).toEqual([2]), WITHIN);
      await vi.waitFor(
        () => expect(second?.news.map(({ news }) => news)).toContainEqual({ kind: 'beat', n: 9 }),
        WITHIN
      );
    });

    it('tells nothing to those who stopped listening', async () => {
      const [first, second, third] = await processes(3);
      const room = uuid();
      second?.stopHints();
      second?.stopNews();
      first.end.tell({ kind: 'bye' });
      first.end.publish({ room, seq: 1 });
      await vi.waitFor(() => expect(third?.heardOf(room)).toEqual([1]), WITHIN);
      expect([second?.hints, second?.news]).toEqual([[], []]);
    });

    it('never throws, also when it is closed', async () => {
      const [first] = await processes(1);
      await first.end.close();
      expect(() => {
        first.end.publish({ room: uuid(), seq: 1 });
        first.end.tell({ kind: 'bye' });
      }).not.toThrow();
    });
  });
}

import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardFixture, hedda, id, otto } from '$lib/domain/testing/boardFixture';
import { GONE_MS, watchLead, type WatchedSession } from './watchLead.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Greta watches; Hedda leads. */
function watching() {
  const board = new BoardFixture();
  const greta = { id: id(28), name: 'Greta Grasmück', role: 'facilitator' as const, groupId: null };
  const person = board.get('participant', hedda.id);
  if (person) board.records.set(`participant/${greta.id}`, { ...person, id: greta.id, name: greta.name });
  board.do(hedda, { type: 'lead.take', participantId: hedda.id });
  let people = $state.raw([hedda.id, greta.id]);
  let connection = $state.raw<WatchedSession['connection']>('live');
  const session: WatchedSession = {
    view: board,
    me: greta,
    isFacilitator: true,
    get connection() {
      return connection;
    },
    get presence() {
      const named = people.map((one) => ({ id: one, name: '', groupId: null, role: 'facilitator' as const }));
      return { room: '', people: named, count: named.length, groups: {} };
    }
  };
  const told: string[] = [];
  const stop = $effect.root(() => watchLead(session, (name) => told.push(name)));
  flushSync();
  return {
    told,
    stop,
    /** Who is here from now on, and what the line does; then so much time passes. */
    async pass(ms: number, next: { here?: string[]; line?: WatchedSession['connection'] } = {}) {
      if (next.here) people = next.here;
      if (next.line) connection = next.line;
      flushSync();
      await vi.advanceTimersByTimeAsync(ms);
    },
    greta
  };
}

test('tells once that the lead is gone, and again only after they were back', async () => {
  const { told, pass, greta, stop } = watching();
  await pass(GONE_MS + 1, { here: [greta.id] });
  expect(told).toEqual([hedda.name]);
  await pass(60_000, { here: [greta.id, otto.id] });
  expect(told).toHaveLength(1);
  await pass(100, { here: [greta.id, hedda.id] });
  await pass(GONE_MS + 1, { here: [greta.id] });
  expect(told).toHaveLength(2);
  stop();
});

test('says nothing of a reload', async () => {
  const { told, pass, greta, stop } = watching();
  await pass(GONE_MS - 1000, { here: [greta.id] });
  await pass(60_000, { here: [greta.id, hedda.id] });
  expect(told).toEqual([]);
  stop();
});

test('says nothing while the own line is down, when everybody seems to be gone', async () => {
  const { told, pass, stop } = watching();
  await pass(60_000, { here: [], line: 'reconnecting' });
  expect(told).toEqual([]);
  stop();
});

import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxEntry } from '$lib/sync/ports';
import { IdbOutbox } from './idbOutbox';
import { newId } from '$lib/util/newId';

const entry = (body: string): OutboxEntry => ({
  command: { id: newId(), type: 'note.add', noteId: newId(), body },
  at: 1
});
const bodies = (entries: OutboxEntry[]) =>
  entries.map(({ command }) => (command.type === 'note.add' ? command.body : ''));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The page that had it is gone, and its locks with it. */
async function gone(outbox: IdbOutbox): Promise<void> {
  outbox.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.each([
  ['with locks', true],
  ['without locks (plain http)', false]
])('the outbox %s', (_, locks) => {
  beforeEach(() => {
    if (!locks) vi.stubGlobal('navigator', {});
  });

  it('[M15] gives the next page what was left, in order', async () => {
    const first = new IdbOutbox('room/me');
    expect(await first.load()).toEqual([]);
    const sent = [entry('eins'), entry('zwei'), entry('drei')];
    for (const one of sent) void first.add(one);
    await first.remove(sent[1]?.command.id ?? '');
    await gone(first);
    const next = new IdbOutbox('room/me');
    expect(bodies(await next.load())).toEqual(['eins', 'drei']);
    expect(await next.load()).toEqual([]);
    expect(next.durable).toBe(true);
    await gone(next);
    expect(bodies(await new IdbOutbox('room/me').load())).toEqual(['eins', 'drei']);
  });

  it('[M15] keeps people and rooms apart', async () => {
    const mine = new IdbOutbox('room/me');
    await mine.add(entry('meins'));
    await gone(mine);
    expect(await new IdbOutbox('room/you').load()).toEqual([]);
    expect(await new IdbOutbox('other/me').load()).toEqual([]);
  });

  it('[M15] lets a remove never overtake its add', async () => {
    const outbox = new IdbOutbox('room/me');
    const one = entry('x');
    void outbox.add(one);
    await outbox.remove(one.command.id);
    await gone(outbox);
    expect(await new IdbOutbox('room/me').load()).toEqual([]);
  });
});

describe('two tabs', () => {
  it('[M15] leave a living tab its commands, and take them over when it is closed', async () => {
    const [one, two] = [new IdbOutbox('room/me'), new IdbOutbox('room/me')];
    await one.load();
    await one.add(entry('vom ersten'));
    expect(await two.load()).toEqual([]);
    await gone(one);
    expect(bodies(await two.load())).toEqual(['vom ersten']);
  });

  it('[M15] share what a closed tab left: one of them gets it', async () => {
    const closed = new IdbOutbox('room/me');
    await closed.load();
    await closed.add(entry('übrig'));
    await gone(closed);
    const [one, two] = [new IdbOutbox('room/me'), new IdbOutbox('room/me')];
    const given = await Promise.all([one.load(), two.load()]);
    expect(given.flatMap(bodies)).toEqual(['übrig']);
  });
});

describe('a browser that keeps nothing', () => {
  it('[M18] says so and fails at nothing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('private mode', 'SecurityError');
      }
    });
    const outbox = new IdbOutbox('room/me');
    expect(await outbox.load()).toEqual([]);
    await outbox.add(entry('x'));
    await outbox.remove('x');
    expect(outbox.durable).toBe(false);
  });

  it('[M18] says so when the disk is full', async () => {
    const outbox = new IdbOutbox('room/me');
    await outbox.load();
    expect(outbox.durable).toBe(true);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await outbox.add(entry('x'));
    expect(outbox.durable).toBe(false);
    put.mockRestore();
  });
});

describe('what an earlier session left in the room', () => {
  it('is handed over once when its page is gone, and only in the same room', async () => {
    const before = new IdbOutbox('room/before');
    await before.load();
    void before.add(entry('nicht mehr gesendet'));
    const elsewhere = new IdbOutbox('other/before');
    await elsewhere.load();
    void elsewhere.add(entry('anderswo'));
    await gone(before);
    await gone(elsewhere);
    const now = new IdbOutbox('room/now');
    await now.load();
    expect(bodies(await now.takeLeftBehind())).toEqual(['nicht mehr gesendet']);
    expect(await now.takeLeftBehind()).toEqual([]);
    expect(bodies(await new IdbOutbox('other/before').load())).toEqual(['anderswo']);
  });

  it('stays with a page that lives: it will send it itself', async () => {
    const living = new IdbOutbox('room/before');
    await living.load();
    await living.add(entry('unterwegs'));
    const now = new IdbOutbox('room/now');
    await now.load();
    expect(await now.takeLeftBehind()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Reloads of a page whose sessionStorage outlives them; each reload loads the module anew. */
describe('a new version of the server', () => {
  const reload = vi.fn();
  let stored: Map<string, string>;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetModules();
    reload.mockClear();
    stored = new Map();
    vi.stubGlobal('location', { reload });
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value)
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const page = async () => {
    vi.resetModules();
    return (await import('./browser.ts')).reloadForNewVersion;
  };

  it('[V2] reloads the page at once, and again by itself after a minute when that did not help', async () => {
    (await page())(() => true);
    expect(reload).toHaveBeenCalledTimes(1);
    const next = await page();
    next(() => true);
    next(() => true);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(reload).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('[V2] does not reload what would lose something, now or then', async () => {
    (await page())(() => false);
    expect(reload).not.toHaveBeenCalled();
    stored.set('auftakt:reloaded', String(Date.now()));
    let safe = true;
    (await page())(() => safe);
    safe = false;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(reload).not.toHaveBeenCalled();
  });

  it('[V2] leaves it to the person where the browser remembers nothing: it could be for ever', async () => {
    vi.stubGlobal('sessionStorage', {
      getItem: () => {
        throw new Error('denied');
      }
    });
    (await page())(() => true);
    expect(reload).not.toHaveBeenCalled();
  });
});

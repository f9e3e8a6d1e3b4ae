/**
 * Counts events per key within the last `windowMs`. In memory: a restart forgets, which is acceptable for slowing
 * down guesses, and no address is ever written to disk.
 */
export class SlidingWindow {
  readonly #windowMs: number;
  readonly #maxKeys: number;
  readonly #events = new Map<string, number[]>();

  /** @param maxKeys bound of memory; beyond it the key that was quiet the longest is forgotten */
  constructor(windowMs: number, maxKeys = 20_000) {
    this.#windowMs = windowMs;
    this.#maxKeys = maxKeys;
  }

  count(key: string, now: number): number {
    return this.#recent(key, now).length;
  }

  add(key: string, now: number): void {
    const events = this.#recent(key, now);
    events.push(now);
    // Put at the end again: a Map keeps the order of insertion, so the first key is the one quiet the longest.
    this.#events.delete(key);
    this.#events.set(key, events);
    if (this.#events.size > this.#maxKeys) {
      const oldest = this.#events.keys().next();
      if (!oldest.done) this.#events.delete(oldest.value);
    }
  }

  /** Milliseconds until fewer than `limit` events lie in the window; 0 when that is so already. */
  waitFor(key: string, limit: number, now: number): number {
    const events = this.#recent(key, now);
    const deciding = events[events.length - limit];
    return deciding === undefined ? 0 : Math.max(0, deciding + this.#windowMs - now);
  }

  /** Forgets the last event: it was counted in advance and turned out harmless. */
  takeBack(key: string): void {
    this.#events.get(key)?.pop();
  }

  clear(key: string): void {
    this.#events.delete(key);
  }

  #recent(key: string, now: number): number[] {
    const events = this.#events.get(key);
    if (!events) return [];
    const recent = events.filter((at) => at > now - this.#windowMs);
    if (recent.length === 0) this.#events.delete(key);
    else if (recent.length < events.length) this.#events.set(key, recent);
    return recent;
  }
}

/** The part of an address that belongs to one holder: IPv4 whole, of IPv6 the /64 that every connection gets. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].slice(0, 4).join(':');
}

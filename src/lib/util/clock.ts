/** Where code that must be testable reads the time. Milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
  /** Calls `work` once after `ms`; the answer takes it back. */
  after(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }
};

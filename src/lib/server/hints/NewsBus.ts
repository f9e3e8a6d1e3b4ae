import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Hint, HintBus, PresenceBus, PresenceNews } from '$lib/sync/ports';
import { MAX_TEXT_BYTES, slept, type Line, type OpenLine } from './Line';

/** Between two texts of this process: what comes meanwhile goes together. The first goes at once. */
const PAUSE_MS = 20;
/** Rooms whose hint waits for the line; beyond, the regular look finds them. */
const MAX_WAITING = 10_000;
/** A stopping process waits so long for its last words. */
const LAST_WORDS_MS = 500;

const count = v.pipe(v.number(), v.integer());
const text = v.pipe(v.string(), v.maxLength(64));
const person = v.object({
  id: text,
  role: v.picklist(['facilitator', 'participant', 'interested', 'reader', 'member', 'visitor']),
  editing: v.exactOptional(text)
});
const item = v.variant('kind', [
  v.object({ kind: v.literal('hint'), room: text, seq: count }),
  v.object({ kind: v.literal('ask') }),
  v.object({ kind: v.literal('all'), n: count }),
  v.object({ kind: v.literal('here'), n: count, room: text, here: v.array(person), gone: v.array(text) }),
  v.object({ kind: v.literal('end'), n: count }),
  v.object({ kind: v.literal('beat'), n: count }),
  v.object({ kind: v.literal('bye') })
]);
const message = v.object({ from: text, items: v.array(item) });
type Item = v.InferOutput<typeof item>;

export type ReportLine = (what: 'lost' | 'restored' | 'odd', error?: unknown) => void;

/**
 * Hints and presence between processes, over one line. Never throws and never waits: while the line is down hints gather
 * (the highest clock of each room), presence is dropped, for it is asked for anew.
 */
export class NewsBus implements HintBus, PresenceBus {
  /** This process: what comes back under its own name is ignored. */
  readonly id = randomUUID();
  readonly #line: Line;
  readonly #report: ReportLine;
  readonly #hints = new Map<string, number>();
  #news: PresenceNews[] = [];
  #sending: Promise<void> | null = null;
  #up = false;
  #wasLost = false;
  readonly #ending = new AbortController();
  readonly #hintEars = new Set<{ heard: (hint: Hint) => void; restored: () => void }>();
  readonly #newsEars = new Set<{
    heard: (from: string, news: PresenceNews) => void;
    restored: () => void;
  }>();

  constructor(open: OpenLine, report: ReportLine = () => undefined) {
    this.#report = report;
    this.#line = open({
      heard: (heard) => this.#heard(heard),
      restored: () => this.#restored(),
      lost: (error) => {
        this.#up = false;
        this.#wasLost = true;
        this.#news = [];
        this.#report('lost', error);
      }
    });
  }

  publish({ room, seq }: Hint): void {
    if (this.#hints.size >= MAX_WAITING) this.#hints.clear();
    this.#hints.set(room, Math.max(seq, this.#hints.get(room) ?? 0));
    this.#send();
  }

  subscribe(heard: (hint: Hint) => void, restored: () => void): () => void {
    const ears = { heard, restored };
    this.#hintEars.add(ears);
    return () => this.#hintEars.delete(ears);
  }

  tell(news: PresenceNews): void {
    if (!this.#up) return;
    this.#news.push(news);
    this.#send();
  }

  listen(heard: (from: string, news: PresenceNews) => void, restored: () => void): () => void {
    const ears = { heard, restored };
    this.#newsEars.add(ears);
    if (this.#up) restored();
    return () => this.#newsEars.delete(ears);
  }

  /** Sends what still waits, where that is quick, and ends. */
  async close(): Promise<void> {
    this.#ending.abort();
    const end = performance.now() + LAST_WORDS_MS;
    while (this.#sending && performance.now() < end) await Promise.race([this.#sending, sleep(PAUSE_MS)]);
    this.#up = false;
    await this.#line.close();
  }

  #restored(): void {
    this.#up = true;
    if (this.#wasLost) this.#report('restored');
    this.#wasLost = false;
    for (const { restored } of [...this.#hintEars, ...this.#newsEars]) restored();
    this.#send();
  }

  #heard(given: string): void {
    const parsed = v.safeParse(message, readJson(given));
    if (!parsed.success) return this.#report('odd');
    const { from, items } = parsed.output;
    if (from === this.id) return;
    for (const one of items) {
      if (one.kind === 'hint') for (const { heard } of [...this.#hintEars]) heard(one);
      else for (const { heard } of [...this.#newsEars]) heard(from, one);
    }
  }

  #send(): void {
    if (!this.#up) return;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
      if (this.#up && (this.#hints.size > 0 || this.#news.length > 0)) this.#send();
    });
  }

  async #sendAll(): Promise<void> {
    // What one turn of the event loop brings goes together.
    await Promise.resolve();
    while (this.#up && (this.#hints.size > 0 || this.#news.length > 0)) {
      const hints = [...this.#hints];
      const items: Item[] = [
        ...hints.map(([room, seq]) => ({ kind: 'hint' as const, room, seq })),
        ...this.#news.splice(0)
      ];
      this.#hints.clear();
      try {
        for (const packed of this.#packed(items)) await this.#line.send(packed);
      } catch {
        // The line says by itself that it is lost. Hints wait for it; those that did go out twice do no harm.
        for (const [room, seq] of hints) this.#hints.set(room, Math.max(seq, this.#hints.get(room) ?? 0));
      }
      await slept(PAUSE_MS, this.#ending.signal);
      if (this.#ending.signal.aborted) return;
    }
  }

  /** As few texts as possible, each short enough for the line. */
  *#packed(items: readonly Item[]): Iterable<string> {
    const head = `{"from":"${this.id}","items":[`;
    let texts: string[] = [];
    let bytes = 0;
    for (const one of items) {
      const json = JSON.stringify(one);
      const more = Buffer.byteLength(json) + 1;
      if (texts.length > 0 && head.length + bytes + more + 2 > MAX_TEXT_BYTES) {
        yield `${head}${texts.join(',')}]}`;
        texts = [];
        bytes = 0;
      }
      texts.push(json);
      bytes += more;
    }
    if (texts.length > 0) yield `${head}${texts.join(',')}]}`;
  }
}

function readJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}

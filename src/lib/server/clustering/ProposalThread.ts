import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Note, Proposal, Topic } from './propose';
import type { Done, Job } from './worker';

/** From the root, where Auftakt is started: the thread is run from the sources, as `src/server.ts` is. */
const WORKER = 'src/lib/server/clustering/worker.ts';
/** Without work for so long the thread ends; starting it anew takes 0.1 s. */
const IDLE_MS = 60_000;
/** Nothing honest takes so long. */
const MOST_MS = 15_000;
/** More jobs than that in line would make everybody wait too long. */
const MOST_JOBS = 20;

/**
 * Computes proposals beside the event loop, one job after the other: a thousand sockets do not wait for somebody's
 * clusters. The thread is started by the first job, holds no memory beyond its jobs and does not keep the process alive.
 */
export class ProposalThread {
  #worker: Worker | null = null;
  #next = 1;
  #idle: NodeJS.Timeout | undefined;
  readonly #jobs = new Map<number, { done: (proposals: Proposal[] | null) => void; timer: NodeJS.Timeout }>();

  /** Null when there is too much to do, or when it went wrong. Never rejects. */
  propose(notes: readonly Note[], topics: readonly Topic[]): Promise<Proposal[] | null> {
    if (this.#jobs.size >= MOST_JOBS) return Promise.resolve(null);
    const id = this.#next++;
    clearTimeout(this.#idle);
    return new Promise((done) => {
      const timer = setTimeout(() => this.#giveUp(), MOST_MS);
      timer.unref();
      this.#jobs.set(id, { done, timer });
      this.#running().postMessage({ id, notes, topics } satisfies Job);
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(pathToFileURL(resolve(WORKER)), {
      name: 'proposals',
      // Neither flags of the app nor its settings are the thread's business.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 256 }
    });
    worker.unref();
    worker.on('message', ({ id, proposals }: Done) => this.#answer(id, proposals));
    worker.on('error', () => this.#giveUp(worker));
    worker.on('exit', () => this.#giveUp(worker));
    this.#worker = worker;
    return worker;
  }

  #answer(id: number, proposals: Proposal[] | null): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    this.#jobs.delete(id);
    clearTimeout(job.timer);
    job.done(proposals);
    if (this.#jobs.size > 0) return;
    this.#idle = setTimeout(() => this.#giveUp(), IDLE_MS);
    this.#idle.unref();
  }

  /** Ends the thread; whoever still waits gets null. */
  #giveUp(worker: Worker | null = this.#worker): void {
    if (worker === null || worker !== this.#worker) return;
    this.#worker = null;
    void worker.terminate();
    for (const id of [...this.#jobs.keys()]) this.#answer(id, null);
    clearTimeout(this.#idle);
  }
}

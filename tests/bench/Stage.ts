import { once } from 'node:events';
import { must } from '../../src/lib/util/must.ts';
import { startApp } from '../support/app.ts';
import { makeHalls, type Hall, type HallPlan } from '../support/hall.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { forkTs } from './forkTs.ts';
import { LoadProcess } from './LoadProcess.ts';
import type { FullRoom, Kind } from './load/tasks.ts';

/** A server under measurement: our app, or a floor. */
export interface Served {
  readonly kind: Kind;
  readonly url: string;
  readonly pid: number;
  /** What the app has written, for the case that something fails. */
  output?(): string;
  stop(): Promise<unknown>;
}

/** A load process with everybody connected. */
export interface Gathered {
  readonly load: LoadProcess;
  readonly seconds: number;
}

export interface StageOptions {
  /** How many people: the sizes of steady and burst. */
  readonly sizes: readonly number[];
  /** Folder for CPU profiles of the app. */
  readonly profile?: string | undefined;
}

interface Stoppable {
  stop(): Promise<unknown>;
}

/** Everything that a run starts. It is remembered from the moment it begins to start, so that nothing is left behind. */
export class Stage {
  readonly sizes: readonly number[];
  readonly #profile: string | undefined;
  #closed = false;
  readonly #started = new Set<Promise<Stoppable>>();
  #postgres: Promise<TestPostgres> | null = null;

  constructor({ sizes, profile }: StageOptions) {
    this.sizes = sizes;
    this.#profile = profile;
  }

  /** One PostgreSQL for the whole run, with its default durability. */
  postgres(): Promise<TestPostgres> {
    this.#postgres ??= startPostgres();
    return this.#postgres;
  }

  /** @param nodeOptions for the server's process only */
  async serve(kind: Kind, nodeOptions: readonly string[] = []): Promise<Served> {
    if (kind !== 'ours') return this.#keep(startFloor(kind, nodeOptions));
    const { url } = await this.postgres();
    const profiling = this.#profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${this.#profile}`];
    const options = [...nodeOptions, ...profiling].join(' ');
    const env = { DATABASE_URL: url, LOG_LEVEL: 'warn', ...(options !== '' && { NODE_OPTIONS: options }) };
    return this.#keep(startApp({ env }).then((app) => ({ ...app, kind, url: app.url, pid: app.pid })));
  }

  load(): Promise<LoadProcess> {
    return this.#keep(Promise.resolve(new LoadProcess()));
  }

  /** Boards full of people that no app has read yet. */
  async halls(plans: readonly HallPlan[]): Promise<Hall[]> {
    return makeHalls((await this.postgres()).url, plans);
  }

  /** Fresh boards with so many people each, all connected to `served` by a fresh load process. */
  async gather(served: Served, { rooms = 1, people }: { rooms?: number; people: number }): Promise<Gathered> {
    const full: FullRoom[] =
      served.kind === 'ours'
        ? (await this.halls(Array.from({ length: rooms }, () => ({ people })))).map(seated)
        : Array.from({ length: rooms }, (_, n) => ({
            room: String(n),
            cookies: Array<string>(people).fill('')
          }));
    const load = await this.load();
    const { seconds } = await load.ask('gather', { kind: served.kind, url: served.url, rooms: full });
    return { load, seconds };
  }

  /** The last words of the servers, to be shown when a measurement fails. */
  async lastWords(): Promise<string> {
    const all = await Promise.allSettled(this.#started);
    return (
      all
        .flatMap((one) =>
          one.status === 'fulfilled' ? [(one.value as Partial<Served>).output?.() ?? ''] : []
        )
        // A line may carry a long stack.
        .map((text) =>
          text
            .split('\n')
            .slice(-10)
            .map((line) => line.slice(0, 300))
            .join('\n')
        )
        .join('\n')
    );
  }

  /** Ends one thing before the rest. */
  async end(what: Stoppable): Promise<void> {
    for (const started of this.#started) if ((await started) === what) this.#started.delete(started);
    await what.stop();
  }

  /** Ends everything but PostgreSQL. */
  async clear(): Promise<void> {
    const started = [...this.#started];
    this.#started.clear();
    await Promise.all(started.map(stopStarted));
  }

  get closed(): boolean {
    return this.#closed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.clear();
    if (this.#postgres) await stopStarted(this.#postgres);
  }

  #keep<T extends Stoppable>(starting: Promise<T>): Promise<T> {
    this.#started.add(starting);
    return starting;
  }
}

export const seated = ({ room, seats }: Hall): FullRoom => ({
  room,
  cookies: seats.map(({ cookie }) => cookie)
});

/** What failed to start needs no end, and one that does not end must not keep the others. */
async function stopStarted(starting: Promise<Stoppable>): Promise<void> {
  const started = await starting.catch(() => null);
  await started?.stop().catch((error: unknown) => console.error('could not be ended:', error));
}

async function startFloor(kind: Exclude<Kind, 'ours'>, nodeOptions: readonly string[]): Promise<Served> {
  const child = forkTs(`floors/${kind}.ts`, nodeOptions);
  const ended = once(child, 'close');
  const told = await Promise.race([once(child, 'message'), ended.then(() => [])]);
  const { port } = must(told[0] as { port: number } | undefined, 'a floor that starts');
  return {
    kind,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    }
  };
}

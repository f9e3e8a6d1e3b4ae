import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type AppOptions, type RunningApp } from '../support/app.ts';
import { makeHalls, type Hall, type HallPlan } from '../support/hall.ts';
import { embeddedUrl, OwnPostgres, prepareData, stopOrphan } from './OwnPostgres.ts';
import { Remote } from './Remote.ts';
import type { Place } from './VirtualClient.ts';

interface Staged {
  readonly app: RunningApp;
  readonly halls: readonly Hall[];
  /** Of the database, as it is reached now. */
  readonly databaseUrl: () => string;
}

/** Everything that a scenario starts, and its end. */
export class Stage {
  readonly #closers: (() => Promise<unknown>)[] = [];
  #closing: Promise<void> | null = null;

  /** `close` runs at the end, the last deferred first. */
  defer(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'auftakt-faults-'));
    this.defer(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  }

  /** The app with the database that comes with it, as most people run it. */
  async embedded(plans: readonly HallPlan[]): Promise<Staged> {
    const dataDir = await this.folder();
    const halls = await prepareData(dataDir, (url) => makeHalls(url, plans));
    const app = await this.app({ dataDir });
    return { app, halls, databaseUrl: () => embeddedUrl(dataDir) };
  }

  /** A PostgreSQL of our own with halls in it. */
  async postgres(
    plans: readonly HallPlan[],
    settings: Readonly<Record<string, string>> = {},
    folder?: string
  ): Promise<{ postgres: OwnPostgres; halls: readonly Hall[] }> {
    const dataDir = folder ?? (await this.folder());
    const halls = await prepareData(dataDir, (url) => makeHalls(url, plans));
    const postgres = await OwnPostgres.open(dataDir, settings);
    this.defer(() => postgres.stop());
    await postgres.start();
    return { postgres, halls };
  }

  /** Both: halls in a PostgreSQL of our own, and an app on it. */
  async onPostgres(
    plans: readonly HallPlan[],
    env: Readonly<Record<string, string>> = {}
  ): Promise<Staged & { readonly postgres: OwnPostgres }> {
    const { postgres, halls } = await this.postgres(plans);
    const app = await this.app({ env: { DATABASE_URL: postgres.url, ...env } });
    return { app, halls, postgres, databaseUrl: () => postgres.url };
  }

  async app(options: AppOptions): Promise<RunningApp> {
    const app = await startApp(options);
    this.defer(async () => {
      await app.stop();
      await stopOrphan(app.dataDir);
    });
    return app;
  }

  async fleet(places: readonly Place[], seed: number): Promise<Remote<'fleet'>> {
    const fleet = new Remote('fleet');
    this.defer(() => fleet.stop());
    await fleet.do('seat', places, seed);
    return fleet;
  }

  crowd(): Remote<'crowd'> {
    const crowd = new Remote('crowd');
    this.defer(() => crowd.stop());
    return crowd;
  }

  /** Ends everything; may be called again. What does not end within 30 s is said and left. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      const patience = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => patience.resolve('late'), 30_000);
      const ended = await Promise.race([close().catch((error: unknown) => error), patience.promise]);
      clearTimeout(timer);
      if (ended === 'late') console.error('faults: something did not end within 30 s');
      else if (ended instanceof Error) console.error(`faults: ${ended.message}`);
    }
  }
}

/** The seats of a hall as places at one app. */
export function placesOf(
  hall: Hall,
  url: string,
  options: { from?: number; to?: number; skew?: (n: number) => number } = {}
): Place[] {
  return hall.seats.slice(options.from, options.to).map(({ name, participantId, cookie }, n) => ({
    name,
    participantId,
    cookie,
    url,
    room: hall.room,
    skew: options.skew?.(n) ?? 0
  }));
}

import type { Server as HttpServer } from 'node:http';
import { boardRules } from '$lib/domain/board/rules';
import { directoryRules } from '$lib/domain/cards/rules';
import { refusalText } from '$lib/i18n/refusal';
import { Rooms } from '$lib/sync/Rooms';
import { systemClock } from '$lib/util/clock';
import { seedDemo } from '../../../db/seeds/demo';
import { demoLinks, type DemoLinks } from '../../../db/seeds/demoLinks';
import { Sessions } from './auth/sessions';
import type { Config } from './config';
import { createDatabase, type Db } from './db/database';
import { startEmbeddedPostgres } from './db/embeddedPostgres';
import { assertMigrated, migrateToLatest } from './db/migrate';
import { migrations } from './db/migrations';
import { createLog, type Log } from './log';
import { Metrics } from './metrics';
import { isReachable } from './repositories/health';
import { Realtime } from './realtime/Realtime';
import { PgRoomStore } from './repositories/roomStore';
import { AccountsService } from './services/accounts';
import { boardActors, directoryActor, ParticipantIndex } from './services/actors';
import type { ServiceContext } from './services/context';
import { Cards } from './services/cards';
import { JoinService } from './services/join';
import { RoomsService } from './services/rooms';
import { SpacesService } from './services/spaces';
import { WorkingGroupsService } from './services/workingGroups';
import { WorkshopsService } from './services/workshops';

export interface Services {
  spaces: SpacesService;
  accounts: AccountsService;
  workshops: WorkshopsService;
  join: JoinService;
  rooms: RoomsService;
  workingGroups: WorkingGroupsService;
  cards: Cards;
}

/** What tools and people need to begin, for the READY line. */
export type Ready = { url: string } & Partial<DemoLinks> & { setupLink?: string };

/** The running server but for HTTP itself. One per process, under `Symbol.for('auftakt.app')`. */
export interface App {
  readonly config: Config;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly services: Services;
  readonly metrics: Metrics;
  /** Puts the socket server on an HTTP server. May be called for several. */
  attach(server: HttpServer): void;
  ready(): Promise<Ready>;
  /** Whether the database answers. Never rejects. */
  isReady(): Promise<boolean>;
  /** Tells the sockets, finishes what runs, then closes the database. */
  close(): Promise<void>;
}

const SWEEP_MS = 60 * 60_000;

/**
 * Builds everything from the settings: database (our own PostgreSQL without DATABASE_URL), migrations, services,
 * sockets, and the demo where it was asked for.
 *
 * @throws {OperatorError} when the operator has to do something about it
 */
export async function createApp(config: Config): Promise<App> {
  const log = createLog(config.logLevel);
  const embedded =
    config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  const url = config.databaseUrl ?? embedded?.url ?? '';
  let db: Db | undefined;
  try {
    if (config.autoMigrate) await migrateToLatest(url, migrations, log);
    else await assertMigrated(url, migrations);
    db = createDatabase(url, { log });
    return await assemble(config, log, db, embedded);
  } catch (error) {
    await db?.destroy();
    await embedded?.stop();
    throw error;
  }
}

async function assemble(
  config: Config,
  log: Log,
  db: Db,
  embedded: { stop(): Promise<void> } | null
): Promise<App> {
  const participants = new ParticipantIndex();
  const sessions = new Sessions(db);
  const spaces = new SpacesService(db, systemClock);
  let realtime: Realtime | undefined;
  const metrics = new Metrics({
    rooms: () => rooms.counts().rooms,
    sockets: () => realtime?.size ?? 0
  });
  const rooms = new Rooms({
    store: new PgRoomStore(db, (changes) => metrics.batch(changes)),
    clock: systemClock,
    setups: {
      board: { rules: boardRules, actorFor: boardActors(participants) },
      directory: { rules: directoryRules, actorFor: directoryActor }
    },
    refusalText,
    fanout: (to, event, payload) => realtime?.fanOut(to, event, payload),
    report: ({ what, roomId, error }) => log.error({ err: error, roomId }, what)
  });
  const roomsService = new RoomsService({ db, rooms, clock: systemClock, participants, metrics, log });
  const context: ServiceContext = {
    db,
    log,
    clock: systemClock,
    config,
    sessions,
    spaces,
    rooms: roomsService
  };
  const services: Services = {
    spaces,
    rooms: roomsService,
    accounts: new AccountsService(context),
    workshops: new WorkshopsService(context),
    join: new JoinService(context),
    workingGroups: new WorkingGroupsService(context),
    cards: new Cards(context)
  };
  realtime = new Realtime({ config, log, sessions, rooms: roomsService });
  const sockets = realtime;

  if (config.demo) await seedDemo(db, systemClock.now());
  const sweep = setInterval(() => {
    sessions
      .deleteExpired()
      .catch((error: unknown) => log.warn({ err: error }, 'expired sessions were kept'));
  }, SWEEP_MS);
  sweep.unref();

  return {
    config,
    log,
    sessions,
    services,
    metrics,
    attach: (server) => sockets.attach(server),
    async ready() {
      const url = config.origin;
      const demo = config.demo ? await demoLinks(db, services.accounts, url) : null;
      if (demo) return { url, ...demo };
      const key = await services.accounts.newSetupKey();
      return key === null ? { url } : { url, setupLink: `${url}/setup?key=${key}` };
    },
    isReady: () => isReachable(db),
    async close() {
      clearInterval(sweep);
      await sockets.goAway();
      await rooms.stop();
      await sockets.close();
      await db.destroy();
      await embedded?.stop();
    }
  };
}

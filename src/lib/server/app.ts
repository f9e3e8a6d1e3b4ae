import type { Server as HttpServer } from 'node:http';
import { systemClock } from '$lib/util/clock';
import { seedDemo } from '../../../db/seeds/demo';
import { demoLinks, type DemoLinks } from '../../../db/seeds/demoLinks';
import type { Sessions } from './auth/sessions';
import type { Config } from './config';
import { createDatabase, type Db } from './db/database';
import { startEmbeddedPostgres } from './db/embeddedPostgres';
import { assertMigrated, migrateToLatest } from './db/migrate';
import { migrations } from './db/migrations';
import { NewsBus } from './hints/NewsBus';
import { pgLine } from './hints/pgLine';
import { redisLine } from './hints/redisLine';
import { createLog, type Log } from './log';
import { MailSender } from './mail/MailSender';
import { smtpTransport } from './mail/smtpTransport';
import { makeServices, type Services } from './makeServices';
import type { Metrics } from './metrics';
import { Realtime } from './realtime/Realtime';
import { isReachable } from './repositories/health';
import { waitingMails } from './repositories/mails';
import { warmUp } from './warmUp';

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
  let bus: NewsBus | undefined;
  try {
    if (config.autoMigrate) await migrateToLatest(url, migrations, log);
    else await assertMigrated(url, migrations);
    db = createDatabase(url, { log });
    // Whether this process is alone nobody knows, and listening costs next to nothing.
    bus = openBus(config, log, url);
    return await assemble(config, log, { db, bus, embedded });
  } catch (error) {
    await bus?.close();
    await db?.destroy();
    await embedded?.stop();
    throw error;
  }
}

async function assemble(
  config: Config,
  log: Log,
  { db, bus, embedded }: { db: Db; bus: NewsBus; embedded: { stop(): Promise<void> } | null }
): Promise<App> {
  const { services, rooms, store, sessions, metrics, context } = makeServices({
    config,
    log,
    db,
    clock: systemClock,
    bus,
    fanout: (to, event, payload) => realtime.fanOut(to, event, payload),
    sockets: () => realtime.size
  });
  const realtime: Realtime = new Realtime({ config, log, sessions, rooms: services.rooms });

  if (config.demo) await seedDemo(db, systemClock.now());
  const searchable = await services.directory.fill();
  if (searchable > 0) log.info({ cards: searchable }, 'made cards ready for the search');
  await warmUp(store, log);
  const { mail } = context;
  const sender =
    config.mail &&
    new MailSender({
      db,
      log,
      transport: smtpTransport(config.mail),
      onSettled: (result) => metrics.mail(result)
    });
  if (mail && sender) {
    metrics.mailQueue(() => waitingMails(db));
    mail.onQueued = () => sender.wake();
    sender.start();
  }
  const sweep = setInterval(() => {
    sessions
      .deleteExpired()
      .catch((error: unknown) => log.warn({ err: error }, 'expired sessions were kept'));
    services.files
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'files that nobody needs were kept'));
    services.history
      .deleteExpired()
      .catch((error: unknown) => log.warn({ err: error }, 'history beyond its time was kept'));
    services.signupRequests
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'sign-ups nobody confirmed were kept'));
    services.enquiries
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'questions beyond their time were kept'));
    services.coordination
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'old invitations to coordinate were kept'));
    services.contactRequests
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'old requests to get in touch were kept'));
    services.cardReports
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'old reports about cards were kept'));
    services.cardInvitations
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'invitations beyond their time were kept'));
    services.desk
      .remind()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'coordinations were not reminded of those who wait')
      );
    services.cardChecks
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'owners were not asked about their cards'));
    mail
      ?.sweep(db, systemClock.now())
      .catch((error: unknown) => log.warn({ err: error }, 'the content of old mails was kept'));
  }, SWEEP_MS);
  sweep.unref();

  return {
    config,
    log,
    sessions,
    services,
    metrics,
    attach: (server) => realtime.attach(server),
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
      const mailed = sender?.stop();
      await realtime.goAway();
      await rooms.stop();
      await realtime.close();
      await bus.close();
      await mailed;
      await db.destroy();
      await embedded?.stop();
    }
  };
}

/** Between processes news go through Redis where there is one, else through the database itself. */
function openBus(config: Config, log: Log, databaseUrl: string): NewsBus {
  const line = config.redisUrl === null ? pgLine(databaseUrl) : redisLine(config.redisUrl);
  return new NewsBus(line, (what, error) => {
    if (what === 'restored') log.info('the line to the other processes is there again');
    else if (what === 'odd') log.warn('another process sent what makes no sense: an older version?');
    else log.warn({ err: error }, 'the line to the other processes is down; their changes come with a delay');
  });
}

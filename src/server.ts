import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import compression from 'compression';
// The one module taken from src/lib: pure, so that a second copy beside the build does no harm.
import { parseConfig } from './lib/server/config.ts';
import type { Config } from './lib/server/config.ts';

/**
 * The production entry, run by Node's type stripping: `node src/server.ts`. It serves the build. The app itself
 * (pool, services, sockets) is made by `init` in src/hooks.server.ts while the build's handler is imported, and
 * found under a symbol.
 */

/** What `init` in src/hooks.server.ts leaves for its host. */
interface App {
  /** Puts the socket server on the HTTP server. */
  attach(server: Server): void | Promise<void>;
  /** Whatever people and tools need to begin: added to the READY line. */
  ready?(): Promise<Record<string, unknown>>;
  /** Tells the sockets, closes them and the database. */
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const APP = Symbol.for('auftakt.app');

/** Connections that may wait to be accepted. With Node's 511 a hall that comes at once waits for TCP to try again, up to 15 s. */
const BACKLOG = 4_096;
/** Nobody waits longer for the first page than this, milliseconds. */
const WARM_UP = 3_000;
/** Requests under way get this long after a stop signal, milliseconds. */
const DRAIN = 2_000;
/** A second signal after this long means "now"; sooner it is the same one, come on two ways (Ctrl-C under npm). */
const IMPATIENT = 1_000;
/** At the latest then the process ends, milliseconds. */
const STOP_WITHIN = 9_500;

/** Bodies of forms and of the API are small; the app refuses larger ones itself (server/bodies.ts), as it does with files. */
const MORE_THAN_A_FILE = 1024 * 1024;

/** What the READY line's fields are called for people. */
const LABELS: Record<string, string> = {
  code: 'Code',
  participantLink: 'Für Teilnehmende',
  facilitatorLink: 'Für die Moderation',
  setupLink: 'Einrichten'
};

/** Kit's handler reads its settings from the environment while it is imported. */
function prepareEnvironment(config: Config): void {
  process.env['NODE_ENV'] ??= config.nodeEnv;
  process.env['PORT'] = String(config.port);
  process.env['HOST'] = config.host;
  // Kit knows one limit for all addresses. It lies above that of files, so that the app is the one who says so.
  process.env['BODY_SIZE_LIMIT'] = String(config.uploadBytes + MORE_THAN_A_FILE);
  if (config.originIsSet) {
    process.env['ORIGIN'] = config.origin;
  } else {
    // Then a request's own Host is its origin; only the scheme has to be said, see `serve`.
    delete process.env['ORIGIN'];
    process.env['PROTOCOL_HEADER'] = PROTOCOL_HEADER;
  }
}
const PROTOCOL_HEADER = 'x-auftakt-protocol';

async function start(): Promise<void> {
  const port = process.env['PORT']?.trim() === '0' ? await freePort() : undefined;
  const config = parseConfig({ ...process.env, ...(port !== undefined && { PORT: String(port) }) });
  prepareEnvironment(config);

  const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as {
    handler: Handler;
  };
  const app = (globalThis as { [APP]?: App })[APP];
  if (app === undefined) throw new Error('the build made no app');

  const { server, drain } = serve(handler);
  stopOnSignals(server, drain, app);
  await app.attach(server);
  try {
    await listen(server, config);
  } catch (error) {
    await app.close();
    throw error;
  }

  await warmUp(config);
  const fields = { url: config.origin, ...(await app.ready?.()) };
  console.log(`\nAuftakt läuft: ${config.origin}`);
  for (const [field, label] of Object.entries(LABELS)) {
    const value = (fields as Record<string, unknown>)[field];
    if (typeof value === 'string') console.log(`${label}: ${value}`);
  }
  console.log(`\nREADY ${JSON.stringify(fields)}`);
}

/** Loads and compiles the pages' code, which the first person would wait for. What a board needs: server/warmUp.ts. */
async function warmUp({ port, host }: Config): Promise<void> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const paths = ['/', '/api/rooms/00000000-0000-4000-8000-000000000000'];
  const visit = (path: string) =>
    fetch(`http://${name}:${port}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(WARM_UP) });
  // What fails here fails for people too, and they are told.
  await Promise.allSettled(paths.map(async (path) => (await visit(path)).arrayBuffer()));
}

/** The HTTP server, and a way to wait for its requests under way (sockets do not count). */
function serve(handler: Handler): { server: Server; drain: () => Promise<void> } {
  // Its types speak of Express, its code only of Node.
  const compress = compression() as unknown as Handler;
  let underWay = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    request.headers[PROTOCOL_HEADER] = 'http';
    compress(request, response, () =>
      handler(request, response, () => {
        response.statusCode = 404;
        response.end();
      })
    );
  });
  return {
    server,
    async drain() {
      const end = performance.now() + DRAIN;
      while (underWay > 0 && performance.now() < end) await sleep(20);
    }
  };
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new StartError(`Der Port ${port} ist schon belegt. Geben Sie mit PORT einen anderen an.`));
      } else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
        reject(new StartError(`Auf ${host}, Port ${port}, kann Auftakt nicht lauschen (${error.code}).`));
      } else reject(error);
    });
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
}

/** SIGTERM, SIGINT and SIGHUP end in order; a second signal at once. */
function stopOnSignals(server: Server, drain: () => Promise<void>, app: App): void {
  let stoppingSince: number | undefined;
  const stop = async (exitCode: number) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > IMPATIENT) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => {
      console.error('Auftakt ließ sich nicht rechtzeitig beenden.');
      process.exit(1);
    }, STOP_WITHIN).unref();
    server.close();
    server.closeIdleConnections();
    await drain();
    await app.close();
    server.closeAllConnections();
    process.exit(exitCode);
  };
  const stopOrDie = (exitCode: number) =>
    void stop(exitCode).catch((error: unknown) => {
      report(error);
      process.exit(1);
    });
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => stopOrDie(0));
  // A bug. What is acknowledged is on disk; go down in order, whoever runs the process starts it again.
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => {
      report(error, 'Auftakt beendet sich wegen eines Fehlers im Programm');
      stopOrDie(1);
    });
  }
}

/** A start that failed for a reason the operator can do something about. */
class StartError extends Error {
  readonly forOperator = true;
}

function report(error: unknown, what = 'Auftakt konnte nicht starten'): void {
  if (error instanceof Error && 'forOperator' in error) console.error(error.message);
  else if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    console.error(`${what}: es fehlt etwas (${error.message}). Führen Sie npm ci und npm run build aus.`);
  } else {
    console.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof Error && process.env['LOG_LEVEL'] === 'debug') console.error(error.stack);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer().once('error', reject);
    probe.listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

try {
  await start();
} catch (error) {
  report(error);
  process.exit(1);
}

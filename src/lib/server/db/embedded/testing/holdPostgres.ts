import { createLog } from '../../../log.ts';
import { startEmbeddedPostgres } from '../../embeddedPostgres.ts';

/** For tests: starts the database of the folder given, says where in one line, and holds it until it is killed. */
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('holdPostgres.ts <data folder>');
const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
process.stdout.write(`${JSON.stringify({ url: server.url, postgres: server.pid })}\n`);
setInterval(() => undefined, 60_000);

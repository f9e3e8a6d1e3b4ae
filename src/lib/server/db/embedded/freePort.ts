import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A TCP port on loopback that nobody listens on. It is below the range from which systems take ports for outgoing
 * connections (32768 and up on Linux): while PostgreSQL restarts, a connection attempt to a port of that range can
 * end up connected to itself and keep the port.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 15000 and 32000 found');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

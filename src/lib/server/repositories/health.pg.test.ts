import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createDatabase } from '$lib/server/db/database';
import { testDatabase } from '../../../../tests/support/database';
import { isReachable } from './health';

const { db } = await testDatabase();

test('a database that answers is reachable', async () => {
  expect(await isReachable(db)).toBe(true);
});

test('one that takes the connection and says nothing is not, and that is known within seconds', async () => {
  const held: Socket[] = [];
  const silent = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const stuck = createDatabase(`postgres://a:b@127.0.0.1:${port}/x`);
  const before = performance.now();
  expect(await isReachable(stuck)).toBe(false);
  expect(performance.now() - before).toBeLessThan(4000);
  for (const socket of held) socket.destroy();
  silent.close();
  await stuck.destroy();
});

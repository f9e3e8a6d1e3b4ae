import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../src/lib/server/db/embedded/processes.ts';
import { runToEnd, startApp } from '../support/app.ts';
import type { RunningApp } from '../support/app.ts';

/** The app as a process: start, stop, kill, and starts that must fail with one clear sentence. */
describe('the running app', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  const healthy = async () => (await fetch(`${app.url}/healthz`)).status;

  it('prints its address for tools and serves there', async () => {
    expect(app.ready.url).toBe(app.url);
    expect(await healthy()).toBe(200);
  });

  it('refuses a second start on the same data, and is not disturbed by it', async () => {
    const { code, output } = await runToEnd({ AUFTAKT_DATA: app.dataDir });
    expect(output).toContain(`Auftakt läuft schon mit diesem Datenordner (Prozess ${app.pid})`);
    expect(output).not.toContain('READY');
    expect(code).toBe(1);
    expect(await healthy()).toBe(200);
  });

  it('serves again within 10 seconds after it was killed', async () => {
    await app.kill();
    const before = performance.now();
    await app.restart();
    expect(await healthy()).toBe(200);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('ends in order within 10 seconds on SIGTERM and leaves no database behind', async () => {
    const other = await startApp();
    const postgres = databaseProcess(other.output());
    expect(postgres).toHaveLength(1);
    const before = performance.now();
    expect(await other.stop()).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(postgres.every((pid) => !isAlive(pid))).toBe(true);
  });

  it('says which setting is wrong', async () => {
    const { code, output } = await runToEnd({ PORT: 'achtzig', AUFTAKT_DATA: app.dataDir });
    expect(output.trim()).toBe('Die Einstellung PORT muss eine Zahl von 0 bis 65535 sein.');
    expect(code).toBe(1);
  });

  it('says so when the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const { dataDir, stop } = await startApp();
    await stop();
    const { code, output } = await runToEnd({ PORT: String(port), AUFTAKT_DATA: dataDir });
    holder.close();
    expect(output).toContain(`Der Port ${port} ist schon belegt`);
    expect(code).toBe(1);
  });

  it('says so when the database given cannot be reached', async () => {
    const { code, output } = await runToEnd({ DATABASE_URL: 'postgres://a:geheim@127.0.0.1:9/auftakt' });
    expect(output).not.toContain('geheim');
    expect(output).not.toContain('READY');
    expect(code).toBe(1);
  });
});

/** Process ids that the log names. */
function databaseProcess(output: string): number[] {
  return [...output.matchAll(/"pid":(\d+)/g)].map((match) => Number(match[1]));
}

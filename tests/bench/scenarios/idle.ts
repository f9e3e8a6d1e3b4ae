/** A thousand people have the board open and are quiet: memory and CPU beyond what the process takes by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../src/lib/server/db/embedded/freePort.ts';
import { KINDS } from '../load/tasks.ts';
import { collectGarbage, cpuMs, residentBytes } from '../../support/processFigures.ts';
import type { Served } from '../Stage.ts';
import { median, named, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { TITLES } from './sideBySide.ts';
import { shown } from './tables.ts';

const PEOPLE = 1000;
/** Come and go before the first look, so that code and caches that any use brings are not put on the connections. */
const EARLIER = 200;
/** One round of pings: each connection has its turn once. */
const PING_SECONDS = 25;

export const idle: Scenario = {
  name: 'idle',
  async run(stage) {
    const figures: Figures = {};
    const bytes = new Map<string, number>();
    for (const kind of KINDS) {
      const inspector = await freePort();
      const served = await stage.serve(kind, [`--inspect=127.0.0.1:${inspector}`]);
      const earlier = await stage.gather(served, { people: EARLIER });
      await earlier.load.ask('disperse', null);
      const before = await look(served, inspector);
      await stage.gather(served, { people: PEOPLE });
      await sleep(3000);
      const after = await look(served, inspector);
      const bytesEach = (after.bytes - before.bytes) / PEOPLE;
      bytes.set(kind, bytesEach);
      const told = {
        kBEach: bytesEach / 1000,
        baselineMB: before.bytes / 1e6,
        cpuPercent: after.cpuPercent - before.cpuPercent,
        baselineCpuPercent: before.cpuPercent
      };
      Object.assign(figures, named(kind, told));
      await stage.clear();
    }
    const ours = bytes.get('ours') ?? Number.NaN;
    return {
      'memory.timesFloor': ours / (bytes.get('socketIo') ?? Number.NaN),
      'memory.timesWs': ours / (bytes.get('ws') ?? Number.NaN),
      ...figures
    };
  },
  tables: (figures) => [
    {
      title: `idle: ${PEOPLE} quiet connections with the board open, beyond the process's own needs`,
      rows: KINDS.map((kind) => ({
        server: TITLES[kind],
        'kB a connection': shown(figures, `${kind}.kBEach`),
        '% of a core': shown(figures, `${kind}.cpuPercent`),
        'process itself, MB': shown(figures, `${kind}.baselineMB`),
        'process itself, % of a core': shown(figures, `${kind}.baselineCpuPercent`),
        '× Socket.IO': kind === 'ours' ? shown(figures, 'memory.timesFloor') : ''
      }))
    }
  ]
};

async function look({ pid }: Served, inspector: number) {
  for (let i = 0; i < 3; i += 1) await collectGarbage(inspector);
  const begin = { at: performance.now(), cpu: cpuMs(pid) };
  await sleep(PING_SECONDS * 1000);
  const cpuPercent = (100 * (cpuMs(pid) - begin.cpu)) / (performance.now() - begin.at);
  await collectGarbage(inspector);
  const samples: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    samples.push(residentBytes(pid));
    await sleep(200);
  }
  return { bytes: median(samples), cpuPercent };
}

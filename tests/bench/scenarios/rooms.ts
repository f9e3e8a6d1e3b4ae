/** Many rooms: fifty boards of twenty people, one note a second on each. */
import { KINDS } from '../load/tasks.ts';
import { named, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { onEach, serveAll } from './sideBySide.ts';
import { latencyRows } from './tables.ts';

const ROOMS = 50;
const PEOPLE = 20;

export const rooms: Scenario = {
  name: 'rooms',
  async run(stage) {
    const servers = await serveAll(stage);
    const measured = await onEach(servers, async (served) => {
      const { load } = await stage.gather(served, { rooms: ROOMS, people: PEOPLE });
      const told = await load.ask('steady', { perSecond: 1, warmUpSeconds: 2, seconds: 10 });
      await load.ask('disperse', null);
      await stage.end(load);
      return told;
    });
    const { ours, socketIo, ws } = measured;
    const figures: Figures = {};
    for (const what of ['acked', 'seenByAll'] as const) {
      figures[`${ROOMS}.${what}.p95.timesFloor`] = ours[what].p95 / socketIo[what].p95;
      figures[`${ROOMS}.${what}.p95.timesWs`] = ours[what].p95 / ws[what].p95;
    }
    for (const kind of KINDS) Object.assign(figures, named(`${ROOMS}.${kind}`, { ...measured[kind] }));
    return figures;
  },
  tables: (figures) => [
    {
      title: `rooms: ${ROOMS} boards of ${PEOPLE} people, one note a second on each, ms`,
      rows: latencyRows(figures, 'boards')
    }
  ]
};

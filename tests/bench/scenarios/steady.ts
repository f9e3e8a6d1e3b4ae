/** Many people on one board, five notes a second altogether. */
import { KINDS } from '../load/tasks.ts';
import { named, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { onEach, serveAll } from './sideBySide.ts';
import { latencyRows } from './tables.ts';

const PER_SECOND = 5;
const WARM_UP_SECONDS = 3;
const SECONDS = 12;

export const steady: Scenario = {
  name: 'steady',
  async run(stage) {
    const figures: Figures = {};
    const servers = await serveAll(stage);
    for (const people of stage.sizes) {
      const measured = await onEach(servers, async (served) => {
        const { load } = await stage.gather(served, { people });
        const told = await load.ask('steady', {
          perSecond: PER_SECOND,
          warmUpSeconds: WARM_UP_SECONDS,
          seconds: SECONDS
        });
        await load.ask('disperse', null);
        await stage.end(load);
        return told;
      });
      const { ours, socketIo, ws } = measured;
      for (const what of ['acked', 'seenByAll'] as const) {
        figures[`${people}.${what}.p95.timesFloor`] = ours[what].p95 / socketIo[what].p95;
        figures[`${people}.${what}.p95.timesWs`] = ours[what].p95 / ws[what].p95;
      }
      for (const kind of KINDS) Object.assign(figures, named(`${people}.${kind}`, { ...measured[kind] }));
    }
    return figures;
  },
  tables: (figures) => [
    {
      title: `steady: ${PER_SECOND} notes a second on one board, ms`,
      rows: latencyRows(figures, 'people')
    }
  ]
};

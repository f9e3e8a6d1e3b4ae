/** Everybody posts once: within one second, and all at the same moment. Until everybody has everything. */
import { KINDS } from '../load/tasks.ts';
import { named, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { onEach, serveAll, TITLES } from './sideBySide.ts';
import { groupsOf, shown } from './tables.ts';

const SPREADS = { spread: 1000, atOnce: 0 } as const;
const NAMES = Object.keys(SPREADS) as (keyof typeof SPREADS)[];

export const burst: Scenario = {
  name: 'burst',
  async run(stage) {
    const figures: Figures = {};
    const servers = await serveAll(stage);
    for (const people of stage.sizes) {
      const measured = await onEach(servers, async (served) => {
        const { load } = await stage.gather(served, { people });
        const spread = await load.ask('burst', { spreadMs: SPREADS.spread });
        const atOnce = await load.ask('burst', { spreadMs: SPREADS.atOnce });
        await load.ask('disperse', null);
        await stage.end(load);
        return { spread, atOnce };
      });
      for (const name of NAMES) {
        const ms = measured.ours[name].ms;
        figures[`${people}.${name}.timesFaster`] = measured.socketIo[name].ms / ms;
        figures[`${people}.${name}.timesFasterThanWs`] = measured.ws[name].ms / ms;
        for (const kind of KINDS)
          Object.assign(figures, named(`${people}.${name}.${kind}`, { ...measured[kind][name] }));
      }
    }
    return figures;
  },
  tables: (figures) =>
    NAMES.map((name) => ({
      title: `burst, ${SPREADS[name] > 0 ? 'spread evenly over one second' : 'all posts at the same moment'}, ms`,
      rows: groupsOf(figures).flatMap((people) =>
        KINDS.map((kind) => {
          const of = (figure: string) => shown(figures, `${people}.${name}.${kind}.${figure}`);
          return {
            people: Number(people),
            server: TITLES[kind],
            'everybody has everything': of('ms'),
            'acked p50': of('acked.p50'),
            'acked p95': of('acked.p95'),
            'seen by all p95': of('seenByAll.p95'),
            'cut or sent away': of('setbacks'),
            'faster than Socket.IO': kind === 'ours' ? shown(figures, `${people}.${name}.timesFaster`) : '',
            'faster than ws': kind === 'ours' ? shown(figures, `${people}.${name}.timesFasterThanWs`) : ''
          };
        })
      )
    }))
};

/** A thousand lines break and come back at once; notes were written meanwhile. Until they are back and whole. */
import { KINDS } from '../load/tasks.ts';
import { named, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { onEach, serveAll, TITLES } from './sideBySide.ts';
import { shown } from './tables.ts';

const PEOPLE = 1000;
const MISSED = 20;

export const storm: Scenario = {
  name: 'storm',
  async run(stage) {
    const servers = await serveAll(stage);
    const measured = await onEach(servers, async (served) => {
      const { load } = await stage.gather(served, { people: PEOPLE + 1 });
      const told = await load.ask('storm', { missed: MISSED });
      await load.ask('disperse', null);
      await stage.end(load);
      return told;
    });
    const figures: Figures = { 'all.timesFloor': measured.ours.all / measured.socketIo.all };
    for (const kind of KINDS) Object.assign(figures, named(kind, { ...measured[kind] }));
    return figures;
  },
  tables: (figures) => [
    {
      title: `storm: ${PEOPLE} lines break and return at once with ${MISSED} notes to catch up on (the floors keep none), ms`,
      rows: KINDS.map((kind) => ({
        server: TITLES[kind],
        'half are back': shown(figures, `${kind}.half`),
        '99 %': shown(figures, `${kind}.most`),
        all: shown(figures, `${kind}.all`),
        'cut or sent away': shown(figures, `${kind}.setbacks`),
        '× Socket.IO': kind === 'ours' ? shown(figures, 'all.timesFloor') : ''
      }))
    }
  ]
};

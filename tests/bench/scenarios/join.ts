/** Coming in: the snapshot of a full board over HTTP, cold and warm, and a thousand people at once. */
import type { Hall } from '../../support/hall.ts';
import { postJson } from '../../support/people.ts';
import type { LoadProcess } from '../LoadProcess.ts';
import type { Fetched } from '../load/tasks.ts';
import { seated, type Served, type Stage } from '../Stage.ts';
import { median, named, percentile, type Figures } from '../stats.ts';
import { newId } from '../../../src/lib/util/newId.ts';
import { must } from '../../../src/lib/util/must.ts';
import type { Scenario, Table } from './Scenario.ts';
import { shown } from './tables.ts';

const NOTES = [50, 500, 2000] as const;
const PEOPLE = 40;
const CROWD = 1000;
const CROWD_NOTES = 2000;
const PAGE_AT_ONCE = 200;
const WARM = 20;
const CHANGES = 5;

export const join: Scenario = {
  name: 'join',
  async run(stage) {
    const figures: Figures = {};
    for (const notes of NOTES) {
      const [hall] = await stage.halls([{ people: PEOPLE, notes }]);
      Object.assign(figures, await one(stage, must(hall), notes));
      await stage.clear();
    }
    const [hall] = await stage.halls([{ people: CROWD, notes: CROWD_NOTES }]);
    Object.assign(figures, await crowd(stage, must(hall)));
    return figures;
  },
  tables: (figures) => [single(figures), ...together(figures)]
};

/** One after another, on an app that has just been started. */
async function one(stage: Stage, hall: Hall, notes: number): Promise<Figures> {
  const served = await stage.serve('ours');
  const load = await stage.load();
  const { cookie } = must(hall.seats[0]);
  const fetch = (path: string, times: number) =>
    load.ask('fetch', {
      url: new URL(path, served.url).href,
      cookie,
      times,
      ...(path.startsWith('/api') && { notes })
    });
  // As our own client asks for it.
  const snapshot = `/api/rooms/${hall.room}?as=packed`;
  const coldStart = await fetch(snapshot, 1);
  const changed: Fetched[] = [];
  for (let i = 0; i < CHANGES; i += 1) {
    await change(served, hall);
    changed.push(...(await fetch(snapshot, 1)));
  }
  // Nothing changes any more: what the last one was given is good for all who follow.
  const warm = await fetch(snapshot, WARM);
  const page = `/w/${hall.workshopId}`;
  const pageCold = await fetch(page, 1);
  const pages = await fetch(page, WARM);
  const ms = (all: readonly Fetched[]) => all.map((fetched) => fetched.ms);
  const kB = (all: readonly Fetched[]) => median(all.map((fetched) => fetched.wireBytes)) / 1000;
  return {
    ...named(`${notes}.coldStart`, { ms: median(ms(coldStart)), kB: kB(coldStart) }),
    ...named(`${notes}.coldChange`, { ms: median(ms(changed)), kB: kB(changed) }),
    ...named(`${notes}.warm`, {
      ms: median(ms(warm)),
      p95: percentile(ms(warm), 0.95),
      kB: kB(warm),
      bodyKB: median(warm.map(({ bodyBytes }) => bodyBytes)) / 1000
    }),
    ...named(`${notes}.page`, { coldMs: median(ms(pageCold)), ms: median(ms(pages)), kB: kB(pages) })
  };
}

/** A note more: what was made ready for those who come in is good no longer. */
async function change({ url }: Served, { room, facilitator }: Hall): Promise<void> {
  const command = { id: newId(), type: 'note.add', noteId: newId(), body: 'Ein Zettel mehr' };
  const answer = await postJson({ url, cookie: facilitator.cookie }, `/api/rooms/${room}/commands`, {
    command
  });
  if (!answer.ok) throw new Error(`no note: ${await answer.text()}`);
}

async function crowd(stage: Stage, hall: Hall): Promise<Figures> {
  const served = await stage.serve('ours');
  const load: LoadProcess = await stage.load();
  // The room and the code are warm, as when the first of a thousand are in; their own snapshots are not.
  const cookie = hall.facilitator.cookie;
  const url = new URL(`/api/rooms/${hall.room}?as=packed`, served.url).href;
  await load.ask('fetch', { url, cookie, times: 5 });
  const told = await load.ask('join', { url: served.url, room: seated(hall), notes: CROWD_NOTES });
  const page = new URL(`/w/${hall.workshopId}`, served.url).href;
  const cookies = seated(hall).cookies.slice(0, PAGE_AT_ONCE);
  const pages = await load.ask('fetchAtOnce', { url: page, cookies });
  return {
    'crowd.seconds': told.seconds,
    'crowd.setbacks': told.setbacks,
    'crowd.outside': told.outside,
    // Of a crowd that is not all in, the bytes say nothing.
    'crowd.MB': told.outside > 0 ? Infinity : (told.httpBytes + told.socketBytes) / 1e6,
    'crowd.httpMB': told.httpBytes / 1e6,
    'crowd.socketMB': told.socketBytes / 1e6,
    ...named('crowd.snapshot', { ...told.snapshots }),
    'crowd.pages.seconds': pages.ms / 1000,
    'crowd.pages.setbacks': pages.setbacks,
    'crowd.pages.outside': pages.outside,
    'crowd.pages.MB': pages.wireBytes / 1e6
  };
}

function single(figures: Figures): Table {
  return {
    title: `join: GET /api/rooms/:room?as=packed and the page /w/:id, by one person of ${PEOPLE}; to the whole body, unpacked`,
    rows: NOTES.map((notes) => {
      const of = (figure: string) => shown(figures, `${notes}.${figure}`);
      return {
        notes,
        'cold after start, ms': of('coldStart.ms'),
        'cold after a change, ms': of('coldChange.ms'),
        'warm, ms': of('warm.ms'),
        'warm p95, ms': of('warm.p95'),
        'kB on the wire': of('warm.kB'),
        'kB unpacked': of('warm.bodyKB'),
        'page, ms': of('page.ms'),
        'page, kB': of('page.kB')
      };
    })
  };
}

function together(figures: Figures): Table[] {
  const of = (figure: string) => shown(figures, `crowd.${figure}`);
  return [
    {
      title: `join: ${CROWD} people come in at once, ${CROWD_NOTES} notes; snapshot over HTTP, then the socket`,
      rows: [
        {
          'all in, s': of('seconds'),
          'sent away for now': of('setbacks'),
          'gave up': of('outside'),
          'snapshot p50, ms': of('snapshot.p50'),
          'snapshot p95, ms': of('snapshot.p95'),
          'MB over HTTP': of('httpMB'),
          'MB over sockets': of('socketMB'),
          'MB altogether': of('MB')
        }
      ]
    },
    {
      title: `join: ${PAGE_AT_ONCE} of them fetch the page /w/:id at once (for information)`,
      rows: [
        {
          'all have it, s': of('pages.seconds'),
          'sent away for now': of('pages.setbacks'),
          'gave up': of('pages.outside'),
          MB: of('pages.MB')
        }
      ]
    }
  ];
}

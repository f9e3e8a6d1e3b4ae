/**
 * What ten minutes of live changes leave behind in a browser: the page that was open all the time, beside one that is opened
 * at the end and shows the same board. The board grows meanwhile, so its growth is no leak; what one page has more than the
 * other is.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { must } from '../../../src/lib/util/must.ts';
import { chromiumFlags, findChromium } from '../../support/chromium.ts';
import type { Hall } from '../../support/hall.ts';
import { seated, type Served } from '../Stage.ts';
import type { Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { shown } from './tables.ts';

const NOTES = 2000;
const PEOPLE = 40;
const MINUTES = 10;
/** As a hall writes in which everybody has a thought a minute. */
const PER_SECOND = 1;
const WAIT_MS = 30_000;

interface Used {
  /** JavaScript's heap after a collection, MB. */
  readonly heap: number;
  /** Nodes of the document and those that something still holds. */
  readonly nodes: number;
}

export const memory: Scenario = {
  name: 'memory',
  async run(stage) {
    const [hall] = await stage.halls([{ people: PEOPLE, notes: NOTES }]);
    const served = await stage.serve('ours');
    const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags() });
    try {
      const long = await open(browser, served, must(hall), 0);
      const begin = await used(long);
      const load = await stage.load();
      const room = { room: must(hall).room, cookies: seated(must(hall)).cookies.slice(-10) };
      await load.ask('gather', { kind: 'ours', url: served.url, rooms: [room] });
      await load.ask('steady', { perSecond: PER_SECOND, warmUpSeconds: 0, seconds: MINUTES * 60 });
      await load.ask('disperse', null);
      await stage.end(load);
      const end = await used(long);
      const fresh = await used(await open(browser, served, must(hall), 1));
      return figuresOf({ begin, end, fresh });
    } finally {
      await browser.close();
    }
  },
  tables: (figures) => [
    {
      title: `memory: a page with ${NOTES} notes, open for ${MINUTES} minutes while others write ${PER_SECOND} note a second; MB after a collection`,
      rows: (['begin', 'end', 'fresh'] as const).map((when) => ({
        page: { begin: 'at the beginning', end: 'at the end', fresh: 'opened at the end' }[when],
        'heap, MB': shown(figures, `${when}.heap`),
        nodes: shown(figures, `${when}.nodes`)
      }))
    }
  ]
};

function figuresOf(pages: Readonly<Record<'begin' | 'end' | 'fresh', Used>>): Figures {
  const figures: Figures = { timesFresh: pages.end.heap / pages.fresh.heap };
  for (const [when, { heap, nodes }] of Object.entries(pages)) {
    figures[`${when}.heap`] = heap;
    figures[`${when}.nodes`] = nodes;
  }
  return figures;
}

async function open(browser: Browser, { url }: Served, hall: Hall, seat: number): Promise<Page> {
  const [name = '', value = ''] = must(hall.seats[seat]).cookie.split('=', 2);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' });
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(new URL(`/w/${hall.workshopId}`, url).href);
  await page.locator('header [data-connection=live]').waitFor({ timeout: WAIT_MS });
  return page;
}

async function used(page: Page): Promise<Used> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { heap: usedSize / 1e6, nodes };
}

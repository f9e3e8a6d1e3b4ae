/** A board in a browser: until its first notes are to be seen, until it is live, and whether scrolling and typing stay smooth. */
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { must } from '../../../src/lib/util/must.ts';
import { chromiumFlags, findChromium } from '../../support/chromium.ts';
import { scriptBytes } from '../../support/scriptBytes.ts';
import type { Hall } from '../../support/hall.ts';
import { seated, type Served, type Stage } from '../Stage.ts';
import { median, named, percentile, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { shown } from './tables.ts';

const NOTES = [50, 2000] as const;
const PEOPLE = 40;
/** Each in a browser context of its own: nothing is in the cache. */
const VISITS = 5;
const TYPED = 'Ein Lastenrad für alle, das man beim Dorfladen leihen kann, auch am Sonntag.';
/** A fast writer's; others write on the board meanwhile. */
const KEY_MS = 60;
/** A wheel turned fast: through some forty screens in three seconds. */
const WHEEL = { px: 600, everyMs: 50, times: 60 } as const;
const WAIT_MS = 30_000;

interface Visit {
  /** From the start of the navigation, ms. */
  readonly firstNote: number;
  readonly live: number;
  readonly scriptKB: number;
  /** The longest task of the page's thread while somebody scrolled, ms; 0 when none took 50. */
  readonly scrollTask: number;
  /** Between two frames while somebody scrolled, 95th percentile, ms; 17 is every frame of the screen. */
  readonly scrollFrame: number;
  /** As `scrollTask`, while somebody typed. */
  readonly longestTask: number;
}

export const board: Scenario = {
  name: 'board',
  async run(stage) {
    const figures: Figures = {};
    for (const notes of NOTES) {
      const [hall] = await stage.halls([{ people: PEOPLE, notes }]);
      const served = await stage.serve('ours');
      const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags() });
      try {
        const visits: Visit[] = [];
        // The first is not counted: what it waits for is the start of everything.
        for (let n = 0; n <= VISITS; n += 1) visits.push(await visit(stage, browser, served, must(hall), n));
        const of = (figure: keyof Visit) => median(visits.slice(1).map((one) => one[figure]));
        const worst = (figure: keyof Visit) => Math.max(...visits.slice(1).map((one) => one[figure]));
        Object.assign(
          figures,
          named(String(notes), {
            firstNote: of('firstNote'),
            live: of('live'),
            scriptKB: of('scriptKB'),
            scrollTask: worst('scrollTask'),
            scrollFrame: of('scrollFrame'),
            longestTask: worst('longestTask')
          })
        );
      } finally {
        await browser.close();
      }
      await stage.clear();
    }
    return figures;
  },
  tables: (figures) => [
    {
      title: `board: /w/:id opened by somebody for the first time, medians of ${VISITS} visits; scrolling, and typing while others write a note a second`,
      rows: NOTES.map((notes) => {
        const of = (figure: string) => shown(figures, `${notes}.${figure}`);
        return {
          notes,
          'first note painted, ms': of('firstNote'),
          'live, ms': of('live'),
          'script on the wire, kB': of('scriptKB'),
          'longest task while scrolling, ms': of('scrollTask'),
          'between frames while scrolling, p95, ms': of('scrollFrame'),
          'longest task while typing, ms': of('longestTask')
        };
      })
    }
  ]
};

async function visit(stage: Stage, browser: Browser, served: Served, hall: Hall, n: number): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'de-DE',
    reducedMotion: 'no-preference'
  });
  try {
    const page = await open(context, served, must(hall.seats[n]).cookie);
    let times = { firstNote: Number.NaN, live: Number.NaN };
    const bytes = await scriptBytes(page, async () => {
      await page.goto(new URL(`/w/${hall.workshopId}`, served.url).href, { waitUntil: 'commit' });
      await page.waitForFunction(() => window.auftaktBench?.live !== undefined, null, { timeout: WAIT_MS });
      times = await page.evaluate(() => ({
        firstNote: window.auftaktBench?.firstNote ?? NaN,
        live: window.auftaktBench?.live ?? NaN
      }));
    });
    const scrolled = await scrolling(page);
    const longestTask = await typing(stage, page, served, hall);
    return { ...times, scriptKB: bytes / 1000, ...scrolled, longestTask };
  } finally {
    await context.close();
  }
}

declare global {
  interface Window {
    auftaktBench?: { firstNote?: number; live?: number; longestTask: number; frames?: number[] };
  }
}

/** A page that notes for itself when something is painted: asking from here would cost it time. */
async function open(context: BrowserContext, { url }: Served, cookie: string): Promise<Page> {
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const bench: NonNullable<Window['auftaktBench']> = { longestTask: 0 };
    window.auftaktBench = bench;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) bench.longestTask = Math.max(bench.longestTask, duration);
    }).observe({ type: 'longtask' });
    const look = () => {
      // This frame's paint is over when the next one begins.
      if (bench.firstNote === undefined && document.querySelector('article.note'))
        bench.firstNote = performance.now();
      if (bench.firstNote !== undefined && document.querySelector('header [data-connection=live]'))
        bench.live ??= performance.now();
      if (bench.live === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return page;
}

/** Through the notes and back to the top, with the wheel; whatever comes in portions comes meanwhile. */
async function scrolling(page: Page): Promise<Pick<Visit, 'scrollTask' | 'scrollFrame'>> {
  await page.mouse.move(900, 600);
  await page.evaluate(() => {
    const bench = window.auftaktBench;
    if (!bench) return;
    bench.longestTask = 0;
    bench.frames = [];
    let before = performance.now();
    const frame = (at: number) => {
      bench.frames?.push(at - before);
      before = at;
      if (bench.frames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let n = 0; n < WHEEL.times; n += 1) {
    await page.mouse.wheel(0, WHEEL.px);
    await page.waitForTimeout(WHEEL.everyMs);
  }
  const { frames, scrollTask, reached } = await page.evaluate(() => {
    const bench = window.auftaktBench;
    const found = {
      frames: bench?.frames ?? [],
      scrollTask: bench?.longestTask ?? NaN,
      reached: window.scrollY
    };
    delete bench?.frames;
    window.scrollTo({ top: 0, behavior: 'instant' });
    return found;
  });
  if (reached === 0) throw new Error('the page did not scroll');
  return { scrollTask, scrollFrame: percentile(frames.slice(1), 0.95) };
}

/** The longest task while one person types and others write. */
async function typing(stage: Stage, page: Page, { url }: Served, hall: Hall): Promise<number> {
  const load = await stage.load();
  const room = { room: hall.room, cookies: seated(hall).cookies.slice(-5) };
  await load.ask('gather', { kind: 'ours', url, rooms: [room] });
  const seconds = Math.ceil((TYPED.length * KEY_MS) / 1000);
  const field = page.getByRole('textbox', { name: 'Text der Notiz' }).first();
  await field.click();
  await page.evaluate(() => window.auftaktBench && (window.auftaktBench.longestTask = 0));
  const others = load.ask('steady', { perSecond: 1, warmUpSeconds: 0, seconds });
  await field.pressSequentially(TYPED, { delay: KEY_MS });
  await others;
  const longest = await page.evaluate(() => window.auftaktBench?.longestTask ?? NaN);
  await load.ask('disperse', null);
  await stage.end(load);
  return longest;
}

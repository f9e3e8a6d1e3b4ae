/** A directory of 2,000 cards: how soon a search answers over HTTP, and how soon the first cards are to be seen in a browser. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { must } from '../../../src/lib/util/must.ts';
import { makeCardHall } from '../../support/cardHall.ts';
import { chromiumFlags, findChromium } from '../../support/chromium.ts';
import type { Served, Stage } from '../Stage.ts';
import { median, named, percentile, type Figures } from '../stats.ts';
import type { Scenario } from './Scenario.ts';
import { shown } from './tables.ts';

const CARDS = 2000;
/** Each in a browser context of its own: nothing is in the cache. */
const VISITS = 5;
const TIMES = 20;
/** What people look for, by the way it is found. */
const SEARCHES = {
  word: 'Lastenrad',
  words: 'Dorfladen Poststelle Leipzig',
  form: 'Werkstätten',
  part: 'wies',
  umlaut: 'Mueller',
  slip: 'Lastenrat Bahnhfo',
  nothing: 'Quarzuhrwerk',
  letter: 'e',
  endless: 'x'.repeat(10_000)
};
const TYPED = 'obstwise';
const KEY_MS = 80;
const WAIT_MS = 30_000;

interface Visit {
  /** From the start of the navigation, ms. */
  readonly firstCard: number;
  readonly live: number;
  /** From the last key until the list says what was found, ms. */
  readonly found: number;
  /** The longest task of the page's thread while somebody typed, ms; 0 when none took 50. */
  readonly longestTask: number;
}

export const cards: Scenario = {
  name: 'cards',
  async run(stage) {
    const { url } = await stage.postgres();
    const { member } = await makeCardHall(url, CARDS);
    const served = await stage.serve('ours');
    return { ...(await overHttp(stage, served, member)), ...(await inBrowser(served, member)) };
  },
  tables: (figures) => [
    {
      title: `cards: GET /api/cards/search?q= among ${CARDS} cards by a member, ${TIMES} times each, to the whole body`,
      rows: Object.entries(SEARCHES).map(([name, text]) => ({
        search: name,
        looked: text.length > 40 ? `${text.length} characters` : text,
        'p50, ms': shown(figures, `search.${name}.ms`),
        'p95, ms': shown(figures, `search.${name}.p95`)
      }))
    },
    {
      title: `cards: /cards with ${CARDS} cards, opened for the first time, medians of ${VISITS} visits; then "${TYPED}" typed`,
      rows: [
        {
          'page over HTTP, ms': shown(figures, 'page.ms'),
          'page, kB': shown(figures, 'page.kB'),
          'first card painted, ms': shown(figures, 'page.firstCard'),
          'live with all cards, ms': shown(figures, 'page.live'),
          'found after the last key, ms': shown(figures, 'page.found'),
          'longest task while typing, ms': shown(figures, 'page.longestTask')
        }
      ]
    }
  ]
};

async function overHttp(stage: Stage, served: Served, cookie: string): Promise<Figures> {
  const load = await stage.load();
  const fetch = (path: string, times: number) =>
    load.ask('fetch', { url: new URL(path, served.url).href, cookie, times });
  const figures: Figures = {};
  const all: number[] = [];
  for (const [name, q] of Object.entries(SEARCHES)) {
    const path = `/api/cards/search?${new URLSearchParams({ q }).toString()}`;
    const ms = (await fetch(path, TIMES)).map((fetched) => fetched.ms);
    all.push(...ms);
    Object.assign(figures, named(`search.${name}`, { ms: median(ms), p95: percentile(ms, 0.95) }));
  }
  const pages = await fetch('/cards', TIMES);
  return {
    ...figures,
    'search.ms': median(all),
    'search.p95': percentile(all, 0.95),
    'page.ms': median(pages.map(({ ms }) => ms)),
    'page.kB': median(pages.map(({ wireBytes }) => wireBytes)) / 1000
  };
}

async function inBrowser(served: Served, cookie: string): Promise<Figures> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags() });
  try {
    const visits: Visit[] = [];
    // The first is not counted: what it waits for is the start of everything.
    for (let n = 0; n <= VISITS; n += 1) visits.push(await visit(browser, served, cookie));
    const of = (figure: keyof Visit) => median(visits.slice(1).map((one) => one[figure]));
    return named('page', {
      firstCard: of('firstCard'),
      live: of('live'),
      found: of('found'),
      longestTask: Math.max(...visits.slice(1).map(({ longestTask }) => longestTask))
    });
  } finally {
    await browser.close();
  }
}

declare global {
  interface Window {
    cardsBench?: { firstCard?: number; live?: number; found?: number; longestTask: number };
  }
}

async function visit(browser: Browser, { url }: Served, cookie: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' });
  try {
    const [name = '', value = ''] = cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await watch(page);
    await page.goto(new URL('/cards', url).href, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.cardsBench?.live !== undefined, null, { timeout: WAIT_MS });
    const { firstCard, live } = await page.evaluate(() => ({ ...window.cardsBench }));
    return { firstCard: must(firstCard), live: must(live), ...(await typing(page)) };
  } finally {
    await context.close();
  }
}

/** The page notes for itself when something is painted: asking from here would cost it time. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const bench: NonNullable<Window['cardsBench']> = { longestTask: 0 };
    window.cardsBench = bench;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) bench.longestTask = Math.max(bench.longestTask, duration);
    }).observe({ type: 'longtask' });
    const look = () => {
      // This frame's paint is over when the next one begins.
      if (document.querySelector('article.biz')) bench.firstCard ??= performance.now();
      if (document.querySelector('[data-whole=true] article.biz')) bench.live ??= performance.now();
      if (bench.live === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Types a word with a slip, which only the database finds. */
async function typing(page: Page): Promise<Pick<Visit, 'found' | 'longestTask'>> {
  const field = page.getByRole('searchbox').first();
  await field.click();
  await page.evaluate(() => window.cardsBench && (window.cardsBench.longestTask = 0));
  await field.pressSequentially(TYPED, { delay: KEY_MS });
  const typed = await page.evaluate(() => performance.now());
  const found = await page.waitForFunction(
    () => {
      const said = Array.from(document.querySelectorAll('[role=status]'), ({ textContent }) => textContent);
      return said.some((text) => text.includes('ähnlich')) ? performance.now() : 0;
    },
    null,
    { timeout: WAIT_MS, polling: 'raf' }
  );
  return {
    found: Number(await found.jsonValue()) - typed,
    longestTask: await page.evaluate(() => window.cardsBench?.longestTask ?? NaN)
  };
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const DOWNLOAD_HOST = 'https://cdn.playwright.dev';

/**
 * Path of a Chromium: CHROMIUM_PATH, else one installed on this machine, else Playwright's own. If there is none,
 * tries Playwright's download, and on Debian as root the distribution's package.
 *
 * @throws with what to do, when all of that fails
 */
export async function findChromium(): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH leads to no file: ${given}`);
  }
  return present() ?? (await downloaded()) ?? packaged() ?? fail();
}

/** Playwright's own list (1.65, `disabledFeatures`): of a flag that is given twice only the last counts. */
const PLAYWRIGHTS_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch'
];
/**
 * A whole Chromium, unlike the headless shell, draws its address bar's menus for each new window, unseen. They are web pages
 * themselves: a new context takes 3 s of a core's time with them and 1 s without (Chromium 156).
 */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

/** Flags for tests: nothing that talks to the internet by itself; without a sandbox only where root rules it out. */
export function chromiumFlags(): string[] {
  return [
    `--disable-features=${[...PLAYWRIGHTS_OFF, ...UNSEEN].join(',')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
    '--disable-gpu'
  ];
}

function present(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of NAMES) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

async function downloaded(): Promise<string | null> {
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
  } catch {
    return null;
  }
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], 120_000);
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

function packaged(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  run('apt-get', ['update'], 120_000);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 600_000);
  return present();
}

function run(program: string, args: string[], timeout: number): void {
  console.error(`Chromium is missing, trying: ${program} ${args.join(' ')}`);
  spawnSync(program, args, {
    timeout,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  });
}

function fail(): never {
  throw new Error(
    'The browser tests need a Chromium. Install one (Debian: apt-get install chromium; otherwise: ' +
      'npx playwright install chromium), or name one with CHROMIUM_PATH.'
  );
}

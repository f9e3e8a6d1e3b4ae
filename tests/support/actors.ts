import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { newId } from '../../src/lib/util/newId.ts';
import { expect } from './e2e.ts';
import { joinAt, postJson } from './people.ts';

/** A person with a browser of their own. */
export interface Actor {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
}

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Opens a browser for somebody; `problems` collects what a person should never meet: script errors, foreign requests. */
export async function enter(
  browser: Browser,
  name: string,
  { phone = false, home, problems }: { phone?: boolean; home: string; problems: string[] }
): Promise<Actor> {
  const context = await browser.newContext({
    locale: 'de-DE',
    baseURL: home,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...(phone ? PHONE : { viewport: { width: 1440, height: 900 } })
  });
  watch(context, home, (problem) => problems.push(`${name}: ${problem}`));
  return { name, page: await context.newPage(), context };
}

/** Tells of script errors, of answers that are errors of the server, and of every request that leaves the host. */
export function watch(context: BrowserContext, home: string, tell: (problem: string) => void): void {
  const { origin, host } = new URL(home);
  context.on('request', (request) => {
    const url = new URL(request.url());
    const local = url.origin === origin || (url.protocol === 'ws:' && url.host === host);
    if (!local && url.protocol !== 'data:' && url.protocol !== 'blob:') tell(`request to ${url.origin}`);
  });
  context.on('weberror', (error) => tell(`script error: ${error.error().message}`));
  context.on('response', (response) => {
    if (response.status() >= 500) tell(`${response.status()} from ${new URL(response.url()).pathname}`);
  });
}

/** Makes a workshop by the form, as a facilitator who is signed in; stands on its desk afterwards. */
export async function makeWorkshop(
  { page }: Actor,
  { title, question = '', groups }: { title: string; question?: string; groups: number }
): Promise<{ url: string; code: string }> {
  await page.goto('/workshops/new');
  await page.getByLabel('Titel').fill(title);
  if (question) await page.getByLabel('Leitfrage').fill(question);
  await page.getByLabel('Anzahl Kleingruppen').fill(String(groups));
  await page.getByRole('button', { name: 'Workshop anlegen' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]+\/manage$/);
  const code = ((await page.getByLabel(/^Code(\s\d){6}$/).textContent()) ?? '').replace(/\D/g, '');
  expect(code).toMatch(/^\d{6}$/);
  return { url: page.url().replace('/manage', ''), code };
}

/** What one person may send at once. */
const AT_ONCE = 55;

/** Fills a board as many people would who write at once. */
export async function fillBoard(home: string, code: string, texts: readonly string[]): Promise<void> {
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    const writer = await joinAt(home, code, `Schreibt ${from}`);
    const statuses = await Promise.all(
      texts.slice(from, from + AT_ONCE).map(async (body) => {
        const command = { id: newId(), type: 'note.add', noteId: newId(), body };
        return (await postJson(writer, `/api/rooms/${writer.room}/commands`, { command })).status;
      })
    );
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  }
}

/** Joins by code from the start page, as somebody does who reads it off the screen. */
export async function joinByCode(
  { page, name }: Actor,
  code: string,
  { organisation, group }: { organisation?: string; group?: string } = {}
): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Code eingeben').fill(code);
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await joinHere(page, name, { organisation, group });
}

/** Fills in the join form that is open. */
export async function joinHere(
  page: Page,
  name: string,
  { organisation, group }: { organisation?: string | undefined; group?: string | undefined } = {}
): Promise<void> {
  await page.getByLabel('Ihr Name').fill(name);
  if (organisation) await page.getByLabel('Organisation').fill(organisation);
  if (group) await page.getByLabel('Kleingruppe').selectOption(group);
  await page.getByRole('button', { name: 'Mitmachen' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]+$/);
  await expect(connection(page)).toHaveText(/Verbunden/);
}

/** The pill that says whether what one writes reaches the others. */
export const connection = (page: Page): Locator => page.locator('header [data-connection]');

/** Opens a board and waits until it is alive: what is clicked before that comes to nothing. */
export async function openBoard({ page }: Pick<Actor, 'page'>, url: string): Promise<void> {
  await page.goto(url);
  await expect(connection(page)).toHaveText(/Verbunden/);
}

/** A note on the wall or among the topics, by its text. */
export const note = (page: Page, text: string): Locator =>
  page.getByRole('article').filter({ hasText: text });

/** Writes a note with the composer of the desktop, or with the sheet of the phone. */
export async function pin(page: Page, text: string, kind?: string): Promise<void> {
  const sheet = page.getByRole('button', { name: 'Notiz schreiben', exact: true });
  // By its size: the button may be about to appear, such as when one may write again.
  const onPhone = (page.viewportSize()?.width ?? 0) <= 860;
  if (onPhone) await sheet.click();
  const form = onPhone ? page.getByRole('dialog') : page.getByRole('complementary', { name: 'Neue Notiz' });
  if (kind) await form.getByRole('radio', { name: kind }).check({ force: true });
  await form.getByRole('textbox', { name: 'Text der Notiz' }).fill(text);
  await form.getByRole('button', { name: 'Anpinnen' }).click();
  if (onPhone && (await page.getByRole('dialog').isVisible())) await page.keyboard.press('Escape');
  await expect(note(page, text)).toBeVisible();
}

/** Picks an entry of a menu that a button opens. */
export async function choose(page: Page, button: Locator, entry: string | RegExp): Promise<void> {
  await button.click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Drags with the mouse the way a hand does: takes, moves on, waits until the target shows that it would take it, lets go. */
export async function drag(page: Page, what: Locator, target: Locator, ready: Locator): Promise<void> {
  await what.hover();
  await page.mouse.down();
  await expect(async () => {
    const box = await target.boundingBox();
    if (!box) throw new Error('no target to drag to');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 6);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await expect(ready).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.mouse.up();
}

/** Thirty notes into five topics: once with the keys alone, once with the thumb alone. Nobody drags anything. */
import type { Page } from '@playwright/test';
import type { AnyRecord } from '../../src/lib/domain/records.ts';
import { phaseIdOf } from '../../src/lib/domain/testing/records.ts';
import { newId } from '../../src/lib/util/newId.ts';
import { enter, fillBoard, joinByCode, makeWorkshop, openBoard } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt } from '../support/people.ts';

const TOPICS = ['Wege', 'Räume', 'Feste', 'Energie', 'Rat'];
const EACH = 6;
const texts = (word: string) => Array.from({ length: TOPICS.length * EACH }, (_, n) => `${word} ${n + 1}`);

const loose = (page: Page) => page.getByRole('list', { name: 'Noch lose' }).getByRole('article');
const inTopic = (page: Page, title: string) =>
  page.getByRole('region', { name: `Schwerpunkt ${title}` }).getByRole('article');

test('thirty notes find their five topics without a mouse and without dragging', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Viel zu ordnen', groups: 0 });
  await fillBoard(demo.url, code, texts('Gedanke'));
  await openBoard(hedda, url);
  const { page } = hedda;

  await test.step('with the keys alone', async () => {
    await page.getByRole('button', { name: 'Weiter: Clustern' }).focus();
    await page.keyboard.press('Enter');
    await expect(loose(page)).toHaveCount(TOPICS.length * EACH);
    const onNote = () =>
      page.evaluate(() => document.activeElement?.matches('li[data-note] article') ?? false);
    for (let n = 0; n < 40 && !(await onNote()); n++) await page.keyboard.press('Tab');
    expect(await onNote()).toBe(true);
    for (const [n, title] of TOPICS.entries()) {
      await page.keyboard.press('Space');
      for (let more = 1; more < EACH; more++) await page.keyboard.press('Shift+ArrowDown');
      await expect(page.getByRole('toolbar')).toContainText(`${EACH} ausgewählt`);
      await page.keyboard.press('m');
      // the menu hears keys once it has the focus
      await expect(page.locator('[role=menu]:focus, [role=menu] :focus')).toHaveCount(1);
      await page.keyboard.press('n');
      await expect(page.locator('[role=menuitem]:focus')).toContainText('Neu');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Name des Schwerpunkts')).toBeFocused();
      await page.keyboard.type(title);
      await page.keyboard.press('Enter');
      await expect(inTopic(page, title)).toHaveCount(EACH);
      // whoever sorts goes on with the next loose note at once
      if (n < TOPICS.length - 1) await expect.poll(onNote).toBe(true);
    }
    await expect(loose(page)).toHaveCount(0);
  });

  await test.step('with the thumb alone, by a participant who may sort', async () => {
    const { room } = await joinAt(demo.url, code, 'Schaut nur');
    const opened = await page.request.get(`/api/rooms/${room}`);
    const { records } = (await opened.json()) as { records: AnyRecord[] };
    const command = {
      id: newId(),
      type: 'phase.configure',
      phaseId: phaseIdOf(records, 'cluster'),
      may: ['write', 'move', 'names']
    };
    const set = await page.request.post(`/api/rooms/${room}/commands`, {
      data: { command },
      headers: { origin: demo.url }
    });
    expect(set.status()).toBe(200);
    await fillBoard(demo.url, code, texts('Einfall'));
    const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
    await joinByCode(ida, code);
    const phone = ida.page;
    await expect(loose(phone)).toHaveCount(TOPICS.length * EACH);
    for (const [n, title] of TOPICS.entries()) {
      for (let at = 0; at < EACH; at++) await loose(phone).nth(at).getByText('Einfall').tap();
      await phone.getByRole('button', { name: 'Zu Schwerpunkt …' }).tap();
      await phone.getByRole('menuitem', { name: title }).tap();
      await expect(loose(phone)).toHaveCount((TOPICS.length - n - 1) * EACH);
    }
    for (const title of TOPICS) await expect(inTopic(page, title)).toHaveCount(2 * EACH);
    await ida.context.close();
  });
  expect(problems).toEqual([]);
  await hedda.context.close();
});

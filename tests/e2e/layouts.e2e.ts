/** One board in every layout: what the facilitator chooses, a participant and a phone see at once, and nothing is lost. */
import type { Page } from '@playwright/test';
import { newId } from '../../src/lib/util/newId.ts';
import { choose, drag, enter, joinByCode, makeWorkshop, note, openBoard } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt, postJson } from '../support/people.ts';

const NOTES = [
  ['Rufbus am Abend', 'idea', 0],
  ['Sichere Radwege', 'need', 0],
  ['Saal mit 80 Plätzen', 'offer', 1],
  ['Keine Heizung im Winter', 'hurdle', 1],
  ['Wer entscheidet über die Mittel?', 'question', null],
  ['Lastenrad zum Leihen', 'idea', null]
] as const;

/** The participant's commands and the facilitator's, as their pages would send them. */
async function fill(home: string, code: string, facilitator: Page): Promise<void> {
  const lotte = await joinAt(home, code, 'Lotte Löwenzahn');
  const path = `/api/rooms/${lotte.room}/commands`;
  const topics = [newId(), newId()];
  for (const [n, title] of ['Mobilität', 'Treffpunkte'].entries()) {
    const command = { id: newId(), type: 'topic.add', topicId: topics[n], title };
    const answer = await facilitator.request.post(path, { data: { command }, headers: { origin: home } });
    expect(answer.status()).toBe(200);
  }
  for (const [body, kind, topic] of NOTES) {
    const noteId = newId();
    const added = await postJson(lotte, path, {
      command: { id: newId(), type: 'note.add', noteId, body, kind }
    });
    expect(added.status).toBe(200);
    if (topic === null) continue;
    const command = { id: newId(), type: 'note.move', noteId, topicId: topics[topic] };
    const moved = await facilitator.request.post(path, { data: { command }, headers: { origin: home } });
    expect(moved.status()).toBe(200);
  }
}

test('a facilitator switches through the layouts, and everybody sees the same notes', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Fünf Ansichten', groups: 0 });
  await fill(demo.url, code, hedda.page);
  await openBoard(hedda, url);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  await joinByCode(ida, code);
  const pages = [hedda.page, otto.page, ida.page];
  const show = (name: string) =>
    hedda.page.getByRole('group', { name: 'Ansicht für alle' }).getByRole('button', { name }).click();
  const noneIsLost = async () => {
    for (const page of pages)
      for (const [body] of NOTES)
        await expect(page.locator('[data-note]').filter({ hasText: body })).toHaveCount(1);
  };
  const fits = async () =>
    expect(await ida.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await test.step('list: headed by topic, the focus stays on its note', async () => {
    await note(otto.page, 'Saal mit 80 Plätzen').focus();
    await show('Liste');
    for (const page of pages)
      await expect(page.getByRole('list', { name: 'Treffpunkte' }).getByRole('article')).toHaveCount(2);
    await expect(note(otto.page, 'Saal mit 80 Plätzen')).toBeFocused();
    await otto.page.keyboard.press('ArrowDown');
    await expect(note(otto.page, 'Lastenrad zum Leihen')).toBeFocused();
    await noneIsLost();
    await fits();
    for (const page of [otto.page, ida.page]) await expectNoViolations(page, 'list');
  });

  await test.step('table: sorted by any column, edited in place', async () => {
    await show('Tabelle');
    const row = (page: Page, n: number) => page.locator('tr[data-note]').nth(n);
    await expect(row(otto.page, 0)).toContainText('Lastenrad zum Leihen');
    await otto.page.getByRole('button', { name: 'Thema' }).focus();
    await otto.page.keyboard.press('Enter');
    await expect(otto.page.getByRole('columnheader', { name: 'Thema' })).toHaveAttribute(
      'aria-sort',
      'ascending'
    );
    await expect(row(otto.page, 0)).toContainText('Mobilität');
    await noneIsLost();
    await fits();
    await hedda.page.locator('tr[data-note]').filter({ hasText: 'Rufbus' }).focus();
    await hedda.page.keyboard.press('e');
    await hedda.page.keyboard.type(' und am Morgen');
    await hedda.page.keyboard.press('Control+Enter');
    await expect(row(otto.page, 1).or(row(otto.page, 0)).filter({ hasText: 'und am Morgen' })).toBeVisible();
    for (const page of [otto.page, ida.page]) await expectNoViolations(page, 'table');
  });

  await test.step('columns: ordered by key, by menu and by hand', async () => {
    await show('Spalten');
    const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
    await expect(column(otto.page, 'Mobilität').getByRole('article')).toHaveCount(2);
    await note(hedda.page, 'Lastenrad zum Leihen').focus();
    await hedda.page.keyboard.press('Control+ArrowRight');
    await expect(column(otto.page, 'Mobilität').getByRole('article').nth(1)).toContainText('Lastenrad');
    await expect(note(hedda.page, 'Lastenrad zum Leihen')).toBeFocused();
    await hedda.page.keyboard.press('Alt+ArrowUp');
    await expect(column(otto.page, 'Mobilität').getByRole('article').first()).toContainText('Lastenrad');
    await choose(
      hedda.page,
      note(hedda.page, 'Lastenrad zum Leihen').getByRole('button', { name: 'Mehr zu dieser Notiz' }),
      'Nach rechts'
    );
    await expect(column(otto.page, 'Treffpunkte').getByRole('article').first()).toContainText('Lastenrad');
    const target = column(hedda.page, 'Mobilität');
    await drag(
      hedda.page,
      note(hedda.page, 'Wer entscheidet').getByText('Frage'),
      target,
      hedda.page.locator('.col.target')
    );
    await expect(column(otto.page, 'Mobilität').getByText('Wer entscheidet')).toBeVisible();
    await noneIsLost();
    await fits();
    await ida.page.getByRole('button', { name: 'Nächste Spalte' }).tap();
    await expect(column(ida.page, 'Mobilität').getByRole('heading')).toBeInViewport();
    await choose(
      hedda.page,
      column(hedda.page, 'Treffpunkte').getByRole('button', { name: /umbenennen/ }),
      'Sperren'
    );
    await expect(column(otto.page, 'Treffpunkte').getByRole('img', { name: /^Gesperrt/ })).toBeVisible();
    for (const { page } of [hedda, ida]) await expectNoViolations(page, 'columns');
  });

  await test.step('canvas: moved by key and by hand, areas are topics', async () => {
    await show('Fläche');
    const plane = (page: Page) => page.getByRole('region', { name: 'Fläche' });
    const lying = (page: Page, text: string) => plane(page).getByRole('article').filter({ hasText: text });
    const placeOf = async (page: Page, text: string) => {
      const transform = await lying(page, text)
        .locator('xpath=ancestor::*[@data-id]')
        .evaluate((node) => node.style.transform);
      return transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
    };
    for (const page of [hedda.page, otto.page]) {
      await expect(plane(page).getByRole('heading', { name: 'Treffpunkte' })).toBeVisible();
      await page.getByRole('button', { name: 'Alles zeigen' }).click();
    }
    await lying(hedda.page, 'Rufbus').focus();
    const [x = 0, y = 0] = await placeOf(otto.page, 'Rufbus');
    await hedda.page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => placeOf(otto.page, 'Rufbus')).toEqual([x, y + 16]);
    await expect(lying(hedda.page, 'Rufbus')).toBeFocused();
    for (const [body] of NOTES) await expect(lying(hedda.page, body)).toBeVisible();
    await lying(hedda.page, 'Wer entscheidet')
      .getByText('Wer entscheidet')
      .click({ modifiers: ['Shift'] });
    await lying(hedda.page, 'Keine Heizung').focus();
    await hedda.page.keyboard.press('Space');
    await expect(hedda.page.getByRole('toolbar')).toContainText('2 ausgewählt');
    await hedda.page.keyboard.press('Space');
    await expect(hedda.page.getByRole('toolbar')).toContainText('1 ausgewählt');
    await hedda.page.getByRole('button', { name: 'Bereich daraus' }).click();
    await hedda.page.getByLabel('Name des Bereichs').fill('Geld');
    await hedda.page.keyboard.press('Enter');
    await expect(plane(otto.page).getByRole('heading', { name: 'Geld' })).toHaveCount(1);
    await otto.page.reload();
    await expect(plane(otto.page).getByRole('heading', { name: 'Geld' })).toBeVisible();
    await fits();
    for (const { page } of [hedda, ida]) await expectNoViolations(page, 'canvas');
    await show('Spalten');
    await expect(otto.page.getByRole('region', { name: 'Geld' }).getByRole('article')).toHaveCount(1);
    await noneIsLost();
  });

  await test.step('a list for oneself, kept on the device', async () => {
    await ida.page.getByRole('button', { name: 'Als Liste anzeigen' }).tap();
    await expect(ida.page.getByRole('heading', { name: 'Mobilität' })).toBeVisible();
    await ida.page.reload();
    await expect(ida.page.getByRole('heading', { name: 'Mobilität' })).toBeVisible();
    await ida.page.getByRole('button', { name: 'Gemeinsame Ansicht' }).tap();
    await expect(ida.page.getByRole('combobox', { name: 'Spalte' })).toBeVisible();
  });
  expect(problems).toEqual([]);
  for (const { context } of [hedda, otto, ida]) await context.close();
});

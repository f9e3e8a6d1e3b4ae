/** Notes hidden and revealed, then sorted: selected, stacked, coloured, split and taken back; a participant's phone sees it live. */
import type { Page } from '@playwright/test';
import { choose, enter, fillBoard, joinByCode, makeWorkshop, note, openBoard } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

const BUSES = ['Rufbus am Abend', 'Ein Rufbus für alle', 'Bus auf Abruf'];
const OTHERS = ['Chor im Dorf', 'Kino im Saal', 'Solar auf dem Dach'];

const loose = (page: Page) => page.getByRole('list', { name: 'Noch lose' }).getByRole('article');
const topic = (page: Page, title: string) => page.getByRole('region', { name: `Schwerpunkt ${title}` });
const tick = (page: Page, text: string) => page.getByRole('checkbox', { name: `Auswählen: ${text}` });
const tray = (page: Page) => page.getByRole('toolbar', { name: /ausgewählte/ });

async function name(page: Page, title: string) {
  await expect(page.getByLabel('Name des Schwerpunkts')).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

test('hidden, revealed, stacked, coloured, split, and taken back', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Doppeltes', groups: 0 });
  await fillBoard(demo.url, code, [...BUSES, ...OTHERS]);
  await openBoard(hedda, url);
  const { page } = hedda;
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  const phone = ida.page;

  await test.step('others’ notes stay hidden until they are revealed, one by one or all', async () => {
    await choose(
      page,
      page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true }),
      'Notizen anderer verbergen'
    );
    const bar = page.getByRole('region', { name: 'Verborgene Notizen' });
    await expect(bar).toContainText('0 von 6 aufgedeckt');
    await joinByCode(ida, code);
    await expect(phone.getByText('6 weitere Notizen sind noch verborgen')).toBeVisible();
    await choose(
      page,
      note(page, 'Kino im Saal').getByRole('button', { name: 'Mehr zu dieser Notiz' }),
      'Aufdecken'
    );
    await expect(note(phone, 'Kino im Saal')).toBeVisible();
    await expect(phone.getByText('5 weitere Notizen sind noch verborgen')).toBeVisible();
    await expect(note(phone, 'Chor im Dorf')).toHaveCount(0);
    await expect(bar).toContainText('1 von 6 aufgedeckt');
    await expectNoViolations(page, 'hidden notes');
    await bar.getByRole('button', { name: 'Alle aufdecken' }).click();
    await expect(phone.getByRole('article')).toHaveCount(6);
    await expect(bar).toBeHidden();
  });

  await test.step('duplicates are selected by click, Shift and keys, and stacked by a key', async () => {
    await page.getByRole('button', { name: 'Weiter: Clustern' }).click();
    await expect(loose(page)).toHaveCount(6);
    await tick(page, 'Chor im Dorf').check();
    await loose(page)
      .last()
      .click({ modifiers: ['Shift'] });
    await expect(tray(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(tray(page)).toBeHidden();
    for (const text of BUSES) {
      await note(page, text).focus();
      await page.keyboard.press('Space');
    }
    await expect(tray(page)).toContainText('3 ausgewählt');
    await page.keyboard.press('s');
    await expect(loose(page)).toHaveCount(4);
    await expect(page.getByText('6 von 6')).toBeVisible();
    await expect(loose(phone)).toHaveCount(4);
    await page.keyboard.press('Control+z');
    await expect(loose(page)).toHaveCount(6);
    for (const text of BUSES) await tick(page, text).check();
    await tray(page).getByRole('button', { name: 'Duplikate stapeln' }).click();
    await expect(loose(page)).toHaveCount(4);
  });

  await test.step('a stack and a note become a topic, which gets a colour', async () => {
    await page.getByRole('article').filter({ hasText: 'Stapel aus 3' }).getByRole('checkbox').check();
    await tick(page, 'Chor im Dorf').check();
    await tray(page).getByRole('button', { name: 'Neuer Schwerpunkt' }).click();
    await name(page, 'Unterwegs');
    await expect(topic(page, 'Unterwegs')).toContainText('4 Notizen');
    await expect(topic(page, 'Unterwegs').getByRole('article')).toHaveCount(2);
    const menu = topic(page, 'Unterwegs').getByRole('button', { name: /^Unterwegs: umbenennen/ });
    await choose(page, menu, 'Farbe');
    await page.getByRole('menuitemcheckbox', { name: 'Grün' }).click();
    await expect(topic(page, 'Unterwegs')).toHaveClass(/tone--green/);
    await expectNoViolations(page, 'cluster board');
  });

  await test.step('a participant reads every original on the phone, and sorts nothing', async () => {
    await phone.getByRole('link', { name: /^Schwerpunkte/ }).tap();
    await expect(topic(phone, 'Unterwegs')).toHaveClass(/tone--green/);
    await expect(phone.getByRole('checkbox', { name: /^Auswählen/ })).toHaveCount(0);
    await phone.getByRole('button', { name: 'Stapel aus 3 Notizen' }).tap();
    const stack = phone.getByRole('dialog', { name: 'Stapel aus 3 Notizen' });
    for (const text of BUSES) await expect(stack.getByText(text)).toBeVisible();
    await expect(stack.getByText(/Schreibt 0/).first()).toBeVisible();
    await expect(stack.getByRole('button', { name: /^Aus dem Stapel/ })).toHaveCount(0);
    await expectNoViolations(phone, 'stack on the phone');
    await phone.keyboard.press('Escape');
  });

  await test.step('one is taken out of the stack, a topic is split, and the split is taken back', async () => {
    await page.getByRole('button', { name: 'Stapel aus 3 Notizen' }).click();
    const stack = page.getByRole('dialog', { name: /^Stapel aus/ });
    await stack.getByRole('button', { name: 'Aus dem Stapel nehmen: Bus auf Abruf' }).click();
    await expect(page.getByRole('dialog', { name: 'Stapel aus 2 Notizen' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(topic(page, 'Unterwegs').getByRole('article')).toHaveCount(3);
    const menu = topic(page, 'Unterwegs').getByRole('button', { name: /^Unterwegs: umbenennen/ });
    await choose(page, menu, 'Teilen …');
    const split = page.getByRole('dialog', { name: '„Unterwegs“ teilen' });
    await split.getByLabel('Chor im Dorf').check();
    await split.getByLabel('Name des Schwerpunkts').fill('Musik');
    await split.getByRole('button', { name: 'Anlegen' }).click();
    await expect(topic(page, 'Musik').getByRole('article')).toHaveCount(1);
    await expect(topic(phone, 'Musik')).toBeVisible();
    await page.getByRole('button', { name: 'Rückgängig' }).first().click();
    await expect(topic(page, 'Musik')).toHaveCount(0);
    await expect(topic(page, 'Unterwegs')).toContainText('4 Notizen');
  });

  await test.step('the same on the canvas', async () => {
    await page.getByRole('button', { name: 'Fläche' }).click();
    await expect(page.getByRole('region', { name: 'Fläche' })).toBeVisible();
    await page.getByRole('button', { name: 'Alles zeigen' }).click();
    await expect(note(page, 'Stapel aus 2 Notizen')).toBeVisible();
    await expectNoViolations(page, 'canvas of the cluster phase');
    await page.getByRole('button', { name: 'Schwerpunkte' }).click();
    await expect(topic(page, 'Unterwegs')).toBeVisible();
  });

  expect(problems).toEqual([]);
  await ida.context.close();
  await hedda.context.close();
});

/** Finding on the wall: words, filters, order, with the mouse, by keyboard and on the phone. */
import { enter, fillBoard, joinByCode, makeWorkshop, note, pin } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

const TEXTS = [
  'Mehr Busse am Abend',
  'Ein Lastenrad zum Leihen',
  'Bus auch am Sonntag',
  'Offene Werkstatt',
  'Obstwiese pflegen',
  'Sprechstunde im Rathaus',
  'Chor für alle',
  'Straßenfest'
];

test('notes are found by words, kind and author; the count is said, and nothing is lost', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code } = await makeWorkshop(hedda, { title: 'Viele Ideen', groups: 0 });
  await fillBoard(demo.url, code, TEXTS);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const { page } = otto;
  const notes = page.getByRole('list', { name: 'Notizen' }).getByRole('article');
  const search = page.getByRole('searchbox', { name: 'Notizen durchsuchen' });
  const status = page.getByRole('region', { name: 'Suche und Filter' }).getByRole('status');
  await expect(notes).toHaveCount(8);

  await test.step('by words, spelled as one likes', async () => {
    await search.fill('bus');
    await expect(notes).toHaveCount(2);
    await expect(status).toHaveText('2 von 8 Notizen');
    await search.fill('strassen');
    await expect(note(page, 'Straßenfest')).toBeVisible();
    await expect(notes).toHaveCount(1);
    await search.fill('nirgends');
    await expect(page.getByRole('heading', { name: 'Keine Notiz passt' })).toBeVisible();
    await page.getByRole('button', { name: 'Alle Notizen zeigen' }).click();
    await expect(notes).toHaveCount(8);
    await expect(search).toHaveValue('');
  });

  await test.step('what one pins while a filter is set is seen', async () => {
    await search.fill('bus');
    await pin(page, 'Ein Kindergarten', 'Bedarf');
    await expect(notes).toHaveCount(3);
    await search.fill('');
    await expect(notes).toHaveCount(9);
  });

  await test.step('by kind and author, with the keyboard alone', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Filter' });
    await expect(dialog.getByRole('checkbox', { name: /^Idee/ })).toBeFocused();
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(dialog.getByRole('checkbox', { name: /^Bedarf/ })).toBeChecked();
    await expect(dialog.getByRole('button', { name: '1 Notiz zeigen' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(notes).toHaveCount(1);
    await page.getByRole('button', { name: 'Bedarf, Filter entfernen' }).click();
    await expect(notes).toHaveCount(9);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await dialog.getByLabel('Von wem').selectOption({ label: 'Nur meine (1)' });
    await dialog.getByRole('button', { name: '1 Notiz zeigen' }).click();
    await expect(notes).toHaveCount(1);
    await expect(notes).toContainText('Ein Kindergarten');
    await page.getByRole('button', { name: 'Nur meine, Filter entfernen' }).click();
  });

  await test.step('in another order', async () => {
    await expect(notes.first()).toContainText('Ein Kindergarten');
    await page.getByRole('button', { name: 'Reihenfolge' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Älteste zuerst' }).click();
    await expect(notes.last()).toContainText('Ein Kindergarten');
  });

  await test.step('on the phone', async () => {
    const lotte = await enter(browser, 'Lotte', { home: demo.url, problems, phone: true });
    await joinByCode(lotte, code);
    const found = lotte.page.getByRole('list', { name: 'Notizen' }).getByRole('article');
    await lotte.page.getByRole('button', { name: 'Filter', exact: true }).tap();
    await lotte.page.getByRole('checkbox', { name: /^Bedarf/ }).tap();
    await lotte.page.getByRole('button', { name: '1 Notiz zeigen' }).tap();
    await expect(found).toHaveCount(1);
    expect(await lotte.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await lotte.context.close();
  });
  expect(problems).toEqual([]);
  await otto.context.close();
  await hedda.context.close();
});

/** Many thoughts at once: a pasted list becomes a note for each line, when the person wants that. */
import { enter, joinByCode, makeWorkshop, note } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

const LIST = '- Bus am Abend\n- Ein Lastenrad\n\n3. Offene Werkstatt';

test('a pasted list becomes notes, or stays one', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code } = await makeWorkshop(hedda, { title: 'Listen', groups: 0 });
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const { page } = otto;
  const field = page
    .getByRole('complementary', { name: 'Neue Notiz' })
    .getByRole('textbox', { name: 'Text der Notiz' });
  const notes = page.getByRole('list', { name: 'Notizen' }).getByRole('article');
  const paste = async () => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), LIST);
    await field.focus();
    await page.keyboard.press('ControlOrMeta+V');
    await expect(page.getByText('3 Zeilen eingefügt.')).toBeVisible();
  };

  await paste();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Als 3 Notizen anpinnen' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(notes).toHaveCount(3);
  await expect(note(page, 'Offene Werkstatt')).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await expect(notes).toHaveCount(0);

  await paste();
  await page.getByRole('button', { name: 'Zusammenlassen' }).click();
  await expect(page.getByText('3 Zeilen eingefügt.')).toBeHidden();
  await expect(field).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(notes).toHaveCount(1);
  await expect(field).toBeFocused();
  expect(problems).toEqual([]);
  await otto.context.close();
  await hedda.context.close();
});

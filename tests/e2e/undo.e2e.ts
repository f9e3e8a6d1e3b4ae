/** One's own steps, taken back and done again: by key, by menu, and with somebody else at work on the same note. */
import { choose, enter, joinByCode, makeWorkshop, note, openBoard, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('steps are taken back and done again, and what others did since stays', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Schritte', groups: 0 });
  await openBoard(hedda, url);
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  await joinByCode(ida, code);
  await pin(ida.page, 'Ein Bänkchen am See');
  await expect(note(hedda.page, 'Ein Bänkchen am See')).toBeVisible();

  await test.step('by key: a removed note comes back, and goes again', async () => {
    await note(hedda.page, 'Ein Bänkchen am See').focus();
    await hedda.page.keyboard.press('Delete');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toHaveCount(0);
    await hedda.page.keyboard.press('Control+z');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toBeVisible();
    await expect(hedda.page.getByText('Rückgängig gemacht: Notiz entfernt')).toBeVisible();
    await hedda.page.keyboard.press('Control+y');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toHaveCount(0);
    await hedda.page.keyboard.press('Control+z');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toBeVisible();
  });

  await test.step('in a text field the key takes back typing, not notes', async () => {
    const field = hedda.page.getByRole('textbox', { name: 'Text der Notiz' }).first();
    await field.fill('halb');
    await field.press('Control+z');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toBeVisible();
    await field.fill('');
  });

  await test.step('who writes on a note is named to the others', async () => {
    await note(ida.page, 'Ein Bänkchen am See').getByRole('button', { name: 'Kommentieren' }).click();
    await expect(ida.page.getByRole('textbox', { name: 'Kommentar schreiben' })).toBeFocused();
    await ida.page.keyboard.type('Mit Rückenlehne');
    await expect(note(hedda.page, 'Ein Bänkchen am See')).toContainText('Ida Immergrün schreibt hier gerade');
    await ida.page.keyboard.press('Escape');
  });

  await test.step('by menu, on the phone', async () => {
    const menu = ida.page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true });
    await choose(ida.page, menu, 'Rückgängig');
    await expect(note(hedda.page, 'Ein Bänkchen am See')).toHaveCount(0);
    await choose(ida.page, menu, 'Wiederholen');
    await expect(note(hedda.page, 'Ein Bänkchen am See')).toBeVisible();
  });

  await test.step('what others took away meanwhile is theirs', async () => {
    await note(hedda.page, 'Ein Bänkchen am See').focus();
    await hedda.page.keyboard.press('Delete');
    await expect(note(ida.page, 'Ein Bänkchen am See')).toHaveCount(0);
    await choose(
      ida.page,
      ida.page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true }),
      'Rückgängig'
    );
    await expect(ida.page.getByText(/^Lässt sich nicht mehr zurücknehmen/)).toBeVisible();
  });

  await test.step('all keys stand in one list', async () => {
    await hedda.page.locator('#inhalt').focus();
    await hedda.page.keyboard.press('?');
    const keys = hedda.page.getByRole('dialog', { name: 'Tastenkürzel' });
    await expect(keys.getByText('Rückgängig')).toBeVisible();
    await expectNoViolations(hedda.page, 'keys');
    await hedda.page.keyboard.press('Escape');
    await expect(keys).toBeHidden();
  });
  expect(problems).toEqual([]);
});

/** Topics proposed for loose notes: shown with their reasons, taken or dismissed one by one, taken back; others see them come. */
import { expectNoViolations } from '../support/axe.ts';
import { enter, fillBoard, joinByCode, makeWorkshop, openBoard } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

const NOTES = [
  'Nachtbus auch am Wochenende',
  'Haltestelle mit Dach',
  'Ein Rufbus für die Dörfer',
  'Hausarzt geht in Rente',
  'Pflege im Alter',
  'Freilichtkino am See',
  'Konzerte in der alten Fabrik',
  'Quastenflosser'
];

test('proposals are looked at, taken, dismissed and taken back', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda Holunder', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, { title: 'Vorschläge', groups: 0 });
  await fillBoard(demo.url, code, NOTES);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems, phone: true });
  await joinByCode(otto, code);
  const { page } = hedda;
  await openBoard({ page }, url);
  await page.getByRole('button', { name: /^Weiter: Clustern/ }).click();
  await expect(page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'Vorschläge' });
  const offered = dialog.getByRole('article');

  await test.step('each proposal says why, with its words marked', async () => {
    await page.getByRole('button', { name: 'Vorschläge ansehen' }).click();
    await expect(offered).toHaveCount(3);
    await expect(dialog.getByRole('status').first()).toHaveText('3 Vorschläge');
    const bus = offered.filter({ hasText: 'Nachtbus' });
    await expect(bus.locator('mark')).toHaveCount(3);
    for (const word of ['Nachtbus', 'Haltestelle', 'Rufbus'])
      await expect(bus.locator('mark').getByText(word, { exact: true })).toBeVisible();
    await expect(dialog.getByText('Quastenflosser')).toHaveCount(0);
    await expectNoViolations(page, 'proposals');
  });

  await test.step('one is taken by keyboard, under an own name and without a note; the focus goes on', async () => {
    const bus = offered.filter({ hasText: 'Nachtbus' });
    await bus.getByRole('checkbox', { name: /Haltestelle/ }).uncheck();
    await bus.getByLabel('Name des Schwerpunkts').fill('Bus und Bahn');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(offered).toHaveCount(2);
    await expect(offered.first().getByRole('heading')).toBeFocused();
    await otto.page.getByRole('link', { name: /^Schwerpunkte/ }).click();
    await expect(otto.page.getByRole('region', { name: 'Schwerpunkt Bus und Bahn' })).toContainText(
      'Nachtbus'
    );
    await expect(otto.page.getByRole('button', { name: 'Vorschläge ansehen' })).toHaveCount(0);
  });

  await test.step('one is dismissed and stays away; it can come back', async () => {
    await offered
      .filter({ hasText: 'Hausarzt' })
      .getByRole('button', { name: /^Verwerfen/ })
      .click();
    await expect(offered).toHaveCount(1);
    await page.keyboard.press('Escape');
    const opener = page.getByRole('button', { name: 'Vorschläge ansehen' });
    await expect(opener).toBeFocused();
    await opener.press('Enter');
    await expect(dialog.getByRole('status').first()).toHaveText('1 Vorschlag');
    await dialog.getByRole('button', { name: 'Verworfenen Vorschlag wieder zeigen' }).click();
    await expect(offered).toHaveCount(2);
  });

  await test.step('all are taken in one go, and taken back in one go', async () => {
    await dialog.getByRole('button', { name: 'Alle 2 übernehmen' }).click();
    await expect(dialog.getByText('Zu wenige lose Notizen')).toBeVisible();
    await expect(otto.page.getByRole('region', { name: /^Schwerpunkt / })).toHaveCount(3);
    await page.locator('.toasts').getByRole('button', { name: 'Rückgängig' }).last().click();
    await expect(offered).toHaveCount(2);
    await expect(otto.page.getByRole('region', { name: /^Schwerpunkt / })).toHaveCount(1);
  });
  expect(problems).toEqual([]);
  await otto.context.close();
  await hedda.context.close();
});

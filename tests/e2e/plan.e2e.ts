/** The plan of a workshop: its phases put together, changed while it runs, and followed by the phones. */
import type { Locator } from '@playwright/test';
import { choose, drag, enter, joinByCode, makeWorkshop, openBoard } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('a facilitator puts the phases together, and every phone follows', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Zwei Runden', groups: 0 });
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  await joinByCode(ida, code);
  const desk = hedda.page;
  const plan = desk.getByRole('region', { name: 'Phasen' });
  const rows = plan.getByRole('listitem');
  const titles = () => plan.getByRole('heading', { level: 3 }).allInnerTexts();

  await test.step('a second round of collecting, by keyboard', async () => {
    await openBoard(hedda, `${url}/manage`);
    await plan.getByRole('button', { name: 'Phase hinzufügen' }).focus();
    await desk.keyboard.press('Enter');
    await desk.getByRole('menuitem', { name: 'Sammeln' }).press('Enter');
    const dialog = desk.getByRole('dialog', { name: 'Phase „Sammeln“' });
    const instruction = dialog.getByLabel('Anleitung für alle');
    await expect(instruction).toBeFocused();
    await expect(instruction).toHaveValue(/eine Idee pro Notiz/);
    await instruction.fill('Was fehlt noch? Ein Gedanke pro Notiz.');
    await dialog.getByRole('textbox', { name: /^Name/ }).fill('Zweite Runde');
    await dialog.getByLabel('Minuten').fill('10');
    await dialog.getByText('Wer darf was, wer liest was').click();
    await dialog.getByLabel('Teilnehmende lesen').selectOption('nur die eigenen');
    await expectNoViolations(desk, 'phase');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await expect(dialog).toBeHidden();
    await expect(rows.last()).toContainText('Zweite Runde');
    await expect(rows.last()).toContainText('Sammeln · 10 Minuten · Man liest nur die eigenen');
  });

  await test.step('put into order: by menu, and with the mouse', async () => {
    const menu = plan.getByRole('button', { name: '„Zweite Runde“: verschieben, wechseln, entfernen' });
    for (const at of [4, 3]) {
      await choose(desk, menu, 'Nach oben');
      await expect(plan.getByRole('status')).toHaveText(
        `„Zweite Runde“ steht jetzt an Stelle ${at + 1} von 6.`
      );
    }
    await expect(menu).toBeFocused();
    const grip = (name: string) => rows.filter({ hasText: name }).locator('[data-handle]');
    await drag(desk, grip('Zweite Runde'), rows.nth(1), plan.locator('li.before'));
    await expect
      .poll(titles)
      .toEqual([
        expect.stringContaining('Sammeln'),
        'Zweite Runde',
        'Clustern',
        'Gewichten',
        'AGs',
        'Vernetzen'
      ]);
  });

  await test.step('one is left out, and comes back', async () => {
    await choose(desk, plan.getByRole('button', { name: /^„Vernetzen“: ver/ }), 'Phase entfernen');
    await expect(rows).toHaveCount(5);
    await desk.getByRole('button', { name: 'Rückgängig' }).click();
    await expect(rows).toHaveCount(6);
    await expect(rows.last()).toContainText('Vernetzen');
    await plan.getByRole('button', { name: /^„Sammeln“: ver/ }).click();
    await expect(desk.getByRole('menuitem', { name: /^Phase entfernen/ })).toBeDisabled();
    await desk.keyboard.press('Escape');
    await expectNoViolations(desk, 'plan');
  });

  await test.step('on to the second round: whoever writes goes on writing', async () => {
    const phone = ida.page;
    await phone.getByRole('button', { name: 'Notiz schreiben', exact: true }).click();
    const sheet = phone.getByRole('dialog', { name: 'Neue Notiz' });
    await sheet.getByRole('textbox', { name: 'Text der Notiz' }).fill('Halb gedacht');
    await openBoard(hedda, url);
    await desk.getByRole('button', { name: 'Weiter: Zweite Runde' }).click();
    await expect(phone.getByText('Jetzt: Zweite Runde.')).toBeVisible();
    await expect(sheet.getByRole('textbox', { name: 'Text der Notiz' })).toHaveValue('Halb gedacht');
    await sheet.getByRole('button', { name: 'Anpinnen' }).click();
    await expect(phone.getByText('Was fehlt noch? Ein Gedanke pro Notiz.').first()).toBeVisible();
    await expect(phone.getByRole('article').filter({ hasText: 'Halb gedacht' })).toBeVisible();
  });
  expect(problems).toEqual([]);
});

test('from „Neuer Workshop“ to the QR code on the projector in five taps and one field', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const { page } = hedda;
  await page.goto(demo.facilitatorLink);

  await test.step('a template, a title, and the code is on the wall', async () => {
    await page.goto('/workshops');
    let taps = 0;
    const tap = async (what: Locator) => {
      taps += 1;
      await what.click();
    };
    await tap(page.getByRole('link', { name: 'Neuer Workshop' }));
    await expect(page.getByRole('radio', { name: /^Auftakt/ })).toBeChecked();
    expect(await page.locator('form [required]').count()).toBe(1);
    await expectNoViolations(page, 'new');
    await page.getByLabel('Titel').fill('Rückblick im Verein');
    await tap(page.getByRole('radio', { name: /^Rückblick Was lief gut/ }));
    await tap(page.getByRole('button', { name: 'Workshop anlegen' }));
    await page.waitForURL(/\/manage$/);
    const desk = page.url();
    // The first thing on its page is how people get in.
    await expect(page.locator('main').getByRole('region').first()).toHaveAccessibleName(
      'Zugang zum Workshop'
    );
    await tap(page.getByRole('link', { name: 'Beamer-Ansicht' }));
    await expect(page.getByRole('img', { name: /QR-Code zum Mitmachen/ })).toBeVisible();
    expect(taps).toBeLessThanOrEqual(5);
    // Not by the browser's own way back: what is tapped before a page has loaded takes that page's place there.
    await page.goto(desk);
  });

  await test.step('its phases and its day are there', async () => {
    const plan = page.getByRole('region', { name: 'Phasen' });
    await expect(plan.getByRole('listitem')).toHaveCount(5);
    await expect(plan.getByRole('listitem').first()).toContainText(
      'Sammeln · 7 Minuten · Man liest nur die eigenen'
    );
    const day = page.getByRole('region', { name: 'Ablauf' });
    await expect(day.getByRole('heading', { level: 3 }).first()).toHaveText('Ankommen');
  });

  await test.step('a point gets a link and a file', async () => {
    await openBoard(hedda, page.url());
    const day = page.getByRole('region', { name: 'Ablauf' });
    await day.getByRole('button', { name: '„Ankommen“ ändern' }).click();
    const dialog = page.getByRole('dialog', { name: 'Punkt ändern' });
    await dialog.getByLabel(/^Links/).fill('Projektidee | https://example.org/idee');
    const content = Buffer.from('Was wir vorhaben');
    await dialog
      .getByLabel('Datei hinzufügen')
      .setInputFiles({ name: 'Vorhaben.txt', mimeType: 'text/plain', buffer: content });
    await expect(dialog.getByRole('button', { name: 'Vorhaben.txt entfernen' })).toBeVisible();
    await expectNoViolations(page, 'point');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await expect(dialog).toBeHidden();
    await expect(day.getByRole('link', { name: /Projektidee/ })).toHaveAttribute(
      'href',
      'https://example.org/idee'
    );
    const href = await day.getByRole('link', { name: /Vorhaben\.txt/ }).getAttribute('href');
    const file = await page.request.get(href ?? '');
    expect([file.status(), await file.text()]).toEqual([200, 'Was wir vorhaben']);
  });

  await test.step('kept as a template, it is there for the next time', async () => {
    await page.getByRole('link', { name: 'Als Vorlage aufheben …' }).click();
    await expect(page.getByRole('radio', { name: /^Eine Vorlage für später/ })).toBeChecked();
    await page.getByLabel('Name der Vorlage').fill('Unser Rückblick');
    await page.getByRole('button', { name: 'Vorlage aufheben' }).click();
    await page.waitForURL('**/workshops/templates');
    await page.getByText('Umbenennen: Unser Rückblick').click();
    await page.getByLabel('Name der Vorlage').fill('Rückblick, kurz');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect(page.getByRole('heading', { name: 'Rückblick, kurz' })).toBeVisible();
    await expectNoViolations(page, 'templates');
    await page.getByRole('link', { name: /^Verwenden ?: Rückblick, kurz$/ }).click();
    await expect(page.getByRole('radio', { name: /^Rückblick, kurz/ })).toBeChecked();
    await expect(page.getByLabel('Anzahl Kleingruppen')).toHaveCount(0);
    await page.getByLabel('Titel').fill('Rückblick im Herbst');
    await page.getByRole('button', { name: 'Workshop anlegen' }).click();
    await page.waitForURL(/\/manage$/);
    await expect(page.getByRole('link', { name: /Vorhaben\.txt/ })).toBeVisible();
    await page.goto('/workshops/templates');
    // Before the page is alive the button removes without asking, as it does without script.
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: /^Entfernen ?: Rückblick, kurz$/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Entfernen' }).click();
    await expect(page.getByRole('heading', { name: 'Rückblick, kurz' })).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});

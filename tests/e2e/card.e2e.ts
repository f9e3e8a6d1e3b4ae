/** "Meine Karte": made by a guest within a minute, seen by exactly those who were chosen, taken along, asked for again. */
import { enter, joinHere } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('a guest makes a card, chooses who sees what, and looks at it as others do', async ({
  browser,
  demo
}) => {
  test.setTimeout(60_000);
  const problems: string[] = [];
  const greta = await enter(browser, 'Greta Grasmück', { home: demo.url, problems });
  const { page } = greta;
  await page.goto(demo.participantLink);
  await joinHere(page, 'Greta Grasmück', { organisation: 'Dorfkino' });
  await page.goto('/cards/mine');
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Greta Grasmück');

  await test.step('a photo is cut out and sent', async () => {
    const image = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 500 });
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = '#7ba05b';
        context.fillRect(0, 0, 900, 500);
        context.fillStyle = '#1d2540';
        context.fillRect(350, 150, 200, 200);
      }
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    });
    const choose = page.getByLabel('Foto oder Logo wählen');
    await choose.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('MZ no image') });
    await expect(page.getByRole('alert')).toContainText('nicht als Bild öffnen');
    await choose.setInputFiles({
      name: 'foto.png',
      mimeType: 'image/png',
      buffer: Buffer.from(image, 'base64')
    });
    const dialog = page.getByRole('dialog', { name: 'Ausschnitt wählen' });
    await expect(dialog.getByRole('slider', { name: 'Seitlich' })).toBeEnabled();
    await dialog.getByRole('slider', { name: 'Vergrößern' }).press('ArrowRight');
    await dialog.getByRole('button', { name: 'Übernehmen' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Foto entfernen' })).toBeVisible();
  });

  await test.step('everything is private until something else is chosen', async () => {
    await page.getByRole('combobox', { name: /^Region/ }).selectOption('Saalekreis');
    await page.getByRole('textbox', { name: 'Ich biete' }).fill('Filmabende im Stall');
    await page.getByRole('textbox', { name: 'Telefon' }).fill('+49 (0) 345 / 12-34');
    const whole = page.getByRole('group', { name: 'Wer darf die Karte sehen?' });
    await expect(whole.getByRole('radio', { name: /^Nur ich/ })).toBeChecked();
    const as = page.getByRole('group', { name: /^So sehen/ });
    await as.getByText('Besucher:innen').click();
    await expect(page.getByText('sehen diese Karte nicht')).toBeVisible();
    await whole.getByRole('radio', { name: /^Alle/ }).check({ force: true });
    const seen = page.getByRole('article', { name: 'Karte von Greta Grasmück' });
    await expect(seen).toContainText('Filmabende im Stall');
    await expect(seen).not.toContainText('345');
    await page.getByRole('combobox', { name: 'Wer sieht das: Telefon' }).selectOption('public');
    await expect(seen).toContainText('345');
    await page.getByRole('combobox', { name: 'Wer sieht das: Telefon' }).selectOption('participants');
    await page.getByRole('combobox', { name: 'Wer sieht das: Foto oder Logo' }).selectOption('public');
    await expectNoViolations(page, 'my card');
    await page.getByRole('checkbox', { name: /einverstanden/ }).check();
    await page.getByRole('button', { name: 'Karte speichern' }).click();
    await expect(page.getByText('Ihre Karte ist gespeichert')).toBeVisible();
    await expect(page.getByText(/haben Sie zugestimmt/)).toBeVisible();
  });

  const path = await page.getByRole('link', { name: 'Karte ansehen' }).getAttribute('href');
  const visitor = await enter(browser, 'Visitor', { home: demo.url, problems });

  await test.step('a visitor sees what is for all, the photo too, and not the phone', async () => {
    await visitor.page.goto(path ?? '');
    const card = visitor.page.getByRole('article', { name: 'Karte von Greta Grasmück' });
    await expect(card).toContainText('Filmabende im Stall');
    expect(await visitor.page.content()).not.toContain('345');
    const drawn = () =>
      card.locator('img').evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
    // What was cut out, and not the small copy for lists.
    await expect.poll(drawn).toBeGreaterThan(256);
  });

  await test.step('the code leads to the card, until it is given up', async () => {
    await page.getByRole('button', { name: 'Adresse kopieren' }).click();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    expect(code).toMatch(/\/c\/[0-9a-f-]{36}$/);
    await visitor.page.goto(code);
    await expect(visitor.page).toHaveURL(new RegExp(`${path}$`));
    await page.getByRole('button', { name: 'Code aufgeben' }).click();
    await expect(page.getByText('Zu Ihrer Karte führt gerade kein QR-Code.')).toBeVisible();
    await visitor.page.goto(code);
    await expect(visitor.page.getByRole('heading', { name: 'Diese Karte gibt es hier nicht' })).toBeVisible();
  });

  await test.step('the personal link opens the card on another device', async () => {
    await page.getByRole('button', { name: 'Persönlichen Link machen' }).click();
    const link = (await page.getByText(/\/link\/[\w-]+/).textContent()) ?? '';
    const phone = await enter(browser, 'Phone', { phone: true, home: demo.url, problems });
    await phone.page.goto(link.trim());
    await expect(phone.page).toHaveURL(/\/cards\/mine$/);
    await expect(phone.page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Greta Grasmück');
    await expectNoViolations(phone.page, 'my card on a phone');
    await phone.context.close();
  });

  await test.step('made private, it goes where it is open', async () => {
    await visitor.page.goto(path ?? '');
    await expect(visitor.page.getByRole('article', { name: 'Karte von Greta Grasmück' })).toBeVisible();
    await page
      .getByRole('group', { name: 'Wer darf die Karte sehen?' })
      .getByRole('radio', { name: /^Nur ich/ })
      .check({ force: true });
    await page.getByRole('button', { name: 'Karte speichern' }).click();
    await expect(visitor.page.getByRole('heading', { name: 'Diese Karte gibt es hier nicht' })).toBeVisible();
  });

  expect(problems).toEqual([]);
  await greta.context.close();
  await visitor.context.close();
});

/** Images, files and links on notes: picked, dropped, pasted, from a phone; what is wrong is said, what is cut off goes on. */
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { enter, joinByCode, makeWorkshop, note, openBoard } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { docx, HTML, pngOfSize, SVG } from '../support/files.ts';

const picture = (background: string, width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
/** As heavy as a photo. */
const photo = () =>
  sharp({
    create: {
      width: 2400,
      height: 1800,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 30 }
    }
  })
    .jpeg({ quality: 85 })
    .toBuffer();
const file = (name: string, buffer: Buffer, mimeType = 'application/octet-stream') => ({
  name,
  mimeType,
  buffer
});

async function pick(page: Page, form: Locator, files: ReturnType<typeof file>[]) {
  const chooser = page.waitForEvent('filechooser');
  await form.getByRole('button', { name: 'Bild oder Datei' }).click();
  await (await chooser).setFiles(files);
}
/** It is there, not only its place. */
const loaded = (image: Locator) =>
  expect
    .poll(() => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0))
    .toBe(true);

test('images, files and links hang on notes', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Mit Bildern', groups: 0 });
  await openBoard(hedda, url);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const composer = otto.page.getByRole('complementary', { name: 'Neue Notiz' });
  const attached = composer.getByRole('list', { name: 'Dateien und Links' }).getByRole('listitem');

  await test.step('several at once, described, and pinned with a text', async () => {
    await pick(otto.page, composer, [file('hof.jpg', await picture('#2d6a4f')), file('plan.docx', docx())]);
    await expect(attached).toHaveCount(2);
    await composer.getByLabel('Was ist auf dem Bild zu sehen?').fill('Der Hof von oben');
    await expect(composer.getByText('nur mit deren Einverständnis')).toBeVisible();
    await expectNoViolations(otto.page, 'attachments in the composer');
    await composer.getByRole('textbox', { name: 'Text der Notiz' }).fill('So sieht es heute aus');
    await composer.getByRole('button', { name: 'Anpinnen' }).click();
    const there = note(hedda.page, 'So sieht es heute aus');
    await loaded(there.locator('img'));
    await expect(there.getByRole('link', { name: /plan\.docx/ })).toBeVisible();
    await expect(attached).toHaveCount(0);
  });

  await test.step('an image opens large, and Escape leads back', async () => {
    const small = note(hedda.page, 'So sieht es heute aus').getByRole('button', {
      name: /^Der Hof von oben/
    });
    await small.click();
    const dialog = hedda.page.getByRole('dialog', { name: 'Bild' });
    await loaded(dialog.getByRole('img', { name: 'Der Hof von oben' }));
    await expectNoViolations(hedda.page, 'an image');
    await hedda.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(small).toBeFocused();
  });

  await test.step('what cannot be taken is said in a sentence, and goes away', async () => {
    const bad: [string, Buffer, RegExp][] = [
      ['bild.png', SVG, /SVG-Bilder und Webseiten/],
      ['brief.txt', HTML, /SVG-Bilder und Webseiten/],
      ['riese.png', pngOfSize(30_000, 30_000), /50 Millionen Bildpunkte/],
      ['film.mp4', Buffer.alloc(10_000_001), /höchstens 10 MB/]
    ];
    for (const [name, content, sentence] of bad) {
      await pick(otto.page, composer, [file(name, content)]);
      await expect(composer.getByRole('alert')).toHaveText(sentence);
      await composer.getByRole('button', { name: `${name} nicht anhängen` }).click();
      await expect(composer.getByRole('alert')).toHaveCount(0);
    }
  });

  await test.step('dropped, pasted and linked; put in order with the keyboard; there after a reload', async () => {
    const dropped = await otto.page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['Name;Ort\nLotte;Halle\n'], 'liste.csv', { type: 'text/csv' }));
      return data;
    });
    await otto.page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
    await expect(attached).toHaveCount(1);
    await composer.getByRole('textbox', { name: 'Text der Notiz' }).evaluate(
      async (field, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
        field.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        );
        return Promise.resolve();
      },
      [...(await picture('#bc4749', 40, 40))]
    );
    await expect(attached).toHaveCount(2);

    await composer.getByRole('button', { name: 'Link anhängen' }).click();
    await otto.page.keyboard.type('javascript:alert(1)');
    await otto.page.keyboard.press('Enter');
    await expect(composer.getByText('Das ist keine Adresse')).toBeVisible();
    await composer.getByLabel('Adresse').fill('example.org/fahrplan');
    await composer
      .getByRole('textbox', { name: /^Titel/ })
      .last()
      .fill('Fahrplan');
    await otto.page.keyboard.press('Enter');
    await expect(attached).toHaveText([/liste\.csv/, /Was ist/, /Fahrplan/]);

    const up = composer.getByRole('button', { name: 'Fahrplan: weiter nach vorn' });
    await up.focus();
    await otto.page.keyboard.press('Enter');
    await expect(attached).toHaveText([/liste\.csv/, /Fahrplan/, /Was ist/]);
    await expect(up).toBeFocused();
    await composer.getByLabel('Das Bild schmückt nur').check();
    await otto.page.reload();
    await expect(attached).toHaveText([/liste\.csv/, /Fahrplan/, /Was ist/]);
    await composer.getByRole('button', { name: 'Anpinnen' }).click();
    // She reads on until she asks for the new ones.
    await hedda.page.getByRole('button', { name: '1 neue Notiz' }).click();
    const link = hedda.page.getByRole('article').getByRole('link', { name: /^Fahrplan/ });
    await expect(link).toHaveAttribute('href', 'https://example.org/fahrplan');
  });

  await test.step('a photo from the phone, over a line that breaks', async () => {
    const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
    await joinByCode(ida, code);
    let sent = 0;
    await ida.page.route('**/files?name=*', async (route) => {
      sent += 1;
      if (sent === 1) return route.abort('internetdisconnected');
      // Made smaller before it went: the photo has four times that.
      expect(route.request().postDataBuffer()?.length ?? Infinity).toBeLessThan(heavy.length);
      return route.continue();
    });
    const heavy = await photo();
    await ida.page.getByRole('button', { name: 'Notiz schreiben', exact: true }).tap();
    const sheet = ida.page.getByRole('dialog');
    const chooser = ida.page.waitForEvent('filechooser');
    await sheet.getByRole('button', { name: 'Foto', exact: true }).tap();
    await (await chooser).setFiles([file('IMG_0001.jpg', heavy, 'image/jpeg')]);
    await expect(sheet.getByRole('alert')).toHaveText(/Keine Verbindung/);
    await expect(sheet.getByLabel('Was ist auf dem Bild zu sehen?')).toBeVisible();
    await expectNoViolations(ida.page, 'attachments on the phone');
    await sheet.getByRole('button', { name: 'Anpinnen' }).tap();
    await loaded(note(otto.page, 'Ida Immergrün').locator('img'));
    expect(sent).toBe(2);
  });

  await test.step('an image is taken off a note that is there', async () => {
    const mine = note(otto.page, 'So sieht es heute aus');
    await mine.focus();
    await otto.page.keyboard.press('e');
    const editor = otto.page.getByRole('form', { name: /Notiz/ });
    await editor.getByRole('button', { name: 'Der Hof von oben entfernen' }).click();
    await editor.getByRole('button', { name: 'Speichern' }).click();
    await expect(note(hedda.page, 'So sieht es heute aus').locator('img')).toHaveCount(0);
    await expect(note(hedda.page, 'So sieht es heute aus').getByRole('link')).toHaveCount(1);
  });
  expect(problems).toEqual([]);
});

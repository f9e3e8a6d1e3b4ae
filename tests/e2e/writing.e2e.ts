/** How a note is written: title, light Markdown, pasting from Word and Excel; what others see of it. */
import type { Locator, Page } from '@playwright/test';
import { enter, joinByCode, makeWorkshop, note, openBoard, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head><body>
<!--StartFragment--><p class=MsoNormal><b>Wir brauchen</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Strom<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>Licht<o:p></o:p></p>
<img src=x onerror="document.title='ran'"><script>document.title='ran'</script><!--EndFragment--></body></html>`;
const EXCEL = `<html><body><table border=0><col width=80><tr height=20><td class=xl65>Hof 3</td><td align=right>Montag</td></tr>
<tr><td>Hof 4</td><td>Freitag</td></tr></table></body></html>`;

/** Pastes as the browser would; the clipboard of a test would clean the HTML first. */
async function paste(field: Locator, html: string, text: string): Promise<void> {
  await field.evaluate(
    (element, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', given.html);
      clipboardData.setData('text/plain', given.text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { html, text }
  );
}
const composer = (page: Page) => page.getByRole('complementary', { name: 'Neue Notiz' });
const body = (page: Page) => composer(page).getByRole('textbox', { name: 'Text der Notiz' });

test('a note has a title and light Markdown, and is clean whatever is pasted', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Schreibwerkstatt', groups: 0 });
  await openBoard(hedda, url);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems, phone: true });
  await joinByCode(otto, code);
  const { page } = hedda;
  const keyboard = page.keyboard;

  await test.step('by keyboard: bold, a list that goes on, a link; a title on request', async () => {
    await body(page).focus();
    const bar = composer(page).getByRole('toolbar', { name: 'Text gestalten' });
    await expect(bar).toBeVisible();
    await keyboard.type('Ein Raum mit Strom');
    await keyboard.press('ControlOrMeta+B');
    await expect(body(page)).toHaveValue('Ein Raum mit **Strom**');
    await keyboard.press('ControlOrMeta+B');
    await expect(body(page)).toHaveValue('Ein Raum mit Strom');
    await keyboard.press('ControlOrMeta+I');
    await keyboard.press('End');
    await keyboard.press('Enter');
    await keyboard.type('- samstags');
    await keyboard.press('Enter');
    await keyboard.type('mittwochs');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await keyboard.press('ControlOrMeta+K');
    await keyboard.type('Leitfaden');
    await expect(body(page)).toHaveValue(
      'Ein Raum mit *Strom*\n- samstags\n- mittwochs\n[Leitfaden](https://)'
    );
    await keyboard.press('End');
    await keyboard.press('ArrowLeft');
    await keyboard.type('example.org');
    await keyboard.press('Shift+Tab');
    await expect(bar.getByRole('button', { name: 'Fett' })).toBeFocused();
    await keyboard.press('ArrowLeft');
    await expect(bar.getByRole('button', { name: 'Link' })).toBeFocused();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.type('Leere Höfe');
    await expectNoViolations(page, 'composer');
    await keyboard.press('Enter');
    await expect(body(page)).toBeFocused();
    await keyboard.press('ControlOrMeta+Enter');
    await expect(note(page, 'Leere Höfe')).toBeVisible();
    await expect(body(page)).toHaveValue('');
  });

  await test.step('everybody sees what was meant', async () => {
    const there = note(otto.page, 'Leere Höfe');
    await expect(there.getByRole('emphasis')).toHaveText('Strom');
    await expect(there.getByRole('listitem')).toHaveText(['samstags', 'mittwochs']);
    const link = there.getByRole('link', { name: 'Leitfaden' });
    await expect(link).toHaveAttribute('href', 'https://example.org');
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    await expectNoViolations(otto.page, 'wall with a shaped note');
  });

  await test.step('a facilitator pins a note to the top with a key, and it is first for everybody', async () => {
    const first = (page: Page) => page.getByRole('list', { name: 'Notizen' }).getByRole('article').first();
    await pin(otto.page, 'Später geschrieben');
    await expect(first(page)).toContainText('Später geschrieben');
    await note(page, 'Leere Höfe').focus();
    await keyboard.press('p');
    await expect(first(otto.page)).toContainText('Oben angeheftet');
    await expect(first(otto.page)).toContainText('Leere Höfe');
    await expect(note(page, 'Leere Höfe')).toBeFocused();
    await keyboard.press('p');
    await expect(first(otto.page)).toContainText('Später geschrieben');
  });

  await test.step('a note opens large by key, by tap and by its address; its neighbours are an arrow away', async () => {
    const detail = page.getByRole('dialog');
    await note(page, 'Leere Höfe').focus();
    await keyboard.press('.');
    await page.getByRole('menuitem', { name: 'Link zur Notiz kopieren' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('?note=');
    await note(page, 'Leere Höfe').focus();
    await keyboard.press('Enter');
    await expect(detail.getByRole('listitem')).toHaveText(['samstags', 'mittwochs']);
    await expect(page).toHaveURL(link);
    await expectNoViolations(page, 'open note');
    await keyboard.press('ArrowLeft');
    await expect(detail.getByRole('article')).toContainText('Später geschrieben');
    await keyboard.press('ArrowRight');
    await expect(page).toHaveURL(link);
    await page.goBack();
    await expect(detail).toBeHidden();
    await expect(page).toHaveURL(url);

    await otto.page.goto(link);
    const onPhone = otto.page.getByRole('dialog');
    await expect(onPhone.getByRole('article')).toContainText('Leere Höfe');
    await onPhone.getByRole('textbox', { name: 'Kommentar schreiben' }).fill('x'.repeat(603));
    await expect(onPhone.getByText('3 Zeichen zu viel')).toBeVisible();
    await onPhone.getByRole('textbox', { name: 'Kommentar schreiben' }).fill('Die **Schule** steht leer');
    await otto.page.keyboard.press('Enter');
    await expect(onPhone.getByRole('strong')).toHaveText('Schule');
    await onPhone.getByRole('button', { name: 'Schließen' }).click();
    await expect(onPhone).toBeHidden();
    await expect(otto.page).toHaveURL(url);

    await note(page, 'Leere Höfe').getByText('Ein Raum mit').click();
    await expect(detail.getByText('Die Schule steht leer')).toBeVisible();
    await detail.getByRole('button', { name: 'Bearbeiten' }).click();
    await expect(detail).toBeHidden();
    const editor = page.getByRole('form', { name: 'Eigene Notiz bearbeiten' });
    await expect(editor.getByRole('textbox', { name: 'Text der Notiz' })).toBeFocused();
    await note(otto.page, 'Leere Höfe').getByRole('button', { name: '1 Kommentar' }).click();
    await expect(note(otto.page, 'Leere Höfe').getByRole('textbox')).toBeFocused();
    await otto.page.keyboard.type('Und');
    await expect(editor.getByText('Otto Obstwiese schreibt gerade auch hier.')).toBeVisible();
    // what others pin waits while somebody is at a note
    await otto.page.locator(':focus').blur();
    await keyboard.press('ControlOrMeta+End');
    await keyboard.type(' und mehr');
    await keyboard.press('ControlOrMeta+Enter');
    await expect(note(otto.page, 'Leere Höfe')).toContainText('bearbeitet');
    await expect(note(page, 'Leere Höfe')).toBeFocused();
  });

  await test.step('a paste from Word or Excel is clean text', async () => {
    await paste(body(page), WORD, 'Wir brauchen\r\n·\tStrom\r\n·\tLicht');
    await expect(body(page)).toHaveValue('**Wir brauchen**\n\n- Strom\n- Licht');
    await composer(page).getByRole('button', { name: 'Zusammenlassen' }).click();
    await body(page).fill('');
    await paste(body(page), EXCEL, 'Hof 3\tMontag\r\nHof 4\tFreitag');
    await expect(body(page)).toHaveValue('Hof 3 | Montag\nHof 4 | Freitag');
    await composer(page).getByRole('button', { name: 'Als 2 Notizen anpinnen' }).click();
    await expect(note(otto.page, 'Hof 4 | Freitag')).toBeVisible();
    await expect(page).not.toHaveTitle('ran');
  });

  await test.step('sunflowers without end, a script as a link, and a note from right to left', async () => {
    await body(page).fill('🌻'.repeat(5000));
    await expect(composer(page).getByText('9400 Zeichen zu viel')).toBeVisible();
    await keyboard.press('ControlOrMeta+Enter');
    await expect(body(page)).toHaveValue('🌻'.repeat(5000));
    await body(page).fill('');
    await pin(page, '[Klick](javascript:alert(1))');
    await expect(note(otto.page, 'Klick')).toContainText('[Klick](javascript:alert(1))');
    await expect(note(otto.page, 'Klick').getByRole('link')).toHaveCount(0);
    await pin(otto.page, 'مرحبا بالعالم');
    const text = note(page, 'مرحبا بالعالم').getByText('مرحبا بالعالم');
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  });

  expect(problems).toEqual([]);
  await otto.context.close();
  await hedda.context.close();
});

/** How people get to a board: link, password, access, as facilitator and participants meet it. */
import { choose, enter, joinHere, note, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('a board is made, shared and shut', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems, phone: true });
  await hedda.page.goto(demo.facilitatorLink);
  const menu = hedda.page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true });
  const share = hedda.page.getByRole('dialog', { name: 'Teilen' });
  let code = '';

  await test.step('a board alone, without phases', async () => {
    await hedda.page.goto('/workshops');
    await hedda.page.getByRole('link', { name: 'Neue Pinnwand' }).click();
    await hedda.page.getByLabel('Titel').fill('Ideen für den Garten');
    await hedda.page.getByRole('button', { name: 'Pinnwand anlegen' }).click();
    await hedda.page.getByRole('link', { name: 'Zur Pinnwand' }).click();
    await pin(hedda.page, 'Kräuterspirale am Eingang');
  });

  await test.step('link, code and a password', async () => {
    await choose(hedda.page, menu, 'Teilen');
    await expect(share.getByRole('img', { name: /^QR-Code zum Mitmachen/ })).toBeVisible();
    const link = (await share.getByText(/\/j\/\d{6}$/).textContent()) ?? '';
    code = link.slice(-6);
    await share.getByLabel('Passwort').fill('kurz');
    await share.getByLabel('Passwort').press('Enter');
    await expect(share.getByText('Das Passwort braucht mindestens 6 Zeichen.')).toBeVisible();
    await share.getByLabel('Passwort').fill('Kirschgarten');
    await share.getByLabel('Passwort').press('Enter');
    await expect(share.getByText('Das Passwort gilt ab jetzt')).toBeVisible();
    await expectNoViolations(hedda.page, 'share');
  });

  await test.step('on the phone the door asks for it', async () => {
    await otto.page.goto(`/j/${code}`);
    await otto.page.getByLabel('Passwort der Pinnwand').fill('Apfelgarten');
    await otto.page.getByLabel('Ihr Name').fill(otto.name);
    await otto.page.getByRole('button', { name: 'Mitmachen' }).click();
    await expect(otto.page.getByText('Das Passwort stimmt nicht.')).toBeVisible();
    await expectNoViolations(otto.page, 'door');
    await otto.page.getByLabel('Passwort der Pinnwand').fill('Kirschgarten');
    await joinHere(otto.page, otto.name);
    await pin(otto.page, 'Eine Bank für alle');
  });

  const ida = await enter(browser, 'Ida', { home: demo.url, problems });
  await test.step('a public page: live, without names, gone when its link is taken back', async () => {
    await share.getByRole('button', { name: 'Öffentlichen Link anlegen' }).click();
    const link = share.getByRole('link', { name: /\/p\// });
    const address = (await link.textContent()) ?? '';
    await ida.page.goto(address);
    await expect(note(ida.page, 'Kräuterspirale')).toBeVisible();
    await expect(ida.page.getByText(otto.name)).toHaveCount(0);
    await pin(otto.page, 'Regentonne');
    await expect(note(ida.page, 'Regentonne')).toBeVisible();
    expect(await ida.context.cookies()).toEqual([]);
    await expectNoViolations(ida.page, 'public page');
    await share.getByText('In eine Webseite einbetten').click();
    await share.getByLabel('Auf diesen Webseiten').fill('https://www.example.org/garten');
    await share.getByRole('button', { name: 'Webseiten speichern' }).click();
    await expect(share.getByLabel('Code zum Einbetten')).toHaveValue(
      /^<iframe src="[^"]+\?embed" title="Ideen für den Garten"/
    );
    await expectNoViolations(hedda.page, 'public link');
    await share.getByRole('button', { name: 'Abschalten' }).click();
    await hedda.page.getByRole('alertdialog').getByRole('button', { name: 'Abschalten' }).click();
    await expect(ida.page.getByRole('heading', { name: 'Hier gibt es nichts mehr zu lesen' })).toBeVisible();
    await expect(share.getByRole('button', { name: 'Öffentlichen Link anlegen' })).toBeVisible();
  });

  await test.step('the projector follows what is new, and shows one note after another', async () => {
    const wall = await hedda.context.newPage();
    await wall.goto(`${hedda.page.url()}/beamer`);
    await expect(wall.getByText(`${code.slice(0, 3)}\u202f${code.slice(3)}`)).toBeVisible();
    await pin(otto.page, 'Kompost für alle');
    // no names on the projector unless they are wished
    await expect(note(wall, 'Kompost für alle')).not.toContainText(otto.name);
    await wall.getByRole('button', { name: 'Namen zeigen' }).click();
    await expect(note(wall, 'Kompost für alle')).toContainText(otto.name);
    await expect(wall.locator('li').filter({ has: note(wall, 'Kompost für alle') })).toHaveClass(/fresh/);
    await expectNoViolations(wall, 'projector');
    await wall.getByRole('button', { name: 'Diaschau' }).click();
    await expect(wall.getByText('1 von 4')).toBeVisible();
    await expect(note(wall, 'Kompost für alle')).toBeVisible();
    await wall.keyboard.press('PageDown');
    await wall.keyboard.press('Space');
    await expect(wall.getByText('3 von 4')).toBeVisible();
    await expect(note(wall, 'Eine Bank für alle')).not.toContainText(otto.name);
    await wall.keyboard.press('ArrowLeft');
    await expect(wall.getByText('2 von 4')).toBeVisible();
    await expectNoViolations(wall, 'slideshow');
    await wall.keyboard.press('Escape');
    await expect(note(wall, 'Kräuterspirale')).toBeVisible();
    await wall.close();
  });

  await test.step('reading only, then nothing at all, at once', async () => {
    await share.getByRole('radio', { name: /^Nur lesen/ }).check({ force: true });
    await expect(otto.page.getByRole('button', { name: 'Notiz schreiben' })).toBeHidden();
    await expect(note(otto.page, 'Kräuterspirale')).toBeVisible();
    await share.getByRole('radio', { name: /^Nicht hinein/ }).check({ force: true });
    await expect(otto.page.getByRole('heading', { name: 'ist für Sie gerade nicht offen' })).toBeVisible();
    await expect(note(otto.page, 'Kräuterspirale')).toHaveCount(0);
    await expectNoViolations(otto.page, 'shut');
    await share.getByRole('radio', { name: /^Mitmachen/ }).check({ force: true });
    await otto.page.getByRole('button', { name: 'Noch einmal öffnen' }).click();
    await expect(note(otto.page, 'Eine Bank für alle')).toBeVisible();
  });

  await test.step('copied with its notes, without who wrote them', async () => {
    await hedda.page.goto('/workshops');
    await hedda.page.getByRole('link', { name: /^Kopieren.*Ideen für den Garten$/ }).click();
    await expect(hedda.page.getByLabel('Titel der Kopie')).toHaveValue('Kopie von Ideen für den Garten');
    await hedda.page.getByRole('checkbox', { name: /^Mit den 4 Notizen/ }).check();
    await expectNoViolations(hedda.page, 'copy');
    await hedda.page.getByRole('button', { name: 'Kopie anlegen' }).click();
    await hedda.page.getByRole('link', { name: 'Zur Pinnwand' }).click();
    await expect(note(hedda.page, 'Eine Bank für alle')).toBeVisible();
    await expect(hedda.page.getByText(otto.name)).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});

/** Getting in touch by business cards: kept for oneself, asked through the server, answered with an address. */
import type { Page } from '@playwright/test';
import { enter, joinHere, type Actor } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

/** Makes the person's card, for everybody to see but without any address on it. */
async function makeCard({ page }: Actor): Promise<string> {
  await page.goto('/cards/mine');
  const made = page.getByRole('link', { name: 'Karte ansehen' });
  // What is chosen while the page wakes up is chosen again.
  await expect(async () => {
    await page.getByRole('combobox', { name: /^Region/ }).selectOption({ index: 1 });
    await page.getByRole('radio', { name: /^Alle/ }).check({ force: true });
    await page.getByRole('checkbox', { name: /einverstanden/ }).check();
    await page.getByRole('button', { name: 'Karte speichern' }).click();
    await expect(made).toBeVisible({ timeout: 3000 });
  }).toPass();
  return (await made.getAttribute('href')) ?? '';
}

test('a card is kept with a note of one’s own, and its person is asked and answers', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const karla = await enter(browser, 'Karla Kontakt', { home: demo.url, problems });
  const momo = await enter(browser, 'Momo Merkmal', { home: demo.url, problems, phone: true });
  for (const { page, name } of [karla, momo]) {
    await page.goto(demo.participantLink);
    await joinHere(page, name);
  }
  const card = await makeCard(momo);

  await test.step('kept, with a note that only she reads', async () => {
    const { page } = karla;
    await page.goto(card);
    await page.getByRole('button', { name: 'Merken', exact: true }).click();
    await page.getByLabel('Eigene Notiz').fill('Kennt den Bahnhof, im Mai anrufen');
    await page.getByRole('button', { name: 'Notiz speichern' }).click();
    await expect(page.getByText('Notiz gespeichert')).toBeVisible();
    await expectNoViolations(page, 'a card that is kept');
    await momo.page.goto(card);
    expect(await momo.page.content()).not.toContain('im Mai anrufen');
    await expect(momo.page.getByRole('button', { name: 'Merken', exact: true })).toHaveCount(0);
  });

  await test.step('she asks, Momo sees it on the phone and answers with an address', async () => {
    const { page } = karla;
    await page.getByText('Kontakt anfragen').click();
    await page.getByLabel('Ihre Nachricht').fill('Wollen wir über den Bahnhof sprechen?');
    await page.getByRole('button', { name: 'Anfrage senden' }).click();
    await expect(page.getByText('Ihre Anfrage ist angekommen.')).toBeVisible();
    await momo.page.goto('/cards/contacts');
    await momo.page.getByRole('link', { name: /^Anfragen/ }).click();
    await expect(momo.page.getByText('Wollen wir über den Bahnhof sprechen?')).toBeVisible();
    await expectNoViolations(momo.page, 'a request');
    await momo.page.getByLabel('Ihre Antwort').fill('Gern, am Montag.');
    await momo.page.getByLabel('Ihre E-Mail-Adresse mitgeben').fill('momo@example.org');
    await momo.page.getByRole('button', { name: 'Annehmen und antworten' }).click();
    await expect(momo.page.getByText('angenommen', { exact: true })).toBeVisible();
  });

  await test.step('her list has the address and her note, goes out as a file, and forgetting is taken back', async () => {
    const { page } = karla;
    await page.goto('/cards/contacts');
    const row = page.getByRole('article', { name: 'Momo Merkmal' });
    await expect(row.getByRole('link', { name: 'momo@example.org' })).toBeVisible();
    await expect(row.getByText('im Mai anrufen').first()).toBeVisible();
    await expectNoViolations(page, 'my contacts');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Als vCard', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('Meine Kontakte.vcf');
    await row.getByRole('button', { name: 'Momo Merkmal nicht mehr merken' }).click();
    await expect(page.getByText('Noch niemand gemerkt')).toBeVisible();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect(row.getByText('im Mai anrufen').first()).toBeVisible();
  });

  await test.step('a facilitator prints badges; the code on one is scanned with the camera, and typed', async () => {
    const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
    await hedda.page.goto(demo.facilitatorLink);
    await hedda.page.getByRole('link', { name: 'Namensschilder' }).click();
    const badge = hedda.page.getByRole('article', { name: 'Namensschild von Momo Merkmal' });
    await expect(badge).toBeVisible();
    await expectNoViolations(hedda.page, 'badges');
    const photo = await badge.getByRole('img').screenshot();
    const code = (await badge.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4}$/).textContent()) ?? '';
    await hedda.context.close();

    const { page } = karla;
    await page.getByRole('button', { name: 'Momo Merkmal nicht mehr merken' }).click();
    await seeThroughCamera(page, photo.toString('base64'));
    await page.goto('/cards/scan');
    await expectNoViolations(page, 'scanning');
    await page.getByRole('button', { name: 'Kamera einschalten' }).click();
    await expect(page.getByRole('heading', { name: 'Momo Merkmal ist gemerkt' })).toBeVisible();
    await page.getByLabel('Code vom Namensschild').fill('AAAA AAAA');
    await page.getByRole('button', { name: 'Merken' }).click();
    await expect(page.getByText('Diesen Code gibt es nicht.')).toBeVisible();
    await page.getByLabel('Code vom Namensschild').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Merken' }).click();
    await expect(page.getByRole('heading', { name: 'Momo Merkmal ist gemerkt' })).toBeVisible();
  });

  expect(problems).toEqual([]);
  for (const { context } of [karla, momo]) await context.close();
});

test('a table of people is taken over, one of them agrees, and their card is reported and hidden', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  const desk = hedda.page;
  const nils = await enter(browser, 'Nils Nachbar', { home: demo.url, problems, phone: true });

  await test.step('columns are found, a row without a name is left out, nobody appears', async () => {
    await desk.goto(demo.facilitatorLink);
    await desk.goto('/cards/desk/import');
    const table =
      'Name;Verein;Ich biete;Anmerkung\nNils Nachbar;Nachbarn e. V.;Leitern und Sägen;x\n;Ohne Namen;y;z\n';
    await desk
      .getByLabel('CSV-Datei wählen')
      .setInputFiles({ name: 'nachbarn.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await expect(desk.getByLabel('Verein wird zu')).toHaveValue('organisation');
    await expect(desk.getByLabel('Anmerkung wird zu')).toHaveValue('');
    await expect(desk.getByRole('article').filter({ hasText: 'Leitern und Sägen' })).toBeVisible();
    await expectNoViolations(desk, 'matching columns');
    await desk.getByLabel(/Ich darf diese Daten/).check();
    await desk.getByRole('button', { name: '2 Zeilen übernehmen' }).click();
    await expect(desk.getByRole('row').filter({ hasText: 'ohne Namen' })).toBeVisible();
    await expectNoViolations(desk, 'the result');
    await nils.page.goto('/cards');
    await expect(nils.page.getByRole('heading', { name: 'Visitenkarten' })).toBeVisible();
    await expect(nils.page.getByText('Nils Nachbar')).toHaveCount(0);
  });

  await test.step('whoever it is about sees it by the link, and makes it a card', async () => {
    await desk.getByRole('link', { name: 'Zur Liste' }).click();
    await expectNoViolations(desk, 'invitations');
    await desk.getByRole('button', { name: /^Neuer Link.*Nils Nachbar/ }).click();
    const url = (await desk.getByText(/\/cards\/invitation\//).textContent()) ?? '';
    const { page } = nils;
    await page.goto(url);
    await expectNoViolations(page, 'an invitation');
    await page.getByRole('button', { name: 'Ansehen und bestätigen' }).click();
    await page.waitForURL(/\/cards\/mine/);
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Nils Nachbar');
    await expect(page.getByRole('textbox', { name: 'Ich biete' })).toHaveValue('Leitern und Sägen');
    await makeCard(nils);
  });

  await test.step('a visitor reports it, the moderation hides it, its owner reads why', async () => {
    const card = (await nils.page.getByRole('link', { name: 'Karte ansehen' }).getAttribute('href')) ?? '';
    const visitor = await enter(browser, 'Besuch', { home: demo.url, problems });
    await visitor.page.goto(card);
    await visitor.page.getByText('Karte melden').click();
    await visitor.page.getByLabel('Werbung').check();
    await expectNoViolations(visitor.page, 'reporting');
    await visitor.page.getByRole('button', { name: 'Melden', exact: true }).click();
    await expect(visitor.page.getByText('Die Moderation sieht sich die Karte an.')).toBeVisible();

    await desk.goto('/cards/desk');
    const reported = desk.getByRole('article').filter({ hasText: 'Nils Nachbar' });
    await reported.getByText(/^Ausblenden/).click();
    await reported.getByLabel('Grund').fill('Bitte keine Werbung');
    await reported.getByRole('button', { name: 'Karte ausblenden' }).click();
    await expect(desk.getByRole('heading', { name: 'Ausgeblendete Karten' })).toBeVisible();
    await expectNoViolations(desk, 'the desk');
    // Gone where it is open, at once.
    await expect(visitor.page.getByText('Diese Karte gibt es hier nicht')).toBeVisible();
    await nils.page.goto(card);
    await expect(nils.page.getByText('Grund: Bitte keine Werbung')).toBeVisible();
    await visitor.context.close();
  });

  expect(problems).toEqual([]);
  for (const { context } of [hedda, nils]) await context.close();
});

/** The camera of this page sees the picture, with some room around it. */
async function seeThroughCamera(page: Page, png: string): Promise<void> {
  await page.addInitScript((source) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${source}`;
      await picture.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640, 480];
      const pen = canvas.getContext('2d');
      const draw = () => {
        pen?.fillRect(0, 0, 640, 480);
        pen?.drawImage(picture, 170, 90, 300, 300);
      };
      draw();
      setInterval(draw, 100);
      return canvas.captureStream(10);
    };
  }, png);
}

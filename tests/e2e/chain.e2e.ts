/**
 * The whole of it, carried by three people in three browsers: a facilitator at a desk, Otto at a desk, Lotte with a phone.
 * Note → topic → dots → working group → sign-up → the coordinator's list → business card.
 */
import jsQR from 'jsqr';
import {
  choose,
  drag,
  enter,
  joinByCode,
  joinHere,
  makeWorkshop,
  note,
  openBoard,
  pin,
  type Actor
} from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

test('a workshop from making it to working groups and cards', async ({ browser, demo }, info) => {
  test.setTimeout(240_000);
  const problems: string[] = [];
  const home = demo.url;
  const hedda = await enter(browser, 'Hedda Holunder', { home, problems });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home, problems, phone: true });
  const otto = await enter(browser, 'Otto Obstwiese', { home, problems });
  const title = `Dorfwerkstatt ${info.workerIndex}-${info.retry}`;
  let workshop = '';
  let code = '';

  await test.step('the facilitator makes a workshop and shows the code', async () => {
    const { page } = hedda;
    await page.goto(demo.facilitatorLink);
    await page.waitForURL(/\/manage$/);
    expect(page.url()).not.toContain('/link/');
    const made = await makeWorkshop(hedda, { title, question: 'Was fehlt in unserem Dorf?', groups: 2 });
    ({ url: workshop, code } = made);
    await page.getByRole('link', { name: 'Beamer-Ansicht' }).click();
    await page.waitForURL(/\/beamer$/);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    expect(await scanned(hedda)).toBe(`${home}/j/${code}`);
    await openBoard({ page }, workshop);
  });

  await test.step('two people join: one by code, one by link', async () => {
    await joinByCode(lotte, code, {
      organisation: 'Dorfladen Musterdorf eG',
      group: 'Kleingruppe 1, 0 dabei'
    });
    await otto.page.goto(`/j/${code}`);
    await joinHere(otto.page, otto.name, { group: 'Kleingruppe 1, 1 dabei' });
    await expect(lotte.page.getByRole('heading', { level: 1 })).toHaveText('Kleingruppe 1');
  });

  await test.step('a note appears at the others without reload; changed, removed and restored by its author', async () => {
    await pin(lotte.page, 'Bus nach 19 Uhr <b>auch</b> am Sonntag', 'Bedarf');
    await expect(note(otto.page, 'Bus nach 19 Uhr <b>auch</b> am Sonntag')).toContainText('Lotte Löwenzahn');
    await expect(note(hedda.page, 'Bus nach 19 Uhr')).toBeVisible();
    await pin(otto.page, 'Leerstehende Höfe öffnen');
    await pin(otto.page, 'Ein Reparaturtreff im alten Laden');
    const own = note(otto.page, 'Leerstehende Höfe öffnen');
    await choose(otto.page, own.getByRole('button', { name: 'Mehr zu dieser Notiz' }), 'Bearbeiten');
    await otto.page
      .getByRole('form', { name: 'Eigene Notiz bearbeiten' })
      .getByLabel('Text der Notiz')
      .fill('Leerstehende Höfe als Werkstätten öffnen');
    await otto.page.getByRole('button', { name: 'Speichern' }).click();
    await expect(note(lotte.page, 'als Werkstätten öffnen')).toBeVisible();
    const gone = note(otto.page, 'Reparaturtreff');
    await choose(otto.page, gone.getByRole('button', { name: 'Mehr zu dieser Notiz' }), /Entfernen/);
    await expect(note(lotte.page, 'Reparaturtreff')).toHaveCount(0);
    await otto.page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect(note(lotte.page, 'Reparaturtreff')).toBeVisible();
    // Somebody else's note: no way to change it.
    const foreign = note(otto.page, 'Bus nach 19 Uhr');
    await foreign.getByRole('button', { name: 'Mehr zu dieser Notiz' }).click();
    await expect(otto.page.getByRole('menuitem', { name: 'Bearbeiten' })).toHaveCount(0);
    await otto.page.keyboard.press('Escape');
  });

  await test.step('every phone follows to clustering', async () => {
    await hedda.page.getByRole('button', { name: 'Weiter: Clustern' }).click();
    await expect(hedda.page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
    await expect(lotte.page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
    await expect(otto.page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
  });

  await test.step('topics: by menu, by ticking several, by dragging; renamed, dissolved, undone', async () => {
    const { page } = hedda;
    await note(page, 'als Werkstätten öffnen').getByRole('checkbox').check();
    await note(page, 'Reparaturtreff').getByRole('checkbox').check();
    const tray = page.getByRole('toolbar');
    await expect(tray).toContainText('2 ausgewählt');
    await tray.getByRole('button', { name: 'Neuer Schwerpunkt' }).click();
    await page.getByLabel('Name des Schwerpunkts').fill('Dorf');
    await page.getByRole('button', { name: 'Anlegen' }).click();
    const village = page.getByRole('region', { name: 'Schwerpunkt Dorf', exact: true });
    await expect(village.getByRole('article')).toHaveCount(2);

    await choose(page, village.getByRole('button', { name: /Dorf: umbenennen/ }), 'Umbenennen');
    await page.getByLabel('Schwerpunkt umbenennen').fill('Nachhaltiges Dorf');
    await page.keyboard.press('Enter');
    const renamed = page.getByRole('region', { name: 'Schwerpunkt Nachhaltiges Dorf' });
    await expect(renamed).toBeVisible();

    await drag(
      page,
      note(page, 'Bus nach 19 Uhr').getByText('Bus nach'),
      renamed,
      page.locator('.topic.target')
    );
    await expect(renamed.getByRole('article')).toHaveCount(3);
    const bus = note(page, 'Bus nach 19 Uhr');
    await choose(page, bus.getByRole('button', { name: /^Verschieben/ }), 'Zu den losen Notizen');
    await expect(renamed.getByRole('article')).toHaveCount(2);
    await choose(page, bus.getByRole('button', { name: /^Verschieben/ }), /Neuer Schwerpunkt/);
    await page.getByLabel('Name des Schwerpunkts').fill('Mobilität');
    await page.getByRole('button', { name: 'Anlegen' }).click();
    const mobility = page.getByRole('region', { name: 'Schwerpunkt Mobilität' });
    await expect(mobility.getByRole('article')).toHaveCount(1);

    await choose(page, mobility.getByRole('button', { name: /Mobilität: umbenennen/ }), 'Auflösen');
    await expect(mobility).toHaveCount(0);
    await page.getByRole('button', { name: 'Rückgängig' }).first().click();
    await expect(mobility.getByRole('article')).toHaveCount(1);

    await otto.page.getByRole('region', { name: 'Schwerpunkt Mobilität' }).waitFor();
    await expect(otto.page.getByRole('checkbox', { name: /^Auswählen/ })).toHaveCount(0);
  });

  await test.step('three dots each; nobody sees them before the vote is closed', async () => {
    await hedda.page.getByRole('button', { name: 'Weiter: Gewichten' }).click();
    const plus = (who: Actor, topic: string) =>
      who.page.getByRole('button', { name: `Punkt kleben: ${topic}` });
    await plus(lotte, 'Nachhaltiges Dorf').click();
    await plus(lotte, 'Nachhaltiges Dorf').click();
    await plus(lotte, 'Mobilität').click();
    await expect(plus(lotte, 'Mobilität')).toBeDisabled();
    for (let dot = 0; dot < 3; dot++) await plus(otto, 'Nachhaltiges Dorf').click();
    await expect(hedda.page.getByText(/2 von \d+ Personen haben geklebt/)).toBeVisible();
    await expect(hedda.page.getByText(/5 Punkte/)).toHaveCount(0);
    await hedda.page.getByRole('button', { name: 'Weiter: AGs' }).click();
    const ranked = lotte.page.getByRole('region', { name: 'Das ist Ihnen am wichtigsten' });
    await expect(ranked.getByRole('listitem').first()).toContainText('Nachhaltiges Dorf');
    await expect(ranked.getByRole('listitem').first()).toContainText('5');
  });

  let group = '';
  await test.step('a topic becomes an AG; one tap signs up; the address only with consent', async () => {
    const { page } = hedda;
    await page.getByRole('button', { name: /Als AG weiterführen.*Nachhaltiges Dorf/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Worum geht es?').fill('Wir öffnen leere Höfe und bringen Werkstätten hinein.');
    await dialog.getByRole('button', { name: 'AG anlegen' }).click();
    await expect(page.getByText(/Wird AG \d+/)).toBeVisible();

    await lotte.page.getByRole('radio', { name: 'Aktiv mitarbeiten' }).click();
    await expect(lotte.page.getByText('Sie arbeiten aktiv mit', { exact: true })).toBeVisible();
    await otto.page.getByRole('radio', { name: 'Informiert bleiben' }).click();
    await expect(otto.page.getByText('Sie bleiben informiert', { exact: true })).toBeVisible();

    await lotte.page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('lotte@example.org');
    await lotte.page.getByRole('button', { name: 'Hinterlegen' }).click();
    await expect(lotte.page.getByText(/Ohne Ihr Einverständnis/)).toBeVisible();
    await lotte.page.getByRole('checkbox', { name: /Ich bin einverstanden/ }).check();
    await lotte.page.getByRole('button', { name: 'Hinterlegen' }).click();
    await expect(lotte.page.getByText('lotte@example.org')).toBeVisible();
  });

  await test.step('the coordinator sees the list and copies the addresses of those who consented', async () => {
    const { page } = hedda;
    await page.goto('/ags');
    await page.getByRole('link', { name: 'Nachhaltiges Dorf' }).first().click();
    await page.waitForURL(/\/ags\/[0-9a-f-]+$/);
    group = page.url();
    await expect(page.getByText('Wir öffnen leere Höfe')).toBeVisible();
    await expect(page.getByText('Leerstehende Höfe als Werkstätten öffnen')).toBeVisible();
    await page.goto(`${group}/desk`);
    await expect(page.getByText('Lotte Löwenzahn').first()).toBeVisible();
    await expect(page.getByText('Otto Obstwiese').first()).toBeVisible();
    await page.getByRole('button', { name: 'Adressen kopieren' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('lotte@example.org');
    expect(copied).not.toMatch(/otto/i);
  });

  await test.step('the public AG page tells no address and needs no JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(group);
    await expect(page.getByRole('heading', { name: 'Nachhaltiges Dorf' })).toBeVisible();
    expect(await page.content()).not.toContain('lotte@example.org');
    expect(await page.content()).not.toContain('Lotte Löwenzahn');
    expect((await page.request.get(`${group}/desk`, { maxRedirects: 0 })).status()).not.toBe(200);
    await context.close();
  });

  await test.step('everybody keeps a card; it is found and taken along', async () => {
    await openBoard(hedda, workshop);
    await hedda.page.getByRole('button', { name: 'Weiter: Vernetzen' }).click();
    await lotte.page.getByRole('link', { name: 'Karte machen' }).click();
    const { page } = lotte;
    await page.waitForURL(/\/cards\/mine/);
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Lotte Löwenzahn');
    await page.getByRole('combobox', { name: /^Region/ }).selectOption({ index: 1 });
    await page
      .getByRole('textbox', { name: 'Ich biete' })
      .fill('Erfahrung mit Genossenschaftsgründung; Kasse, Keller\nund Kühlung');
    await page.getByRole('radio', { name: /^Alle/ }).check({ force: true });
    await page.getByRole('checkbox', { name: /einverstanden/ }).check();
    await page.getByRole('button', { name: 'Karte speichern' }).click();
    await otto.page.goto('/cards?q=k%C3%BChlung');
    await expect(otto.page.getByRole('link', { name: 'Lotte Löwenzahn', exact: true })).toBeVisible();
    await otto.page.getByRole('link', { name: 'Lotte Löwenzahn', exact: true }).click();
    await otto.page.waitForURL(/\/cards\/[0-9a-f-]+/);
    const card = await otto.page.request.get(`${new URL(otto.page.url()).pathname}/vcard`);
    expect(card.headers()['content-type']).toContain('text/vcard');
    expect(await card.text()).toContain('Löwenzahn');
  });

  expect(problems).toEqual([]);
  for (const { context } of [hedda, lotte, otto]) await context.close();
});

/** What a phone's camera reads off the page. */
async function scanned({ page }: Actor): Promise<string | undefined> {
  const photo = await page.locator('main svg').first().screenshot();
  const image = await page.evaluate(
    async (source) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.naturalWidth;
      canvas.height = picture.naturalHeight;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.drawImage(picture, 0, 0);
      const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
      return { data: [...data], width, height };
    },
    `data:image/png;base64,${photo.toString('base64')}`
  );
  return jsQR(Uint8ClampedArray.from(image.data), image.width, image.height)?.data;
}

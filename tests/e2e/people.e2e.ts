/** The people of a workshop: help for the facilitator, who may write, who is out, and who is there twice. */
import type { Page } from '@playwright/test';
import {
  choose,
  connection,
  enter,
  joinByCode,
  makeWorkshop,
  note,
  openBoard,
  pin
} from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt } from '../support/people.ts';

test('a facilitator keeps the people: helped, muted, removed, let in, added, merged, found among 300', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Viele Leute', groups: 0 });
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code, { organisation: 'Dorfladen' });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home: demo.url, problems, phone: true });
  await joinByCode(lotte, code);

  await expect(connection(hedda.page)).toHaveText(/Verbunden/);
  const panel = hedda.page.getByRole('region', { name: 'Teilnehmende' });
  const row = (name: string, page: Page = hedda.page) =>
    page.getByRole('region', { name: 'Teilnehmende' }).getByRole('listitem').filter({ hasText: name });
  const act = (name: string, entry: string | RegExp) =>
    choose(hedda.page, row(name).getByRole('button', { name: `${name}: was möchten Sie tun?` }), entry);

  await test.step('a guest helps: runs the workshop, not its door, and is out of it at once', async () => {
    await expect(row('Otto Obstwiese')).toContainText('Dorfladen');
    await act('Otto Obstwiese', 'In die Moderation holen');
    await expect(row('Otto Obstwiese')).toContainText('Moderiert mit');
    await openBoard(otto, `${url}/manage`);
    await expect(otto.page.getByRole('heading', { name: 'Teilnehmende' })).toBeVisible();
    await expect(otto.page.getByRole('button', { name: 'Teilen', exact: true })).toHaveCount(0);
    await expect(otto.page.getByRole('link', { name: 'Kopieren …' })).toHaveCount(0);
    await otto.page
      .getByRole('banner')
      .getByRole('button', { name: /Clustern/ })
      .click();
    await expect(lotte.page.getByText(/Jetzt.*Clustern|Clustern/).first()).toBeVisible();
    await act('Otto Obstwiese', 'Moderation abnehmen');
    await expect(otto.page).toHaveURL(new RegExp(`${url}$`));
    await expect(otto.page.getByText('Sie moderieren in diesem Workshop nicht mehr mit.')).toBeVisible();
    await otto.page.goto(`${url}/manage`);
    await expect(otto.page.getByRole('heading', { name: 'Teilnehmende' })).toHaveCount(0);
    await otto.page.goto(url);
  });

  await test.step('muted: told on the phone, and cannot write until it is allowed again', async () => {
    await hedda.page
      .getByRole('banner')
      .getByRole('button', { name: /Sammeln/ })
      .click();
    await hedda.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /Sammeln/ })
      .click();
    await pin(lotte.page, 'Bänke am Bach');
    await act('Lotte Löwenzahn', 'Schreiben anhalten');
    await expect(
      lotte.page
        .getByText(/Die Moderation hat das Schreiben für Sie angehalten/)
        .filter({ visible: true })
        .first()
    ).toBeVisible();
    await expect(lotte.page.getByRole('button', { name: 'Notiz schreiben', exact: true })).toBeHidden();
    await act('Lotte Löwenzahn', 'Schreiben wieder erlauben');
    await expect(lotte.page.getByRole('button', { name: 'Notiz schreiben', exact: true })).toBeVisible();
  });

  await test.step('removed without the name: out at once, refused at the door, let in again', async () => {
    await act('Lotte Löwenzahn', /^Aus dem Workshop entfernen/);
    const dialog = hedda.page.getByRole('dialog', { name: 'Lotte Löwenzahn entfernen?' });
    await dialog.getByRole('radio', { name: /ohne Namen/ }).check({ force: true });
    await expectNoViolations(hedda.page, 'remove dialog');
    await dialog.getByRole('button', { name: 'Entfernen', exact: true }).click();
    await expect(
      lotte.page.getByRole('heading', { name: 'Sie sind nicht mehr in diesem Workshop' })
    ).toBeVisible();
    await expect(note(otto.page, 'Bänke am Bach')).toBeVisible();
    await expect(note(otto.page, 'Bänke am Bach')).not.toContainText('Lotte');
    await lotte.page.goto(`/j/${code}`);
    await expect(
      lotte.page.getByText('Sie wurden aus diesem Workshop entfernt.', { exact: false })
    ).toBeVisible();
    await panel.getByLabel('Wen zeigen').selectOption('removed');
    await row('Lotte Löwenzahn')
      .getByRole('button', { name: /^Wieder hereinlassen/ })
      .click();
    await expect(row('Lotte Löwenzahn')).toBeVisible();
    await openBoard(lotte, url);
  });

  await test.step('by hand, with a note in that person’s name', async () => {
    await panel.getByRole('button', { name: 'Von Hand eintragen' }).click();
    const add = hedda.page.getByRole('dialog', { name: 'Von Hand eintragen' });
    await expect(add.getByLabel('Name')).toBeFocused();
    await add.getByLabel('Name').fill('Elsa Erle');
    await hedda.page.keyboard.press('Enter');
    await expect(row('Elsa Erle')).toContainText('ohne Gerät');
    await act('Elsa Erle', /^Notiz für diese Person/);
    const write = hedda.page.getByRole('dialog', { name: 'Notiz für Elsa Erle' });
    await expect(write.getByLabel('Text der Notiz')).toBeFocused();
    await write.getByLabel('Text der Notiz').fill('Mehr Busse');
    await write.getByRole('button', { name: 'Anpinnen' }).click();
    await expect(note(otto.page, 'Mehr Busse')).toContainText('Elsa Erle');
  });

  await test.step('who is there twice becomes one, on both devices, with one ballot', async () => {
    const twin = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
    await joinByCode(twin, code);
    await pin(twin.page, 'Vom zweiten Gerät');
    await expect(row('Otto Obstwiese')).toHaveCount(2);
    await row('Otto Obstwiese')
      .last()
      .getByRole('button', { name: /^Gleicher Name/ })
      .click();
    const dialog = hedda.page.getByRole('dialog', { name: 'Otto Obstwiese zusammenlegen' });
    await dialog
      .getByRole('radio', { name: /^Otto Obstwiese/ })
      .first()
      .check({ force: true });
    await expectNoViolations(hedda.page, 'merge dialog');
    await dialog.getByRole('button', { name: 'Zusammenlegen' }).click();
    await expect(row('Otto Obstwiese')).toHaveCount(1);
    // Each device has the other's note as its own.
    for (const { page } of [otto, twin])
      await expect(note(page, 'Vom zweiten Gerät')).toContainText('Ihre Notiz');
    await pin(otto.page, 'Vom ersten Gerät');
    await expect(note(twin.page, 'Vom ersten Gerät')).toContainText('Ihre Notiz');
    await twin.context.close();
  });

  await test.step('found among 300', async () => {
    for (let from = 1; from <= 300; from += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => joinAt(demo.url, code, `Person ${from + n}`, { groupId: null }))
      );
    const search = panel.getByRole('searchbox', { name: 'Person suchen' });
    await search.fill('person 42');
    await expect(row('Person 42')).toHaveCount(1);
    await search.fill('');
    await panel.getByLabel('Reihenfolge').selectOption('joined');
    await expect(panel.getByRole('listitem')).toHaveCount(8);
    await panel.getByRole('button', { name: /^Weitere zeigen/ }).click();
    await expect(panel.getByRole('listitem')).toHaveCount(60);
    await expectNoViolations(hedda.page, 'manage page with many people');
  });

  expect(problems).toEqual([]);
});

/** What facilitators set on a board, as the participants meet it: pause, approval, no names, kinds, rights. */
import { choose, enter, joinByCode, makeWorkshop, note, openBoard, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

test('a facilitator sets how the board works, and everybody meets it at once', async ({ browser, demo }) => {
  const problems: string[] = [];
  const hedda = await enter(browser, 'Hedda', { home: demo.url, problems });
  await hedda.page.goto(demo.facilitatorLink);
  const { code, url } = await makeWorkshop(hedda, { title: 'Offene Runde', groups: 0 });
  await openBoard(hedda, url);
  const otto = await enter(browser, 'Otto Obstwiese', { home: demo.url, problems });
  await joinByCode(otto, code);
  const ida = await enter(browser, 'Ida Immergrün', { home: demo.url, problems, phone: true });
  await joinByCode(ida, code);
  const menu = hedda.page.getByRole('banner').getByRole('button', { name: 'Mehr', exact: true });
  const settings = hedda.page.getByRole('dialog', { name: 'Einstellungen der Pinnwand' });

  await test.step('paused: participants only read, and are told why', async () => {
    await choose(hedda.page, menu, 'Pinnwand anhalten');
    await expect(otto.page.getByText('Die Moderation hat die Pinnwand angehalten.')).toBeVisible();
    await expect(ida.page.getByRole('button', { name: 'Notiz schreiben' })).toBeHidden();
    await choose(hedda.page, menu, 'Pinnwand weiterlaufen lassen');
    await expect(ida.page.getByRole('button', { name: 'Notiz schreiben' })).toBeVisible();
  });

  await test.step('approval and kinds, by keyboard', async () => {
    await menu.focus();
    await hedda.page.keyboard.press('Enter');
    const entry = hedda.page.getByRole('menuitem', { name: 'Einstellungen der Pinnwand' });
    await expect(async () => {
      await hedda.page.keyboard.press('ArrowDown');
      await expect(entry).toBeFocused({ timeout: 100 });
    }).toPass();
    await hedda.page.keyboard.press('Enter');
    await expect(settings).toBeVisible();
    await settings.getByRole('switch', { name: /^Notizen freigeben/ }).focus();
    await hedda.page.keyboard.press('Space');
    await settings.getByLabel('Eigenes Wort für „Idee“').fill('Traum');
    await hedda.page.keyboard.press('Enter');
    await settings.getByRole('checkbox', { name: 'Hürde' }).focus();
    await hedda.page.keyboard.press('Space');
    await expect(settings.getByRole('checkbox', { name: 'Hürde' })).not.toBeChecked();
    await expectNoViolations(hedda.page, 'settings');
    await hedda.page.keyboard.press('Escape');
    await expect(menu).toBeFocused();
    const kinds = otto.page.getByRole('group', { name: 'Art der Notiz' });
    await expect(kinds.getByRole('radio')).toHaveCount(5);
    await expect(kinds.getByRole('radio', { name: 'Traum' })).toBeChecked();
    await expect(kinds.getByRole('radio', { name: 'Hürde' })).toHaveCount(0);
  });

  await test.step('what is written waits in the queue, and is seen when it is approved', async () => {
    await pin(otto.page, 'Tauschregal am Bahnhof');
    await expect(note(otto.page, 'Tauschregal am Bahnhof')).toContainText('Wartet auf Freigabe');
    const queue = hedda.page.getByRole('group').filter({ hasText: 'wartet auf Freigabe' });
    await expect(queue.getByRole('heading', { name: 'Eine Notiz wartet auf Freigabe' })).toBeVisible();
    await pin(otto.page, 'Etwas Unfreundliches');
    await expect(hedda.page.getByRole('heading', { name: '2 Notizen warten auf Freigabe' })).toBeVisible();
    await expectNoViolations(hedda.page, 'queue');
    await hedda.page.locator('[data-review]').first().focus();
    await hedda.page.keyboard.press('f');
    await expect(note(ida.page, 'Tauschregal am Bahnhof')).toBeVisible();
    await expect(hedda.page.locator('[data-review]')).toBeFocused();
    await hedda.page.keyboard.press('a');
    await expect(note(otto.page, 'Etwas Unfreundliches')).toContainText('Nicht freigegeben');
    await expect(note(ida.page, 'Etwas Unfreundliches')).toHaveCount(0);
    await hedda.page.getByRole('button', { name: 'Rückgängig' }).last().click();
    await expect(note(otto.page, 'Etwas Unfreundliches')).toContainText('Wartet auf Freigabe');
  });

  await test.step('without names, also for the moderation', async () => {
    await choose(hedda.page, menu, 'Einstellungen der Pinnwand');
    await settings.getByRole('switch', { name: /^Notizen freigeben/ }).click();
    await settings.getByRole('switch', { name: /^Ohne Namen schreiben/ }).click();
    await settings.getByText('Herz').click();
    // What is open belongs to the phase that runs, and is set in one place.
    await settings.getByRole('button', { name: 'Phase „Sammeln“ einstellen' }).click();
    const phase = hedda.page.getByRole('dialog', { name: 'Phase „Sammeln“' });
    await phase.getByRole('checkbox', { name: 'Kommentieren' }).uncheck();
    await phase.getByRole('button', { name: 'Speichern' }).click();
    await expect(phase).toBeHidden();
    await expect(otto.page.getByText('Ihr Name wird nicht gezeigt')).toBeVisible();
    await pin(otto.page, 'Das traue ich mich nur so');
    await expect(note(ida.page, 'Das traue ich mich nur so')).toContainText('Traum');
    await note(ida.page, 'Das traue ich mich nur so')
      .getByRole('button', { name: '0 Personen mögen das' })
      .click();
    await expect(
      note(otto.page, 'Das traue ich mich nur so').getByRole('button', { name: '1 Person mag das' })
    ).toBeVisible();
    await expect(note(hedda.page, 'Das traue ich mich nur so')).toBeVisible();
    await expect(note(hedda.page, 'Das traue ich mich nur so')).not.toContainText('Otto');
    await expect(note(hedda.page, 'Tauschregal am Bahnhof')).toContainText('Otto Obstwiese');
    await expect(note(otto.page, 'Das traue ich mich nur so')).toContainText('Ihre Notiz');
  });
  expect(problems).toEqual([]);
});

/** The projector and the remote: one hand moves the workshop, the hall sees it, and a second facilitator takes over. */
import type { Page } from '@playwright/test';
import { connection, enter, joinByCode, makeWorkshop, note, pin } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt } from '../support/people.ts';

const HOUR = 3_600_000;

/** What a clock shows, in seconds. */
async function shown(page: Page): Promise<number> {
  const [minutes, seconds] = ((await page.getByRole('timer').first().textContent()) ?? '')
    .trim()
    .split(':')
    .map(Number);
  return (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** The smallest type on the screen, px. */
const smallestType = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const sizes = Array.from(document.querySelectorAll('.stage *'))
      .filter((one) => one.checkVisibility() && !one.closest('.vh'))
      .filter((one) =>
        Array.from(one.childNodes).some((child) => child.nodeType === 3 && child.textContent?.trim())
      )
      .map((one) => parseFloat(getComputedStyle(one).fontSize));
    return Math.min(...sizes);
  });

test('the remote moves the workshop, the projector follows, and the lead changes hands', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const at = { home: demo.url, problems };
  const hedda = await enter(browser, 'Hedda', at);
  await hedda.page.goto(demo.facilitatorLink);
  const { url, code } = await makeWorkshop(hedda, {
    title: 'Dorfwerkstatt',
    question: 'Was fehlt in unserem Dorf?',
    groups: 0
  });
  const wall = await hedda.context.newPage();
  await wall.setViewportSize({ width: 1920, height: 1080 });
  await wall.goto(`${url}/beamer`);
  const phone = await enter(browser, 'Hedda am Handy', { ...at, phone: true });
  await phone.page.goto(demo.facilitatorLink);
  const remote = phone.page;
  await remote.goto(`${url}/remote`);
  await expect(connection(remote)).toHaveText(/Verbunden/);
  const lotte = await enter(browser, 'Lotte Löwenzahn', { ...at, phone: true });
  await lotte.page.addInitScript((ms) => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + ms;
  }, HOUR);

  await test.step('how to get in, until the first note is there', async () => {
    await expect(wall.getByText(`${code.slice(0, 3)}\u202f${code.slice(3)}`)).toBeVisible();
    await joinByCode(lotte, code);
    await pin(lotte.page, 'Ein Bus nach 19 Uhr');
    await expect(note(wall, 'Ein Bus nach 19 Uhr')).toBeVisible();
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Was fehlt in unserem Dorf?');
    expect(await smallestType(wall)).toBeGreaterThanOrEqual(24);
    // Whoever moves the mouse has the controls before them, and not half faded.
    await wall.mouse.move(300, 300);
    await expectNoViolations(wall, 'projector');
    await expectNoViolations(remote, 'remote');
  });

  await test.step('the time: the same on a phone whose clock is an hour off; more of it, paused, and on', async () => {
    await remote.getByRole('button', { name: 'Zeit starten: 10 Minuten' }).click();
    await expect(wall.getByRole('timer')).toBeVisible();
    const seconds = [await shown(lotte.page), await shown(wall), await shown(remote)];
    for (const one of seconds) expect(one, String(seconds)).toBeGreaterThan(570);
    for (const one of seconds) expect(one, String(seconds)).toBeLessThanOrEqual(600);
    await remote.getByRole('button', { name: '1 Minute mehr' }).click();
    await expect.poll(() => shown(lotte.page)).toBeGreaterThan(610);
    await remote.getByRole('button', { name: 'Pause' }).click();
    await expect(wall.getByRole('timer', { name: /^Angehalten: noch 1[01] Minuten/ })).toBeVisible();
    const rest = await shown(wall);
    await expect.poll(() => shown(lotte.page)).toBe(rest);
    await remote.getByRole('button', { name: 'Weiter', exact: true }).click();
    await expect.poll(() => shown(wall)).toBeLessThan(rest);
    await remote.getByRole('button', { name: 'Zeit beenden' }).click();
    await expect(wall.getByRole('timer')).toHaveCount(0);
  });

  await test.step('the projector is made dark from the phone, and bright again with a key', async () => {
    await remote.getByRole('button', { name: /^Leinwand/ }).click();
    const views = remote.getByRole('dialog', { name: 'Leinwand' });
    await views.getByRole('radio', { name: 'Nichts (dunkel)' }).check();
    await expect(wall.getByText('Die Leinwand ist dunkel.')).toBeAttached();
    await expect(note(wall, 'Ein Bus nach 19 Uhr')).toHaveCount(0);
    await wall.keyboard.press('b');
    await expect(note(wall, 'Ein Bus nach 19 Uhr')).toBeVisible();
    await expect(views.getByRole('radio', { name: /^Folgt dem Ablauf/ })).toBeChecked();
    await wall.keyboard.press('ArrowRight');
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Das haben wir gesammelt');
    await wall.keyboard.press('Escape');
    await expect(note(wall, 'Ein Bus nach 19 Uhr')).toBeVisible();
    await remote.keyboard.press('Escape');
  });

  await test.step('closing the pens, and the next phase: every phone and the projector follow; a second tap does not count', async () => {
    const writing = remote.getByRole('switch', { name: /^Schreiben offen/ });
    await writing.uncheck();
    await expect(lotte.page.getByRole('button', { name: 'Notiz schreiben' })).toBeHidden();
    await writing.check();
    await expect(lotte.page.getByRole('button', { name: 'Notiz schreiben' })).toBeVisible();
    await remote.getByRole('button', { name: 'Weiter: Clustern' }).dblclick();
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Das haben wir gesammelt');
    await expect(lotte.page.getByText('Jetzt: Clustern')).toBeVisible();
    await expect(remote.getByText('Clustern läuft')).toBeVisible();
  });

  await test.step('a second facilitator hears that the one who leads is gone, though the projector is on, and takes over', async () => {
    const joined = await joinAt(demo.url, code, 'Greta Grasmück');
    const appointed = await hedda.page.request.post(`/api/rooms/${joined.room}/commands`, {
      headers: { origin: new URL(demo.url).origin },
      data: {
        command: {
          id: crypto.randomUUID(),
          type: 'participant.appoint',
          participantId: joined.participantId,
          on: true
        }
      }
    });
    expect(appointed.status()).toBe(200);
    const greta = await enter(browser, 'Greta Grasmück', { ...at, phone: true });
    const [name, value] = joined.cookie.split('=');
    await greta.context.addCookies([{ name: name ?? '', value: value ?? '', url: demo.url }]);
    await greta.page.goto(`${url}/remote`);
    const leads = greta.page.getByRole('region', { name: 'Moderation' });
    await expect(leads.getByRole('listitem').filter({ hasText: 'leitet' })).toContainText('Hedda Holunder');
    await expect(leads.getByRole('listitem').filter({ hasText: 'Hedda' })).toContainText('verbunden');
    await phone.context.close();
    await hedda.page.close();
    await expect(greta.page.getByText('Hedda Holunder leitet und ist nicht mehr verbunden.')).toBeVisible({
      timeout: 20_000
    });
    await expect(leads.getByRole('listitem').filter({ hasText: 'Hedda' })).toContainText('nicht verbunden');
    await leads.getByRole('button', { name: 'Übernehmen' }).click();
    await expect(leads.getByRole('listitem').filter({ hasText: 'leitet' })).toContainText('Greta Grasmück');
    await greta.page.getByRole('button', { name: 'Weiter: Gewichten' }).click();
    await expect(wall.getByRole('heading', { level: 1 })).not.toHaveText('Das haben wir gesammelt');
    await expectNoViolations(greta.page, 'remote of a second facilitator');
  });
  expect(problems).toEqual([]);
});

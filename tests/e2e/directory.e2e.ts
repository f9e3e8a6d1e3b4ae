/** The directory: found with a slip, compared with one's own card, shown on the map, and gone live when it is taken back. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { emptyCard } from '../../src/lib/domain/cards/circles.ts';
import { enter } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt, postJson, type Joined } from '../support/people.ts';

/** Which room the directory is, says its page. */
async function roomOf(page: Page): Promise<string> {
  return /room:"([0-9a-f-]{36})"/.exec(await page.content())?.[1] ?? '';
}

async function save(
  who: Joined,
  room: string,
  cardId: string,
  card: Record<string, unknown>,
  audience = 'public'
): Promise<void> {
  const answer = await postJson(who, `/api/rooms/${room}/commands`, {
    command: {
      id: randomUUID(),
      type: 'card.save',
      cardId,
      card: { ...emptyCard(), ...card },
      audience,
      audiences: {},
      consent: audience === 'private' ? null : 'Ich bin einverstanden.'
    }
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}

test('people find each other by words with slips, by what they offer and seek, and by region', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const visitor = await enter(browser, 'Besuch', { home: demo.url, problems });
  const { page } = visitor;
  await page.goto('/cards');
  const room = await roomOf(page);
  const quirin = await joinAt(demo.url, demo.code, 'Quirin Quitte');
  const zita = await joinAt(demo.url, demo.code, 'Zita Zaun');
  const [cardId, hers] = [randomUUID(), randomUUID()];
  const his = { name: 'Quirin Quitte', region: 'Saalekreis', offer: 'Saftpressen zum Leihen' };
  const link = page.getByRole('link', { name: 'Quirin Quitte', exact: true });
  const search = page.getByRole('searchbox', { name: 'Karten durchsuchen' });

  await test.step('a new card is there at once, and found with a slip', async () => {
    await expect(search).toBeVisible();
    await save(quirin, room, cardId, his);
    await save(zita, room, hers, { name: 'Zita Zaun', region: 'Burgenlandkreis', need: 'Eine Saftpresse' });
    await expect(link).toBeVisible();
    await search.fill('Saftprese leihen');
    await expect(page.getByText(/ähnlich geschriebene/)).toBeVisible();
    await expect(link).toBeVisible();
    await expect(page.getByRole('link', { name: 'Zita Zaun', exact: true })).toHaveCount(0);
  });

  await test.step('taken back while it is open, it goes; what is hidden and what never was answer alike', async () => {
    await link.click();
    const open = page.getByRole('article', { name: 'Karte von Quirin Quitte' });
    await expect(open).toBeVisible();
    await save(quirin, room, cardId, his, 'private');
    await expect(page.getByRole('heading', { name: 'Diese Karte gibt es hier nicht' })).toBeVisible();
    await expect(open).toHaveCount(0);
    const answers = await Promise.all(
      [cardId, randomUUID(), 'x', `${cardId}'--`].map(async (id) => {
        const answer = await page.request.get(`/cards/${encodeURIComponent(id)}`);
        return [answer.status(), /Quirin|Saftpressen/.test(await answer.text())];
      })
    );
    for (const answer of answers) expect(answer).toEqual([404, false]);
    const hits = await page.request.get('/api/cards/search?q=Saftpressen');
    expect(await hits.text()).not.toContain(cardId);
    await save(quirin, room, cardId, his);
    await expect(open).toBeVisible();
  });

  await test.step('the map filters, by keyboard too, and says the same as a table', async () => {
    await page.goto('/cards');
    await page.locator('summary', { hasText: 'Karte der Regionen' }).click();
    const area = page.getByRole('link', { name: /^Saalekreis: \d+, auswählen$/ });
    await area.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/[?&]region=Saalekreis/);
    await expect(link).toBeVisible();
    await expect(page.getByRole('link', { name: 'Zita Zaun', exact: true })).toHaveCount(0);
    await page.getByText('Als Tabelle').click();
    await expect(page.getByRole('rowheader', { name: 'Saalekreis' })).toBeVisible();
    await expectNoViolations(page, 'directory with map');
  });

  await test.step('who has a card sees which others fit, and why', async () => {
    const actor = await enter(browser, 'Zita Zaun', { home: demo.url, problems, phone: true });
    const [name = '', value = ''] = zita.cookie.split('=', 2);
    await actor.context.addCookies([{ name, value, url: demo.url }]);
    await actor.page.goto('/cards');
    await actor.page.getByRole('button', { name: 'Filter' }).click();
    const dialog = actor.page.getByRole('dialog', { name: 'Filter' });
    await dialog.getByRole('checkbox', { name: /^Passt zu meiner Karte/ }).check();
    await dialog.getByRole('button', { name: /zeigen$/ }).click();
    const card = actor.page.getByRole('article').filter({ hasText: 'Quirin Quitte' });
    await expect(card).toContainText('Bietet, was Sie suchen: Saftpressen');
    await expectNoViolations(actor.page, 'what fits on the phone');
    await actor.page.reload();
    await expect(card).toContainText('Bietet, was Sie suchen: Saftpressen');
    await actor.context.close();
  });

  expect(problems).toEqual([]);
  await visitor.context.close();
});

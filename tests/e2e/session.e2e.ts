/** A session that ends while somebody writes: the page says so, and joining anew brings the words back. */
import { enter, joinHere, note, pin } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

test('words written when the session ended are asked about after joining anew', async ({ browser, demo }) => {
  const problems: string[] = [];
  const lotte = await enter(browser, 'Lotte kommt wieder', { home: demo.url, problems });
  const { page, context } = lotte;
  await page.goto(demo.participantLink);
  await joinHere(page, lotte.name);

  const second = await context.newPage();
  await second.goto('/account');
  await second.getByRole('button', { name: 'Abmelden' }).click();
  await second.waitForURL((url) => url.pathname !== '/account');
  await second.close();

  await expect(page.getByText('Ihr Zugang ist abgelaufen.')).toBeVisible();
  await pin(page, 'Nach dem Ablauf geschrieben');
  await expect(note(page, 'Nach dem Ablauf geschrieben')).toContainText('Wartet');

  await page.goto(demo.participantLink);
  await joinHere(page, lotte.name);
  const back = page.getByRole('article').filter({ hasText: 'noch nicht angepinnt' });
  await expect(back).toContainText('Nach dem Ablauf geschrieben');
  await back.getByRole('button', { name: /pinnen/ }).click();
  await expect(back).toHaveCount(0);
  await page.reload();
  await expect(note(page, 'Nach dem Ablauf geschrieben')).toHaveCount(1);
  expect(problems).toEqual([]);
  await context.close();
});

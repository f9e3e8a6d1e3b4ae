import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './e2e.ts';

/** WCAG 2.2 AA, and what axe holds for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** axe finds nothing on the page as it stands. `where` says in the message which state it was. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`
  );
  expect(found, where).toEqual([]);
}

/** What fades in takes a quarter of a second; what is hidden meanwhile, as in closed details, never ends. */
const SETTLED_MS = 1000;

/** What fades in has its colours only at the end. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async (ms) => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished);
    await Promise.race([Promise.allSettled(moving), new Promise((over) => setTimeout(over, ms))]);
  }, SETTLED_MS);
}

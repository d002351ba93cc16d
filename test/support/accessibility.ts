import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds wrong with a page (WCAG 2.2 A and AA, and its best practices): the rule and the element, a line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

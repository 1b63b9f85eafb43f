import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** What breaks a rule, and in which theme. */
export interface Violation {
  readonly theme: Theme;
  readonly rule: string;
  /** Each element as it is written in the page, with what is wrong about it. */
  readonly elements: readonly string[];
}

type Theme = 'light' | 'dark';

/** The rules that look at colours. All others look at the page's elements, which are the same in every theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the page as it is, in both themes. The page is in the light one before and after. */
export async function findViolations(page: Page): Promise<Violation[]> {
  for (const frame of page.frames()) {
    // Once a document is enough: the source is large, and reading it costs as much as the rules.
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  }
  await showIn(page, 'dark');
  const dark = await runAxe(page, 'dark', { runOnly: COLOR_RULES });
  await showIn(page, 'light');
  return [...dark, ...(await runAxe(page, 'light'))];
}

/** The console follows the theme of the system. */
async function showIn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  const other = theme === 'dark' ? 'light' : 'dark';
  await expect(page.locator('html')).not.toHaveAttribute('data-mantine-color-scheme', other);
  await page.evaluate(untilCalm);
}

async function runAxe(page: Page, theme: Theme, options: axe.RunOptions = {}): Promise<Violation[]> {
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
    // Of a rule that is kept one element is enough; of a broken one all are listed.
    { ...options, resultTypes: ['violations' as const] },
  );
  return violations.map(({ id, nodes }) => ({
    theme,
    rule: id,
    elements: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
}

/** Runs in the page. What fades in has too little contrast on its way; what turns for ever is not waited for. */
async function untilCalm(): Promise<void> {
  const CALM_FRAMES = 5;
  const isMoving = (animation: Animation): boolean =>
    animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity;
  for (let calm = 0; calm < CALM_FRAMES; calm++) {
    await new Promise(requestAnimationFrame);
    if (document.getAnimations().some(isMoving)) calm = -1;
  }
}

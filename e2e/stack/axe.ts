import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe found on the page once nothing moves: each broken rule with the elements that break it. */
export async function findViolations(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  for (const frame of page.frames()) {
    // Once a document is enough: the source is large, and reading it costs as much as the rules.
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  }
  await page.evaluate(untilCalm);
  const { violations } = await page.evaluate(() =>
    // Of a rule that is kept one element is enough; of a broken one all are listed.
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
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

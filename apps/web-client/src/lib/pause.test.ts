import { expect, it } from 'vitest';
import { pause } from './pause.ts';

it('ends at once when its signal aborts, or has aborted', async () => {
  const longer = 2 ** 30;
  const stopping = new AbortController();
  const running = pause(longer, stopping.signal);
  stopping.abort();
  await running;
  await pause(longer, stopping.signal);
  expect(stopping.signal.aborted).toBe(true);
});

import { serveOtherOrigin, tryFrom } from '../stack/other-origin.ts';
import { startStack } from '../stack/stack.ts';
import { expect, test } from '../stack/test.ts';

test('a page of an allowed origin connects by every way, and one of another origin by none', async ({
  page,
}) => {
  const [allowed, foreign] = [await serveOtherOrigin(), await serveOtherOrigin()];
  const stack = await startStack('production', {
    ALLOWED_ORIGINS: `https://pages.example, ${allowed.origin}/`,
  });
  try {
    const echo = { ok: true, data: { value: 'hi' } };
    expect(await tryFrom(page, allowed.origin, stack.serverUrl)).toEqual({
      default: echo,
      polling: echo,
      websocket: echo,
      fetch: echo,
    });
    expect(await tryFrom(page, foreign.origin, stack.serverUrl)).toEqual({
      default: 'xhr poll error',
      polling: 'xhr poll error',
      websocket: 'websocket error',
      fetch: 'Failed to fetch',
    });
  } finally {
    await stack.stop();
    allowed.close();
    foreign.close();
  }
});

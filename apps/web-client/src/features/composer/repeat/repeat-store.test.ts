import { expect, it, onTestFinished } from 'vitest';
import type { NamedClient } from '../../../clients/named-client.ts';
import { useNotices } from '../../../lib/notice.ts';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { openLink } from '../../../links/open-link.ts';
import { startRepetition, useRepetitions } from './repeat-store.ts';

it('stops at once what cannot be sent, and says why', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw' };
  const link = openLink(settings, 'http://localhost:9');
  onTestFinished(() => link.stop());
  const plan = { every: 10, times: 1_000, overlap: false };
  const event = 'sum';
  const entry = { id: 'alice', name: 'Alice', link, settings };
  startRepetition({ entry, event, sending: { args: [], ack: false }, plan });
  await expect
    .poll(() => useNotices.getState().at(-1)?.text)
    .toMatch(/^Repeated sum as Alice, \d+ of 1000 times\. .*Stopped: There is no connection/);
  expect(useRepetitions.getState().size).toBe(0);
});

it('counts nothing as ok that nobody answers', async () => {
  const link = {
    send: async () => undefined,
    url: 'http://localhost:9',
    contract: { id: 'raw' },
    tools: { onState: () => () => undefined },
  } as unknown as NamedClient['link'];
  const entry = { id: 'ann', name: 'Ann', link, settings: DEFAULT_SETTINGS };
  const plan = { every: 10, times: 2, overlap: false };
  startRepetition({ entry, event: 'fire', sending: { args: [], ack: false }, plan });
  await expect
    .poll(() => useNotices.getState().at(-1)?.text)
    .toBe('Repeated fire as Ann, 2 of 2 times. Done.');
});

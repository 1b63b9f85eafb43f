import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../clients/connection-settings.ts';
import { openLink } from '../../../clients/open-link.ts';
import { startRepetition, useRepetitions } from './repeat-store.ts';

it('stops at once what cannot be sent, and says why', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw' };
  const link = openLink(settings, 'http://localhost:9');
  onTestFinished(() => link.stop());
  const plan = { every: 10, times: 1_000, overlap: false };
  const event = 'sum';
  startRepetition({ entry: { name: 'Alice', link }, event, sending: { args: [], ack: false }, plan });
  await expect
    .poll(() => useRepetitions.getState().get(event)?.end)
    .toMatch(/^stopped: There is no connection/);
});

import { beforeEach, expect, it } from 'vitest';
import type { ReceivedMessage, SentMessage } from '../clients/link.ts';
import { idsToRestore, keepsTimeline, LogKeeper } from './kept-log.ts';
import { TrafficLog } from './traffic-log.ts';

const LOGIN: SentMessage = { kind: 'call', at: 1, event: 'session:login', args: [{ name: 'Alice' }] };
const NOTICE: ReceivedMessage = {
  kind: 'event',
  at: 2,
  event: 'system:notice',
  args: [{ text: 'hi' }],
  issues: [],
};

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

function logOf(): TrafficLog {
  return new TrafficLog(10_000, () => undefined, undefined, idsToRestore());
}

/** What a tab has after it was reloaded. */
async function reload(): Promise<TrafficLog> {
  const log = logOf();
  const keeper = new LogKeeper(log);
  await keeper.restored;
  await keeper.stop();
  return log;
}

it('restores the timeline of this tab, without secrets, and calls that can no longer be answered', async () => {
  const log = logOf();
  const keeper = new LogKeeper(log);
  log.add('a', LOGIN);
  const reply = { ok: true, data: { user: { id: 'u1', name: 'Alice' }, token: 'tok-123' } } as const;
  const answer = {
    at: 2,
    latency: 1,
    by: 'server',
    args: [reply],
    reply,
    outcome: 'OK',
    issues: [],
  } as const;
  log.add('a', { kind: 'settled', sent: LOGIN, answer });
  log.add('a', NOTICE);
  log.add('a', { ...LOGIN, event: 'room:list', args: [] });
  await keeper.store();
  await keeper.stop();
  const restored = await reload();
  expect(restored.entries()).toMatchObject([
    { event: 'session:login', answer: { reply: { data: { token: '•••' } } } },
    { event: 'system:notice' },
    { event: 'room:list', answer: { by: 'client', outcome: 'reloaded' } },
  ]);
  expect(JSON.stringify(restored.entries())).not.toContain('tok-123');
});

it('keeps the newest of a long timeline, and nothing where that is switched off', async () => {
  const log = logOf();
  const keeper = new LogKeeper(log);
  for (let count = 0; count < 3_000; count++) log.add('a', { ...NOTICE, args: [count] });
  await keeper.store();
  const restored = await reload();
  expect(restored.entries()).toHaveLength(2_000);
  expect(restored.entries().at(-1)).toMatchObject({ args: [2_999] });
  await keeper.setKeeps(false);
  await keeper.stop();
  expect(keepsTimeline()).toBe(false);
  expect((await reload()).entries()).toEqual([]);
});

it('stores nothing over what is still to be restored', async () => {
  const before = logOf();
  const first = new LogKeeper(before);
  before.add('a', NOTICE);
  await first.store();
  await first.stop();
  const log = logOf();
  const second = new LogKeeper(log);
  log.add('a', LOGIN);
  await second.store();
  await second.stop();
  expect((await reload()).entries()).toMatchObject([{ event: 'system:notice' }, { event: 'session:login' }]);
});

it('restores nothing in another tab', async () => {
  const log = logOf();
  const keeper = new LogKeeper(log);
  log.add('a', NOTICE);
  await keeper.store();
  await keeper.stop();
  sessionStorage.clear();
  expect((await reload()).entries()).toEqual([]);
});

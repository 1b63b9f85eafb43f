import { type AnyReply, fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { ConsoleClient } from '../../lib/identity.ts';
import { callPatiently } from './run.ts';

const over = fail({ code: 'TOO_MANY_REQUESTS', message: '', data: undefined, retryAfter: 1 });

/** A client whose calls get these replies, the last one again and again. */
function answering(replies: readonly AnyReply[]): { client: ConsoleClient; calls: () => number } {
  let calls = 0;
  const callUnchecked: ConsoleClient['callUnchecked'] = () => {
    const reply = replies[Math.min(calls, replies.length - 1)] ?? ok({});
    calls += 1;
    return Promise.resolve(reply);
  };
  return { client: { callUnchecked } as ConsoleClient, calls: () => calls };
}

it('waits for as long as the server asks, and sends again', async () => {
  const { client, calls } = answering([over, over, ok({})]);
  expect(await callPatiently(client, 'a:b', null, new AbortController().signal)).toEqual(ok({}));
  expect(calls()).toBe(3);
});

it('gives up after a while', async () => {
  const { client, calls } = answering([over]);
  expect(await callPatiently(client, 'a:b', null, new AbortController().signal)).toBe(over);
  expect(calls()).toBe(20);
});

it('does not wait on once it is stopped', async () => {
  const { client, calls } = answering([
    fail({ code: 'TOO_MANY_REQUESTS', message: '', data: undefined, retryAfter: 3_600_000 }),
  ]);
  const stop = new AbortController();
  const waiting = callPatiently(client, 'a:b', null, stop.signal);
  await Promise.resolve();
  stop.abort();
  await waiting;
  expect(calls()).toBeLessThanOrEqual(2);
});

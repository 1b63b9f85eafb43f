import { type AnyReply, fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { Link } from '../../links/link.ts';
import { callPatiently } from './run.tsx';

const over = fail({ code: 'TOO_MANY_REQUESTS', message: '', data: undefined, retryAfter: 1 });

/** A link whose calls get these replies, the last one again and again. */
function answering(replies: readonly AnyReply[]): { link: Pick<Link, 'send'>; calls: () => number } {
  let calls = 0;
  const send: Link['send'] = () => {
    const reply = replies[Math.min(calls, replies.length - 1)] ?? ok({});
    calls += 1;
    const outcome = reply.ok ? 'OK' : reply.error.code;
    return Promise.resolve({ at: 1, latency: 1, by: 'server', args: [reply], reply, outcome, issues: [] });
  };
  return { link: { send }, calls: () => calls };
}

it('waits for as long as the server asks, and sends again', async () => {
  const { link, calls } = answering([over, over, ok({})]);
  expect(await callPatiently(link, 'a:b', null, new AbortController().signal)).toEqual(ok({}));
  expect(calls()).toBe(3);
});

it('gives up after a while', async () => {
  const { link, calls } = answering([over]);
  expect(await callPatiently(link, 'a:b', null, new AbortController().signal)).toBe(over);
  expect(calls()).toBe(20);
});

it('does not wait on once it is stopped', async () => {
  const { link, calls } = answering([
    fail({ code: 'TOO_MANY_REQUESTS', message: '', data: undefined, retryAfter: 3_600_000 }),
  ]);
  const stop = new AbortController();
  const waiting = callPatiently(link, 'a:b', null, stop.signal);
  await Promise.resolve();
  stop.abort();
  await waiting;
  expect(calls()).toBeLessThanOrEqual(2);
});

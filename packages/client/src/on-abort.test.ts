import { getEventListeners } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { onAbort } from './on-abort.ts';
import { serve, sync, until } from './server.fixture.ts';

type Ack = (reply: unknown) => void;

function watchWarnings(): Error[] {
  const warnings: Error[] = [];
  const listener = (warning: Error): void => void warnings.push(warning);
  process.on('warning', listener);
  onTestFinished(() => void process.off('warning', listener));
  return warnings;
}

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;
const COUNT = 1_000;

it('1,000 calls that share a signal warn of no leak, and leave no listener when they settle', async () => {
  const warnings = watchWarnings();
  const acks: Ack[] = [];
  const { client } = await serve((socket) => {
    socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => acks.push(ack));
  });
  const caller = client();
  await until(caller, 'connected');
  const { signal } = new AbortController();
  const calls = Array.from({ length: COUNT }, () => caller.call('time:now', null, { signal }));
  await sync(caller);
  expect(listenersOf(signal)).toBe(1);
  for (const ack of acks) ack({ ok: true, data: { now: 'noon' } });
  await Promise.all(calls);
  expect(listenersOf(signal)).toBe(0);
  expect(warnings).toEqual([]);
});

it.each(['order:place', 'step:take'] as const)(
  '1,000 calls that wait for their retry share it too: %s',
  async (event) => {
    const warnings = watchWarnings();
    const { client } = await serve((socket) => {
      socket.on(event, (_payload: unknown, _meta: unknown, ack: Ack) => {
        ack({ ok: false, error: { code: 'SERVICE_UNAVAILABLE', message: 'Busy.', retryAfter: 60_000 } });
      });
    });
    const caller = client({ retry: true, timeout: 80_000 });
    await until(caller, 'connected');
    const stop = new AbortController();
    const calls = Array.from({ length: COUNT }, () =>
      caller.callUnchecked(event, event === 'order:place' ? { item: 'tea' } : { number: 1 }, {
        signal: stop.signal,
      }),
    );
    await sync(caller);
    expect(listenersOf(stop.signal)).toBe(1);
    stop.abort();
    for (const reply of await Promise.all(calls)) {
      expect(reply).toMatchObject({
        ok: false,
        error: { code: 'TIMEOUT', message: 'The caller stopped waiting.' },
      });
    }
    expect(listenersOf(stop.signal)).toBe(0);
    expect(warnings).toEqual([]);
  },
);

it('a signal that is shared by many clients has one listener', () => {
  const stop = new AbortController();
  const heard: number[] = [];
  const undo = [1, 2, 3].map((number) => onAbort(stop.signal, () => heard.push(number)));
  expect(listenersOf(stop.signal)).toBe(1);
  undo[1]?.();
  undo[1]?.();
  stop.abort();
  expect(heard).toEqual([1, 3]);
  for (const each of undo) each();
  expect(listenersOf(stop.signal)).toBe(0);
});

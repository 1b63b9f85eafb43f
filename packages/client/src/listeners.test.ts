import { expect, it, onTestFinished, vi } from 'vitest';
import { inspectClient } from './devtools/inspect-client.ts';
import { Listeners } from './listeners.ts';
import { serve, sync, until } from './server.fixture.ts';

/** What the console shows as an error from now on. */
function watchConsole(): unknown[][] {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => spy.mockRestore());
  return spy.mock.calls;
}

it('calls every listener, in the order they were added, until its undo', () => {
  const listeners = new Listeners<number>();
  const heard: string[] = [];
  const undo = listeners.add((event) => heard.push(`a${event}`));
  listeners.add((event) => heard.push(`b${event}`));
  listeners.notify(1);
  undo();
  listeners.notify(2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

const broken = new Error('broken listener');
const brokenListeners: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw broken;
    },
  ],
  ['rejects', () => Promise.reject(broken)],
  [
    'rejects without a Promise',
    // biome-ignore lint/suspicious/noThenProperty: a thenable that is no Promise is what this is about.
    () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(broken) }),
  ],
];

it.each(brokenListeners)(
  'a listener that %s ends no process, keeps no call from its reply and no other listener from its event',
  async (_how, fail) => {
    const shown = watchConsole();
    const { client } = await serve((socket) => {
      socket.on('time:now', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) => {
        socket.emit('clock:struck');
        ack({ ok: true, data: { now: 'noon' } });
      });
    });
    const caller = client({ autoConnect: false });
    const heard: string[] = [];
    caller.onState(fail);
    inspectClient(caller).onStep(fail);
    caller.observe(fail);
    caller.on('clock:struck', fail as () => void);
    caller.observe(({ kind }) => heard.push(kind));
    caller.on('clock:struck', () => heard.push('clock'));
    caller.connect();
    await until(caller, 'connected');
    expect(await caller.call('time:now')).toEqual({ ok: true, data: { now: 'noon' } });
    await sync(caller);
    expect(heard).toEqual(['call', 'event', 'clock', 'reply', 'call', 'reply']);
    // Each with its cause and stack: two states, an opening and a handshake, five pieces of traffic, one event.
    expect(shown.map(([, error]) => error)).toEqual(Array.from({ length: 10 }, () => broken));
  },
);

it('a listener of late replies that throws ends no process', async () => {
  const shown = watchConsole();
  let release: (reply: object) => void = () => {};
  const { client } = await serve((socket) => {
    socket.on('time:now', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) => {
      release = ack;
    });
  });
  const caller = client();
  await until(caller, 'connected');
  inspectClient(caller).onLate(() => {
    throw broken;
  });
  await caller.call('time:now', null, { timeout: 50 });
  await sync(caller);
  release({ ok: true, data: { now: 'late' } });
  await sync(caller);
  expect(shown.map(([, error]) => error)).toEqual([broken]);
});

it('an event whose name is a number is reported, reaches the listeners of that name, and ends no process', async () => {
  const { client, io } = await serve();
  const caller = client({ payloads: 'report' } as object);
  await until(caller, 'connected');
  const traffic: unknown[] = [];
  caller.observe((one) => one.kind === 'event' && traffic.push(one.event));
  io.emit(1 as never, { any: 'thing' });
  io.emit('clock:struck');
  await sync(caller);
  expect(traffic).toEqual(['1', 'clock:struck']);
});

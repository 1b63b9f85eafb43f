// @vitest-environment happy-dom

import { act, createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { Socket } from 'socket.io';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { contract } from '../contract.fixture.ts';
import { serve, sync, type TestClient, until } from '../server.fixture.ts';
import { createClientHooks } from './index.ts';

const { ClientProvider, useCall, useClient, useConnection, useEvent } = createClientHooks(contract);

beforeAll(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
});

async function render(client: TestClient, element: ReactElement) {
  const container = document.createElement('div');
  const root = createRoot(container);
  const show = (next: ReactElement) =>
    act(async () => root.render(createElement(ClientProvider, { client }, next)));
  onTestFinished(() => act(async () => root.unmount()));
  await show(element);
  return { text: () => container.textContent, show, unmount: () => act(async () => root.unmount()) };
}

describe('useConnection', () => {
  it('shows the state and renders each change', async () => {
    const { client } = await serve();
    const caller = client({ autoConnect: false });
    const Status = () => createElement('p', null, useConnection().status);
    const { text } = await render(caller, createElement(Status));
    expect(text()).toBe('disconnected');
    await act(async () => {
      caller.connect();
      await until(caller, 'connected');
    });
    expect(text()).toBe('connected');
    await act(async () => caller.disconnect());
    expect(text()).toBe('disconnected');
  });
});

describe('useCall', () => {
  it('gives a stable function, whether it is pending, and the reply', async () => {
    let answer = () => {};
    const { client } = await serve((socket: Socket) => {
      socket.on('count:add', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) => {
        answer = () => ack({ ok: true, data: { total: 5 } });
        socket.emit('clock:struck');
      });
    });
    const caller = client();
    const calls = new Set<unknown>();
    let latest: ReturnType<typeof useCall<'count:add'>> | undefined;
    const Adder = () => {
      latest = useCall('count:add');
      calls.add(latest.call);
      return createElement('p', null, latest.pending ? 'pending' : JSON.stringify(latest.reply ?? 'none'));
    };
    const { text } = await render(caller, createElement(Adder));
    expect(text()).toBe('"none"');

    const arrived = new Promise((resolve) => caller.on('clock:struck', resolve));
    let settled: unknown;
    await act(async () => {
      settled = latest?.call({ by: '5' });
      await arrived;
    });
    expect(text()).toBe('pending');
    const reply = { ok: true, data: { total: '5' } };
    await act(async () => {
      answer();
      expect(await settled).toEqual(reply);
    });
    expect(text()).toBe(JSON.stringify(reply));
    expect(calls.size).toBe(1);
  });
});

describe('useCall with a timeout that is no duration', () => {
  it('throws at once, and is not pending after it', async () => {
    const { client } = await serve();
    let latest: ReturnType<typeof useCall<'time:now'>> | undefined;
    const Clock = () => {
      latest = useCall('time:now');
      return createElement('p', null, latest.pending ? 'pending' : 'idle');
    };
    const { text } = await render(client(), createElement(Clock));
    await act(async () => {
      expect(() => latest?.call(null, { timeout: Infinity })).toThrow(TypeError);
    });
    expect(text()).toBe('idle');
  });
});

describe('useEvent', () => {
  it('hears the event with the listener of the last render, and no more after unmounting', async () => {
    const { client, io } = await serve();
    const caller = client();
    const heard: string[] = [];
    const Listener = ({ name }: { name: string }) => {
      useEvent('count:changed', ({ total }) => heard.push(`${name} ${total}`));
      return null;
    };
    const emit = () =>
      act(async () => {
        io.emit('count:changed', { total: heard.length });
        await sync(caller);
      });
    const { show, unmount } = await render(caller, createElement(Listener, { name: 'first' }));
    await act(async () => void (await until(caller, 'connected')));
    await emit();
    await show(createElement(Listener, { name: 'second' }));
    await emit();
    await unmount();
    await emit();
    expect(heard).toEqual(['first 0', 'second 1']);
  });
});

describe('outside of a ClientProvider', () => {
  const hooks: [string, () => unknown][] = [
    ['useClient', useClient],
    ['useConnection', useConnection],
    ['useCall', () => useCall('time:now')],
    ['useEvent', () => useEvent('clock:struck', () => {})],
  ];

  it.each(hooks)('%s throws an error that says what to do', async (_name, useHook) => {
    const root = createRoot(document.createElement('div'));
    const Orphan = () => {
      useHook();
      return null;
    };
    await expect(act(async () => root.render(createElement(Orphan)))).rejects.toThrow(
      'Put this component into a ClientProvider.',
    );
  });
});

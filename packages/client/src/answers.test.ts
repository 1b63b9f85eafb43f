import { defineContract } from '@switchboard/contract';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { createClient } from './client.ts';
import { serve, until } from './server.fixture.ts';

const contract = defineContract({
  name: 'poll',
  version: '1.0.0',
  clientEventMap: {},
  serverEventMap: {
    'poll:asked': { summary: 'Choose', payload: z.strictObject({ topic: z.string() }), response: z.string() },
    'health:asked': { summary: 'Say how you are', response: z.string() },
  },
});

/** A connected client, and a function with which the server asks it. */
async function connect(events: 'enforce' | 'off' = 'enforce') {
  const { io, url } = await serve();
  const socketOptions = { transports: ['websocket'] };
  const client = createClient(contract, url, { validation: { events }, socketOptions });
  await until(client, 'connected');
  const ask = async (event: string, ...args: unknown[]): Promise<unknown> =>
    (
      await io
        .timeout(100)
        .emitWithAck(event, ...args)
        .catch(() => ['no answer'])
    )[0];
  return { client, ask };
}

describe('the answer to an event', () => {
  it('is what the listener returns, or resolves to', async () => {
    const { client, ask } = await connect();
    client.on('health:asked', () => 'well');
    client.on('poll:asked', async ({ topic }) => `${topic}, please`);
    expect(await ask('health:asked')).toBe('well');
    expect(await ask('poll:asked', { topic: 'tea' })).toBe('tea, please');
    client.disconnect();
  });

  it('is the first one, where several listen', async () => {
    const { client, ask } = await connect();
    const heard: unknown[] = [];
    client.on('poll:asked', (payload) => void heard.push(payload));
    client.on('poll:asked', async () => 'tea');
    client.on('poll:asked', () => 'coffee');
    expect(await ask('poll:asked', { topic: 'drink' })).toBe('tea');
    expect(heard).toEqual([{ topic: 'drink' }]);
    client.disconnect();
  });

  it('is what a thenable resolves to, though it is no Promise, and is asked for it once', async () => {
    const { client, ask } = await connect();
    let asked = 0;
    const query = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable that is no Promise is what this is about.
      then: (resolve: (answer: string) => void) => {
        asked += 1;
        resolve('well');
      },
    };
    client.on('health:asked', () => query as PromiseLike<string>);
    expect(await ask('health:asked')).toBe('well');
    expect(asked).toBe(1);
    client.disconnect();
  });

  it('is that of the next listener, where one throws, rejects or gives what does not fit', async () => {
    const shown = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => shown.mockRestore());
    const { client, ask } = await connect();
    client.on('health:asked', () => {
      throw new Error('throws');
    });
    client.on('health:asked', () => Promise.reject(new Error('rejects')));
    client.on('health:asked', () => 7 as never);
    client.on('health:asked', () => 'well');
    expect(await ask('health:asked')).toBe('well');
    expect(shown.mock.calls.map(([, error]) => error)).toMatchObject([
      { message: 'throws' },
      { message: 'rejects' },
      { code: 'BAD_REQUEST' },
    ]);
    client.disconnect();
  });

  it('is not given where nobody listens, and not asked for where the payload breaks the contract', async () => {
    const { client, ask } = await connect();
    expect(await ask('health:asked')).toBe('no answer');
    client.on('poll:asked', () => expect.unreachable('a bad payload was delivered'));
    expect(await ask('poll:asked', { topic: 1 })).toBe('no answer');
    client.disconnect();
  });

  it('is never taken for the payload', async () => {
    const { client, ask } = await connect('off');
    client.on('health:asked', (payload) => String(payload));
    expect(await ask('health:asked')).toBe('null');
    client.disconnect();
  });
});

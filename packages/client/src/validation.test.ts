import type { Schema } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ValidationMode } from './check.ts';
import { createClient } from './client.ts';
import { serve, sync, type TestClient } from './server.fixture.ts';
import type { Traffic } from './traffic.ts';

const MODES = ['enforce', 'report', 'off'] as const;

/** Answers count:add with a fixed value. */
function answer(raw: unknown) {
  return (socket: Socket): void => {
    socket.on('count:add', (_payload: unknown, _meta: unknown, ack: (raw: unknown) => void) => ack(raw));
  };
}

function record(client: Pick<TestClient, 'observe'>): Traffic[] {
  const traffic: Traffic[] = [];
  client.observe((one) => traffic.push(one));
  return traffic;
}

const issuesAt = (...path: string[]) => [expect.objectContaining({ path })];

describe('calls', () => {
  const bad = { by: 'seven' };

  it('are refused with their issues before they are sent', async () => {
    const { client, received } = await serve();
    const caller = client();
    const traffic = record(caller);
    expect(await caller.call('count:add', bad)).toMatchObject({
      ok: false,
      error: { code: 'BAD_REQUEST', issues: [{ path: ['by'], message: 'must be digits' }] },
    });
    expect(await caller.call('time:now', {} as never)).toMatchObject({
      ok: false,
      error: { code: 'BAD_REQUEST', issues: [{ message: 'This event takes no payload.' }] },
    });
    expect(traffic).toEqual([]);
    await sync(caller);
    expect(received).toEqual([]);
  });

  it.each([
    ['report', issuesAt('by')],
    ['off', []],
  ] as const)('are sent in the mode %s', async (calls, issues) => {
    const { client, received } = await serve(answer({ ok: true, data: { total: 1 } }));
    const caller = client({ validation: { calls } });
    const traffic = record(caller);
    expect(await caller.call('count:add', bad)).toMatchObject({ ok: true });
    expect(received).toMatchObject([['count:add', bad, {}]]);
    expect(traffic[0]).toMatchObject({ kind: 'call', payload: bad, issues });
  });

  it('are sent as they are by callUnchecked, under any name', async () => {
    const { client, received } = await serve(
      answer({ ok: false, error: { code: 'FROZEN', message: 'Ice.' } }),
    );
    const caller = client();
    expect(await caller.callUnchecked('count:add', bad)).toMatchObject({
      ok: false,
      error: { code: 'FROZEN' },
    });
    await caller.callUnchecked('constructor', 1, { timeout: 5 });
    await sync(caller);
    expect(received).toMatchObject([
      ['count:add', bad, {}],
      ['constructor', 1],
    ]);
  });
});

describe('replies', () => {
  const broken = { ok: true, data: { total: 'one' } };
  const badData = { ok: false, error: { code: 'OVERFLOW', message: 'Much.', data: { max: 'x' } } };

  it.each([
    ['data', broken, ['total']],
    ["a declared code's data", badData, ['max']],
  ])('that break the contract by %s become REPLY_INVALID with their issues', async (_what, raw, path) => {
    const { client } = await serve(answer(raw));
    const caller = client();
    const traffic = record(caller);
    const reply = await caller.call('count:add', { by: '1' });
    const error = { code: 'REPLY_INVALID', issues: issuesAt(...path) };
    expect(reply).toMatchObject({ ok: false, error });
    expect(traffic.at(-1)).toMatchObject({
      kind: 'reply',
      event: 'count:add',
      reply,
      issues: issuesAt(...path),
    });
  });

  it.each([
    ['report', issuesAt('total')],
    ['off', []],
  ] as const)('pass as they are in the mode %s', async (replies, issues) => {
    const { client } = await serve(answer(broken));
    const caller = client({ validation: { replies } });
    const traffic = record(caller);
    expect(await caller.call('count:add', { by: '1' })).toEqual(broken);
    expect(traffic.at(-1)).toMatchObject({ kind: 'reply', issues });
  });

  it.each(MODES)('that are none at all are an error in the mode %s', async (replies) => {
    for (const raw of [undefined, 'ok', { ok: false, error: 'no' }]) {
      const { client } = await serve(answer(raw));
      expect(await client({ validation: { replies } }).call('count:add', { by: '1' })).toMatchObject({
        ok: false,
        error: { code: 'REPLY_INVALID' },
      });
    }
  });
});

describe('events', () => {
  async function hear(events: ValidationMode, emit: (socket: Socket) => void) {
    const server = await serve((socket) => {
      socket.on('count:add', () => emit(socket));
    });
    const client = server.client({ validation: { events } });
    const traffic = record(client);
    const heard: unknown[] = [];
    client.on('count:changed', (payload) => heard.push(payload));
    client.on('clock:struck', (payload) => heard.push(payload));
    void client.call('count:add', { by: '1' });
    await sync(client);
    return { heard, reported: traffic.filter(({ kind }) => kind === 'event') };
  }

  it('reach their listeners with the output of their schema, null without one', async () => {
    const { heard, reported } = await hear('enforce', (socket) => {
      socket.emit('count:changed', { total: 7 });
      socket.emit('clock:struck');
    });
    expect(heard).toEqual([{ total: '7' }, null]);
    expect(reported).toMatchObject([
      { event: 'count:changed', payload: { total: '7' }, issues: [] },
      { event: 'clock:struck', issues: [] },
    ]);
  });

  it.each<[ValidationMode, unknown[], unknown[]]>([
    ['enforce', [], issuesAt('total')],
    ['report', [{ total: 'seven' }], issuesAt('total')],
    ['off', [{ total: 'seven' }], []],
  ])('that break the contract: %s', async (mode, expected, issues) => {
    const { heard, reported } = await hear(mode, (socket) =>
      socket.emit('count:changed', { total: 'seven' }),
    );
    expect(heard).toEqual(expected);
    expect(reported).toMatchObject([{ event: 'count:changed', payload: { total: 'seven' }, issues }]);
  });

  it.each(['weather:changed', 'toString'])(
    'outside the contract are reported to observers: %s',
    async (event) => {
      const { heard, reported } = await hear('enforce', (socket) => socket.emit(event, 1));
      expect(heard).toEqual([]);
      expect(reported).toMatchObject([
        { event, payload: 1, issues: [{ message: `The contract has no server event "${event}".` }] },
      ]);
    },
  );

  it('carry binary as Uint8Array', async () => {
    const { client } = await serve((socket) => socket.emit('file:added', { bytes: Buffer.of(1, 2) }));
    const bytes = await new Promise<unknown>((resolve) => {
      client().on('file:added', (payload) => resolve(payload.bytes));
    });
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...(bytes as Uint8Array)]).toEqual([1, 2]);
  });

  it('are no longer heard after the undo', async () => {
    const { client, io } = await serve();
    const caller = client();
    const heard: string[] = [];
    const undo = caller.on('clock:struck', () => heard.push('first'));
    caller.on('clock:struck', () => heard.push('second'));
    await sync(caller);
    io.emit('clock:struck');
    await sync(caller);
    undo();
    undo();
    io.emit('clock:struck');
    await sync(caller);
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});

describe('a schema that cannot be used at this end', () => {
  const schemas: [string, Schema][] = [
    ['is asynchronous', z.string().refine(async () => true)],
    [
      'is asynchronous without a Promise',
      {
        '~standard': {
          version: 1,
          vendor: 'test',
          // biome-ignore lint/suspicious/noThenProperty: a thenable that is no Promise is what this is about.
          validate: (value: unknown) => ({ then: (resolve: (result: object) => void) => resolve({ value }) }),
        },
      },
    ],
    [
      'throws',
      z.string().transform(() => {
        throw new Error('broken schema');
      }),
    ],
    [
      'throws what is no text',
      {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: () => {
            throw Object.create(null);
          },
        },
      },
    ],
  ];

  it.each(schemas)(
    'fits nothing and never makes a call reject or hang: one that %s',
    async (_what, schema) => {
      const server = await serve((socket) => {
        socket.on('b', (_payload: unknown, _meta: unknown, ack: (raw: unknown) => void) => {
          ack({ ok: true, data: 'x' });
        });
      });
      const broken = {
        name: 'broken',
        version: '1.0.0',
        clientEventMap: { a: { summary: 'A', payload: schema }, b: { summary: 'B', response: schema } },
        serverEventMap: {},
      };
      const client = createClient(broken, server.url, { socketOptions: { transports: ['websocket'] } });
      expect(await client.call('a', 'x')).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
      expect(await client.call('b')).toMatchObject({ ok: false, error: { code: 'REPLY_INVALID' } });
      client.disconnect();
    },
  );
});

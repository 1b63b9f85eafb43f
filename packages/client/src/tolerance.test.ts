import type { Socket } from 'socket.io';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { createClient } from './client.ts';
import { serve, until } from './server.fixture.ts';
import type { Traffic } from './traffic.ts';

type Ack = (reply: unknown) => void;

/** What yesterday's client knows: an object in a union in a list in an object. */
const Shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dot') }),
  z.strictObject({ kind: z.literal('line'), ends: z.array(z.strictObject({ x: z.number() })) }),
]);
const yesterday = {
  name: 'shapes',
  version: '1.0.0',
  clientEventMap: {
    'shape:draw': {
      summary: 'Draw',
      payload: z.strictObject({ shape: Shape }),
      response: z.strictObject({ drawn: z.array(Shape) }),
      errors: { FULL: z.strictObject({ limit: z.int() }), CLOSED: true },
      policy: { scope: 'draw', idempotent: true },
    },
    'shape:guarded': {
      summary: 'Draw what carries nothing else',
      payload: z.strictObject({ shape: Shape }),
      response: z.strictObject({ drawn: z.array(Shape) }),
      policy: { unknownFields: 'refuse' },
    },
    'shape:clear': { summary: 'Clear' },
    'shape:hint': { summary: 'Hint', payload: z.strictObject({ shape: Shape }) },
  },
  serverEventMap: {
    'shape:drawn': { summary: 'Drawn', payload: z.strictObject({ shapes: z.array(Shape) }) },
    'shape:cleared': { summary: 'Cleared' },
    'shape:asked': { summary: 'Asked', response: z.strictObject({ shape: Shape }) },
  },
} as const;

const line = { kind: 'line' as const, ends: [{ x: 1 }, { x: 2 }] };
/** The same from a newer end. */
const newLine = { ...line, color: 'red', ends: [{ x: 1, y: 1 }, { x: 2 }] };
const newFields = (...base: (string | number)[]) =>
  expect.arrayContaining([
    [...base, 'color'],
    [...base, 'ends', 0, 'y'],
  ]);

async function connect(attach: (socket: Socket) => void = () => {}, options: object = {}) {
  const server = await serve(attach);
  const client = createClient(yesterday, server.url, {
    ...options,
    socketOptions: { transports: ['websocket'] },
  });
  const traffic: Traffic[] = [];
  client.observe((one) => traffic.push(one));
  await until(client, 'connected');
  return { server, client, traffic };
}

const reply = (raw: unknown) => (socket: Socket) => {
  const answer = (_payload: unknown, _meta: unknown, ack: Ack): void => ack(raw);
  for (const event of ['shape:draw', 'shape:guarded', 'shape:clear']) socket.on(event, answer);
};

describe('a reply of a newer server', () => {
  it('loses the fields that this contract does not know, at every depth, and the observers see which', async () => {
    const { client, traffic } = await connect(reply({ ok: true, data: { drawn: [newLine], total: 1 } }));
    expect(await client.call('shape:draw', { shape: line })).toEqual({ ok: true, data: { drawn: [line] } });
    const [, seen] = traffic;
    expect(seen).toMatchObject({ kind: 'reply', issues: [], dropped: newFields('drawn', 0) });
    expect(seen).toMatchObject({ dropped: expect.arrayContaining([['total']]) });
  });

  it('that fits drops nothing', async () => {
    const { client, traffic } = await connect(reply({ ok: true, data: { drawn: [line] } }));
    await client.call('shape:draw', { shape: line });
    for (const seen of traffic) expect(seen).not.toHaveProperty('dropped');
  });

  it('loses data where this contract names none', async () => {
    const { client, traffic } = await connect(reply({ ok: true, data: { count: 1 } }));
    expect(await client.call('shape:clear')).toEqual({ ok: true, data: undefined });
    expect(traffic.at(-1)).toMatchObject({ issues: [], dropped: [[]] });
  });

  it('with a declared error loses unknown fields of its data', async () => {
    const error = { code: 'FULL', message: 'Full.', data: { limit: 5, used: 5 } };
    const { client, traffic } = await connect(reply({ ok: false, error }));
    const expected = { ok: false, error: { ...error, data: { limit: 5 } } };
    expect(await client.call('shape:draw', { shape: line })).toEqual(expected);
    expect(traffic.at(-1)).toMatchObject({ issues: [], dropped: [['used']] });
  });

  it('with a code that this contract does not know reaches the caller whole', async () => {
    const error = { code: 'PAPER_JAM', message: 'Open the lid.', data: { tray: [1, { side: 'left' }] } };
    const { client, traffic } = await connect(reply({ ok: false, error }), { retry: true });
    expect(await client.call('shape:draw', { shape: line })).toEqual({ ok: false, error });
    expect(traffic).toMatchObject([{ kind: 'call' }, { kind: 'reply', issues: [] }]);
  });

  it.each(['toString', '__proto__', 'constructor'])(
    'with the code %s reaches the caller whole too',
    async (code) => {
      const error = { code, message: 'Odd.', data: 1 };
      const { client } = await connect(reply({ ok: false, error }));
      expect(await client.call('shape:draw', { shape: line })).toEqual({ ok: false, error });
    },
  );

  it('is refused with its unknown fields where the event says so', async () => {
    const { client } = await connect(reply({ ok: true, data: { drawn: [newLine] } }));
    expect(await client.call('shape:guarded', { shape: line })).toMatchObject({
      ok: false,
      error: { code: 'REPLY_INVALID' },
    });
  });
});

describe('a reply that breaks the contract', () => {
  it.each([
    ['in a field that is known', { ok: true, data: { drawn: 'all' } }],
    [
      'in the data of a declared error',
      { ok: false, error: { code: 'FULL', message: 'Full.', data: { limit: 'x' } } },
    ],
    ['because it is none', 'drawn'],
    ['because it is nothing', undefined],
  ])('%s is REPLY_INVALID, and its call is never tried again', async (_where, raw) => {
    const { client, traffic } = await connect(reply(raw), { retry: { attempts: 3, minDelay: 0 } });
    expect(await client.call('shape:draw', { shape: line })).toMatchObject({
      ok: false,
      error: { code: 'REPLY_INVALID', message: expect.stringContaining('was executed') },
    });
    expect(traffic.map(({ kind }) => kind)).toEqual(['call', 'reply']);
  });

  it('says so too where the server noticed it, and is not tried again', async () => {
    const error = { code: 'REPLY_INVALID', message: 'The call was executed.' };
    const { client, traffic } = await connect(reply({ ok: false, error }), { retry: true });
    expect(await client.call('shape:draw', { shape: line })).toMatchObject({ ok: false, error });
    expect(traffic).toHaveLength(2);
  });
});

describe('an event of a newer server', () => {
  const emit = async (event: string, payload?: unknown) => {
    const { server, client, traffic } = await connect();
    const heard: unknown[] = [];
    client.on('shape:drawn', (value) => heard.push(value));
    client.on('shape:cleared', (value) => heard.push(value));
    client.on('$history' as 'shape:drawn', (value) => heard.push(value));
    if (payload === undefined) server.io.emit(event);
    else server.io.emit(event, payload);
    await client.callUnchecked('sync', null);
    return { heard, seen: traffic.filter(({ kind }) => kind === 'event') };
  };

  it('loses the fields that this contract does not know, at every depth, and the observers see which', async () => {
    const { heard, seen } = await emit('shape:drawn', { shapes: [{ kind: 'dot' }, newLine], by: 'Alice' });
    expect(heard).toEqual([{ shapes: [{ kind: 'dot' }, line] }]);
    expect(seen).toMatchObject([{ issues: [], payload: heard[0], dropped: newFields('shapes', 1) }]);
  });

  it('loses its payload where this contract names none', async () => {
    const { heard, seen } = await emit('shape:cleared', { by: 'Alice' });
    expect(heard).toEqual([null]);
    expect(seen).toMatchObject([{ issues: [], dropped: [[]] }]);
  });

  it('is refused where a field that is known does not fit', async () => {
    const { heard, seen } = await emit('shape:drawn', { shapes: [{ kind: 'circle' }], by: 'Alice' });
    expect(heard).toEqual([]);
    expect(seen).toMatchObject([{ issues: [expect.anything()] }]);
  });

  it.each(['$history', '$', '$item'])('is ignored where its name is reserved: %s', async (event) => {
    expect(await emit(event, { seq: 1 })).toEqual({ heard: [], seen: [] });
  });
});

describe('what this client sends', () => {
  it('leaves without the fields that the contract does not know, at every depth, and the observers see which', async () => {
    const { server, client, traffic } = await connect(reply({ ok: true, data: { drawn: [] } }));
    const row = { shape: newLine, secret: 'x' };
    await client.call('shape:draw', row);
    client.send('shape:hint', row);
    await client.callUnchecked('sync', null);
    expect(server.received.map(([, payload]) => payload)).toEqual([{ shape: line }, { shape: line }]);
    for (const kind of ['call', 'send'] as const) {
      const seen = traffic.find((one) => one.kind === kind);
      expect(seen).toMatchObject({ payload: { shape: line }, dropped: newFields('shape') });
      expect(seen).toMatchObject({ dropped: expect.arrayContaining([['secret']]) });
    }
    expect(row).toEqual({ shape: newLine, secret: 'x' });
  });

  it('leaves as it is by callUnchecked', async () => {
    const { server, client } = await connect(reply({ ok: true, data: { drawn: [] } }));
    await client.callUnchecked('shape:draw', { shape: newLine, secret: 'x' });
    expect(server.received).toMatchObject([['shape:draw', { shape: newLine, secret: 'x' }, {}]]);
  });

  it('is refused with its unknown fields where the event says so', async () => {
    const { server, client } = await connect();
    const refused = { ok: false, error: { code: 'BAD_REQUEST' } };
    expect(await client.call('shape:guarded', { shape: newLine })).toMatchObject(refused);
    await client.callUnchecked('sync', null);
    expect(server.received).toEqual([]);
  });

  it('as an answer leaves without unknown fields, and not at all where it does not fit', async () => {
    const { server, client } = await connect();
    const ask = (ms: number) =>
      server.io
        .timeout(ms)
        .emitWithAck('shape:asked')
        .catch(() => ['no answer']);
    const undo = client.on('shape:asked', () => ({ shape: newLine }) as never);
    expect(await ask(60_000)).toEqual([{ shape: line }]);
    undo();
    const shown = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => shown.mockRestore());
    client.on('shape:asked', () => ({ shape: 'round' }) as never);
    expect(await ask(200)).toEqual(['no answer']);
    expect(shown.mock.calls).toMatchObject([
      [expect.anything(), { code: 'BAD_REQUEST', issues: [{ path: ['shape'] }] }],
    ]);
  });
});

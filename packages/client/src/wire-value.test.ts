import { runInNewContext } from 'node:vm';
import type { Socket } from 'socket.io';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from './client.ts';
import { contract } from './contract.fixture.ts';
import { inspectClient } from './devtools/inspect-client.ts';
import { serve, sync, type TestClient, until } from './server.fixture.ts';
import { toWireValue } from './wire-value.ts';

type Ack = (reply: unknown) => void;

const answerAll = (socket: Socket): void => {
  socket.onAny((...packet: unknown[]) => {
    const ack = packet.at(-1);
    if (packet[0] !== 'sync' && typeof ack === 'function')
      (ack as Ack)({ ok: true, data: { bytes: Buffer.of() } });
  });
};

/** A client that waits for its connection, or has it. */
async function open(link: 'online' | 'offline') {
  const server = await serve(answerAll);
  const client = server.client({ validation: { calls: 'off', replies: 'off' } });
  await until(client, 'connected');
  const { fault } = inspectClient(client);
  if (link === 'offline') fault.offline(true);
  const back = async (): Promise<unknown[][]> => {
    fault.offline(false);
    await sync(client);
    return server.received;
  };
  return { client: client as TestClient & { send(event: string, payload: unknown): void }, back };
}

const cycle: { self?: unknown } = {};
cycle.self = cycle;
let deep: unknown = 1;
for (let level = 0; level < 20_000; level += 1) deep = level % 2 ? [deep] : { deep };
const fails = (): never => {
  throw new Error('no value');
};
const unsendable: [string, () => unknown][] = [
  ['a BigInt', () => ({ n: 1n })],
  ['a BigInt of another kind', () => [Object(1n)]],
  ['a cycle', () => ({ list: [cycle] })],
  ['a cycle beside bytes', () => ({ bytes: Uint8Array.of(1), cycle })],
  ['too many levels', () => deep],
  ['a toJSON that throws', () => ({ at: { toJSON: fails } })],
  [
    'a toJSON that throws what is no text',
    () => ({
      toJSON: () => {
        throw Object.create(null);
      },
    }),
  ],
  ['a getter that throws', () => Object.defineProperty({}, 'x', { get: fails, enumerable: true })],
  ['a proxy that throws', () => new Proxy({}, { ownKeys: fails })],
  ['11 binary parts', () => ({ files: Array.from({ length: 11 }, () => Uint8Array.of(1)) })],
  ['a Blob', () => ({ files: [new Blob(['a'])] })],
  ['a File that a toJSON gives', () => ({ toJSON: () => new File(['a'], 'a.txt') })],
];

describe.each(['online', 'offline'] as const)(
  'a payload that cannot be encoded is refused at once, %s:',
  (link) => {
    it.each(unsendable)('%s', async (_what, make) => {
      const { client, back } = await open(link);
      const badRequest = { code: 'BAD_REQUEST', message: expect.stringContaining('cannot be sent') };
      expect(() => client.send('note:drop', make())).toThrow(expect.objectContaining(badRequest));
      const replies = [client.callUnchecked('file:echo', make()), client.call('file:echo', make() as never)];
      for (const reply of await Promise.all(replies))
        expect(reply).toMatchObject({ ok: false, error: badRequest });
      expect(await back()).toEqual([]);
    });

    it('and so it is where it fits the contract', async () => {
      const server = await serve();
      const any = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } };
      const clientEventMap = { x: { summary: 'X', payload: any } };
      const client = createClient(
        { name: 'any', version: '1.0.0', clientEventMap, serverEventMap: {} },
        server.url,
        { socketOptions: { transports: ['websocket'] } },
      );
      await until(client, 'connected');
      const { fault } = inspectClient(client);
      if (link === 'offline') fault.offline(true);
      expect(() => client.send('x', { n: 1n })).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
      expect(await client.call('x', { n: 1n })).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
      fault.offline(false);
      await client.callUnchecked('sync');
      client.disconnect();
    });
  },
);

describe('what is sent', () => {
  it.each(['online', 'offline'] as const)('is the value as it was at the call, %s', async (link) => {
    const { client, back } = await open(link);
    const payload = {
      text: 'before',
      list: [1, { deep: true }],
      bytes: Uint8Array.of(1, 2),
      view: Buffer.of(3),
    };
    const change = (): void => {
      payload.text = 'after';
      payload.list.push(2);
      (payload.list[1] as { deep: boolean }).deep = false;
      payload.bytes.fill(9);
      payload.view.fill(9);
    };
    const reply = client.callUnchecked('file:echo', payload);
    client.send('note:drop', payload);
    change();
    const received = await back();
    await reply;
    const before = { text: 'before', list: [1, { deep: true }], bytes: Buffer.of(1, 2), view: Buffer.of(3) };
    expect(received.map(([, value]) => value)).toEqual([before, before]);
  });

  it('is the same in each attempt, whatever an observer does to it', async () => {
    let attempts = 0;
    const server = await serve((socket) => {
      socket.on('order:place', (_payload: unknown, _meta: unknown, ack: Ack) => {
        const busy = { ok: false, error: { code: 'SERVICE_UNAVAILABLE', message: 'Busy.' } };
        ack(++attempts < 3 ? busy : { ok: true, data: { number: 1 } });
      });
    });
    const client = server.client({ retry: { minDelay: 1 } });
    client.observe((traffic) => {
      if (traffic.kind === 'call') Reflect.set(traffic.payload as object, 'item', 'changed');
    });
    const payload = { item: 'tea' };
    const reply = client.call('order:place', payload);
    payload.item = 'coffee';
    await reply;
    expect(server.received.map(([, value]) => value)).toEqual([
      { item: 'tea' },
      { item: 'tea' },
      { item: 'tea' },
    ]);
  });

  class Point {
    readonly x = 1;
    readonly #hidden = 2;
    get sum(): number {
      return this.x + this.#hidden;
    }
  }
  const odd = (): object => ({
    none: undefined,
    run: () => 1,
    symbol: Symbol('s'),
    at: new Date(0),
    nan: Number.NaN,
    endless: -Infinity,
    holes: [undefined, () => 1, Symbol('s'), Number.NaN, new Array(1)[0]],
    boxed: [Object('a'), Object(1), Object(true)],
    url: new URL('https://example.test/'),
    map: new Map([[1, 2]]),
    point: new Point(),
    keyed: { toJSON: (key: string) => key },
    json: [{ toJSON: (key: string) => key }],
    bare: Object.assign(Object.create(null), { a: 1 }),
    text: '\ud800',
  });

  it.each(['online', 'offline'] as const)('of odd values is what JSON makes of them, %s', async (link) => {
    const { client, back } = await open(link);
    client.send('note:drop', odd());
    client.send('note:drop', { ...odd(), bytes: Uint8Array.of(1) });
    const received = await back();
    const json = JSON.parse(JSON.stringify(odd()));
    expect(received).toEqual([
      ['note:drop', json],
      ['note:drop', { ...json, bytes: Buffer.of(1) }],
    ]);
  });

  it.each([undefined, () => 1, Symbol('s')])(
    'for a payload that JSON has no word for is nothing',
    async (value) => {
      expect(toWireValue(value)).toBeUndefined();
    },
  );

  it('keeps a key named __proto__ an ordinary key', () => {
    const value = toWireValue(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean };
    expect(value.admin).toBeUndefined();
    expect(JSON.stringify(value)).toBe('{"__proto__":{"admin":true}}');
  });
});

const foreign = (code: string): unknown => runInNewContext(code);
const binary: [string, () => unknown][] = [
  ['an ArrayBuffer', () => Uint8Array.of(1, 2, 3).buffer],
  ['a DataView on a part', () => new DataView(Uint8Array.of(0, 1, 2, 3, 4).buffer, 1, 3)],
  ['a view of another kind', () => new Int8Array([1, 2, 3])],
  ['a Buffer', () => Buffer.of(1, 2, 3)],
  ['a Uint8Array of another realm', () => foreign('Uint8Array.of(1, 2, 3)')],
  ['an ArrayBuffer of another realm', () => foreign('Uint8Array.of(1, 2, 3).buffer')],
  ['a DataView of another realm', () => foreign('new DataView(Uint8Array.of(1, 2, 3).buffer)')],
];

it.each(binary)(
  '%s goes to the server as bytes, where the schema wants a Uint8Array',
  async (_what, make) => {
    const server = await serve((socket) => {
      socket.on('file:echo', (payload: unknown, _meta: unknown, ack: Ack) =>
        ack({ ok: true, data: payload }),
      );
    });
    const client = server.client();
    const reply = await client.call('file:echo', { bytes: make() as Uint8Array });
    const { bytes } = reply.ok ? reply.data : { bytes: undefined };
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...(bytes ?? [])]).toEqual([1, 2, 3]);
    expect(server.received).toMatchObject([['file:echo', { bytes: Buffer.of(1, 2, 3) }, {}]]);
  },
);

it('a payload of another realm is an object like any other', async () => {
  const { client, received } = await serve();
  const caller = client();
  caller.send('note:drop', foreign('({ text: "hi" })') as { text: string });
  await sync(caller);
  expect(received).toEqual([['note:drop', { text: 'hi' }]]);
});

it('auth is encoded when it is given, so that no handshake throws', async () => {
  const { client, url } = await serve();
  expect(() => client({ auth: { n: 1n } })).toThrow(TypeError);
  const caller = client({ autoConnect: false });
  expect(() => caller.setAuth({ self: cycle })).toThrow(TypeError);
  expect(() => createClient(contract, url, { auth: { toJSON: fails } })).toThrow('no value');
});

it('an answer that cannot be encoded is reported and not given', async () => {
  const { client, io } = await serve();
  const caller = client({ validation: { calls: 'off' } });
  await until(caller, 'connected');
  const shown = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => shown.mockRestore());
  caller.on('clock:struck', (() => 1n) as never);
  caller.on('clock:struck', (() => 'noon') as never);
  expect(await io.timeout(60_000).emitWithAck('clock:struck')).toEqual(['noon']);
  expect(shown.mock.calls).toEqual([[expect.anything(), expect.any(TypeError)]]);
});

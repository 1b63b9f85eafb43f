import { once } from 'node:events';
import type { ServerOptions, Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger, type TestControllers } from '../contract.fixture.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { CallRecord } from '../core/settle.ts';
import { createSocketMsgRouter } from './attach.ts';
import { measuringParser } from './packet-size.ts';
import { rawAck, serve, type TestServer, writeRaw } from './server.fixture.ts';

interface Setup {
  readonly changed?: Partial<TestControllers>;
  readonly prepare?: (socket: Socket) => void;
  readonly options?: Partial<ServerOptions>;
}

async function serveRouter({
  changed,
  prepare,
  options,
}: Setup = {}): Promise<TestServer & { records: CallRecord[] }> {
  const records: CallRecord[] = [];
  const router = createRouter(contract, {
    scopes,
    onSettled: (record) => records.push(record),
    onFailure: () => undefined,
  }).controllers({ ...controllers, ...changed });
  const attach = createSocketMsgRouter(router, stranger);
  const server = await serve((socket) => {
    attach(socket);
    prepare?.(socket);
  }, options);
  return { ...server, records };
}

const failure = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe('a call over a socket', () => {
  it('is dispatched once and answered', async () => {
    const { connect, records } = await serveRouter();
    const caller = await connect();
    expect(await caller.emitWithAck('count:add', { by: '2', times: 3 })).toEqual({
      ok: true,
      data: { total: 6 },
    });
    expect(records).toMatchObject([{ event: 'count:add', socketId: caller.id, acked: true, code: 'OK' }]);
  });

  it('may do without payload and meta, or give null for the payload', async () => {
    const { connect } = await serveRouter();
    const caller = await connect();
    const reply = { ok: true, data: { now: 'noon' } };
    expect(await caller.emitWithAck('time:now')).toEqual(reply);
    expect(await caller.emitWithAck('time:now', null)).toEqual(reply);
    expect(await caller.emitWithAck('time:now', null, { id: 'c1', deadline: 1_000 })).toEqual(reply);
  });

  it('gets { ok: true } for an event without a response', async () => {
    const { connect } = await serveRouter();
    expect(await (await connect()).emitWithAck('note:drop', { text: 'hi' })).toEqual({ ok: true });
  });

  it.each([
    ['an unknown event', 'NOT_FOUND', ['nobody', {}]],
    ['a bad payload', 'BAD_REQUEST', ['count:add', { by: -1 }]],
    ['bad meta', 'BAD_REQUEST', ['time:now', null, 'meta']],
    ['more than payload and meta', 'BAD_REQUEST', ['time:now', null, {}, 'more']],
    ['several positional arguments', 'BAD_REQUEST', ['count:add', { by: '1' }, null, 1, 2, 3]],
    ['a stranger', 'UNAUTHORIZED', ['secret:read']],
  ] as const)('is answered where it fails: %s, %s', async (_what, code, [event, ...args]) => {
    const { connect, records } = await serveRouter();
    expect(await (await connect()).emitWithAck(event, ...args)).toEqual(failure(code));
    expect(records).toMatchObject([{ code, acked: true }]);
  });

  it('is answered where its controller throws or never settles', async () => {
    const { connect } = await serveRouter({
      changed: {
        'time:now': () => Promise.reject(new Error('broken')),
        'task:run': () => new Promise(() => {}),
      },
    });
    const caller = await connect();
    expect(await caller.emitWithAck('time:now')).toEqual(failure('INTERNAL_SERVER_ERROR'));
    expect(await caller.emitWithAck('task:run')).toEqual(failure('TIMEOUT'));
  });

  it('may be one of many in flight without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { connect } = await serveRouter({ changed: { 'task:run': () => new Promise(() => {}) } });
    const caller = await connect();
    await Promise.all(Array.from({ length: 30 }, () => caller.emitWithAck('task:run')));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('that nobody waits for shows its failure to onSettled', async () => {
    const { connect, records } = await serveRouter();
    const caller = await connect();
    caller.emit('note:drop', { text: 1 });
    await caller.emitWithAck('time:now');
    const settled = records.map(({ event, acked, code }) => ({ event, acked, code }));
    expect(settled).toContainEqual({ event: 'note:drop', acked: false, code: 'BAD_REQUEST' });
    expect(settled).toContainEqual({ event: 'time:now', acked: true, code: 'OK' });
  });

  it("aborts its controller's signal when the caller disconnects", async () => {
    const { promise: signal, resolve } = withResolvers<AbortSignal>();
    const { connect, records } = await serveRouter({
      changed: {
        'value:echo': (_message, context) => {
          resolve(context.signal);
          return new Promise(() => {});
        },
      },
    });
    const caller = await connect();
    caller.emit('value:echo', 1, null, () => {});
    const aborted = once(await signal, 'abort');
    caller.disconnect();
    await aborted;
    expect((await signal).reason).toMatchObject({ code: 'DISCONNECTED' });
    await new Promise(setImmediate);
    expect(records).toMatchObject([{ code: 'DISCONNECTED' }]);
  });
});

describe('hostile packets', () => {
  const EVENTS: [wire: string, event: string][] = [
    ['["*",null]', '*'],
    ['["*",{"type":2,"nsp":"/","data":["time:now"]}]', '*'],
    ['["__proto__",{}]', '__proto__'],
    ['["constructor",{}]', 'constructor'],
    ['["toString",{}]', 'toString'],
    ['["error",{}]', 'error'],
    ['["\\ud800",{}]', '\ud800'],
    ['["",null]', ''],
    ['[7,{}]', '7'],
    ['', ''],
  ];

  it.each(EVENTS)('42%s is one unknown event', async (wire, event) => {
    const { connect, records } = await serveRouter();
    const [attacker, other] = [await connect(), await connect()];
    writeRaw(attacker, `2${wire}`);
    await attacker.emitWithAck('time:now');
    expect(records).toMatchObject([{ event, known: false, acked: false, code: 'NOT_FOUND' }, { code: 'OK' }]);
    expect(await other.emitWithAck('time:now')).toMatchObject({ ok: true });
  });

  it.each(EVENTS)('421%s is answered', async (wire) => {
    const { connect } = await serveRouter();
    const attacker = await connect();
    const ack = rawAck(attacker, 1);
    writeRaw(attacker, `21${wire}`);
    expect(await ack).toEqual([failure('NOT_FOUND')]);
  });

  it.each(['["disconnect"]', '["newListener",{}]', '{"0":"time:now"}', '[]', '[null]', '["a"', 'x'])(
    '42%s costs its sender the connection and nobody else',
    async (wire) => {
      const { connect, records } = await serveRouter();
      const [attacker, other] = [await connect({ reconnection: false }), await connect()];
      const gone = new Promise<void>((resolve) => attacker.once('disconnect', () => resolve()));
      writeRaw(attacker, `2${wire}`);
      await gone;
      expect(await other.emitWithAck('time:now')).toMatchObject({ ok: true });
      expect(records).toHaveLength(1);
    },
  );
});

describe('maxBytes with the measuring parser', () => {
  const tooLarge = failure('PAYLOAD_TOO_LARGE');

  it.each(['websocket', 'polling'])(
    'counts text and attachments, packet by packet, over %s',
    async (transport) => {
      const { connect } = await serveRouter({ options: { parser: measuringParser } });
      const caller = await connect({ transports: [transport] });
      const bytes = Buffer.alloc(600, 7);
      expect(await caller.emitWithAck('value:echo', { bytes })).toEqual({ ok: true, data: { bytes } });
      expect(await caller.emitWithAck('value:echo', { bytes, more: bytes })).toEqual(tooLarge);
      expect(await caller.emitWithAck('value:echo', 'x'.repeat(900))).toMatchObject({ ok: true });
      expect(await caller.emitWithAck('value:echo', 'x'.repeat(1_000))).toEqual(tooLarge);
      expect(await caller.emitWithAck('value:echo', '€'.repeat(400))).toEqual(tooLarge);
      expect(await caller.emitWithAck('value:echo', { bytes })).toMatchObject({ ok: true });
    },
  );
});

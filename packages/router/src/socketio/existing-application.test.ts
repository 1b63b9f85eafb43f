import { EventEmitter, once } from 'node:events';
import { EventError } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import wildcard from 'socketio-wildcard';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { CallRecord } from '../core/settle.ts';
import { createSocketMsgRouter, type SocketMsgRouterOptions } from './attach.ts';
import { nextFatal, warnings } from './process-errors.fixture.ts';
import { rawAck, serveWith, type TestServer, writeRaw } from './server.fixture.ts';

const failure = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

/** An application that sets `prepare` on its sockets, with a router attached to it. */
async function attachTo(
  prepare: (socket: Socket) => void,
  options: Partial<SocketMsgRouterOptions<ReturnType<typeof stranger>>> = {},
): Promise<TestServer & { records: CallRecord[] }> {
  const records: CallRecord[] = [];
  const router = createRouter(contract, {
    scopes,
    onSettled: (record) => records.push(record),
    onFailure: () => undefined,
  }).controllers(controllers);
  const server = await serveWith((io) => {
    io.on('connection', prepare);
    createSocketMsgRouter(router, { context: stranger, ...options }).attach(io);
  });
  return { ...server, records };
}

describe('a listener of the application', () => {
  it('gets its events with all arguments, and answers as it likes', async () => {
    const { connect, records } = await attachTo((socket) => {
      socket.on('legacy', (a: number, b: Buffer, ack: (...args: unknown[]) => void) => ack(b, a + 1, null));
    });
    const caller = await connect();
    const answer = await new Promise((resolve) =>
      caller.emit('legacy', 1, Buffer.of(7), (...args: unknown[]) => resolve(args)),
    );
    expect(answer).toEqual([Buffer.of(7), 2, null]);
    expect(records).toEqual([]);
  });

  it('that throws is an uncaught exception, with the error that it threw, and gets no reply', async () => {
    const thrown = new Error('broken listener');
    const { connect } = await attachTo((socket) => {
      socket.on('legacy', () => {
        throw thrown;
      });
    });
    const caller = await connect();
    const fatal = nextFatal('uncaughtException');
    caller.emit('legacy', () => expect.unreachable('a listener that threw was answered for'));
    expect(await fatal).toBe(thrown);
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
  });

  it('that rejects is an unhandled rejection', async () => {
    const thrown = new Error('broken later');
    const { connect } = await attachTo((socket) => {
      socket.on('legacy', async () => Promise.reject(thrown));
    });
    const caller = await connect();
    const fatal = nextFatal('unhandledRejection');
    caller.emit('legacy');
    expect(await fatal).toBe(thrown);
  });

  it('sees its socket as `this`, and so does onAny', async () => {
    const seen: unknown[] = [];
    const { connect, io } = await attachTo((socket) => {
      const note = function (this: Socket): void {
        seen.push(this.id);
      };
      socket.onAny(note).on('legacy', note);
    });
    const caller = await connect();
    caller.emit('legacy');
    await caller.emitWithAck('time:now');
    expect(seen).toEqual([caller.id, caller.id, caller.id]);
    expect(io.sockets.sockets.size).toBe(1);
  });

  it.each(['websocket', 'polling'])(
    'runs before a call that came after its event, over %s',
    async (transport) => {
      const order: string[] = [];
      const { connect } = await attachTo((socket) => socket.on('legacy', () => void order.push('legacy')), {
        context: () => {
          order.push('call');
          return stranger();
        },
      });
      const caller = await connect({ transports: [transport] });
      order.length = 0;
      for (let round = 0; round < 3; round++) {
        caller.emit('legacy');
        caller.emit('note:drop', { text: 'x' });
      }
      await caller.emitWithAck('time:now');
      expect(order).toEqual(['legacy', 'call', 'legacy', 'call', 'legacy', 'call', 'call']);
    },
  );

  it.each(['$more', 'error', '*', 'constructor', '7'])('may listen to the name %s', async (event) => {
    const { connect } = await attachTo((socket) => {
      socket.on(event, (n: number, ack: (n: number) => void) => ack(n + 1));
    });
    expect(await (await connect()).emitWithAck(event, 1)).toBe(2);
  });

  it('is not reached by a name that only Socket.IO may emit, whatever its parser lets through', async () => {
    const unreachable = () => expect.unreachable('a forged event was delivered');
    const { connect, io } = await attachTo((socket) => socket.on('connect_error', unreachable), {
      unknownEvents: 'ignore',
    });
    const caller = await connect();
    const socket = io.sockets.sockets.get(caller.id as string) as unknown as {
      onevent(packet: object): void;
    };
    socket.onevent({ data: ['connect_error'] });
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
  });

  it('hears through a wildcard that the application has installed itself', async () => {
    const heard: unknown[] = [];
    const { connect } = await attachTo((socket) => {
      wildcard(EventEmitter)(socket);
      socket.on('*', ({ data }: { data: unknown[] }) => void heard.push(data));
    });
    const caller = await connect();
    caller.emit('anything', 1);
    await caller.emitWithAck('time:now');
    expect(heard).toEqual([['anything', 1]]);
  });
});

describe('socket.use of the application', () => {
  it('runs once for every event, and may refuse: an event of the application gets no reply, a call FORBIDDEN', async () => {
    const refusal = new Error('secret reason');
    const ran: unknown[] = [];
    const errors: unknown[] = [];
    const { connect, records } = await attachTo((socket) => {
      socket.on('legacy', () => expect.unreachable('a refused event was delivered'));
      socket.on('error', (error) => errors.push(error));
      socket.use(([event], next) => {
        ran.push(event);
        next(event === 'note:drop' ? undefined : refusal);
      });
    });
    const caller = await connect();
    caller.emit('legacy', () => expect.unreachable('a refused event was answered'));
    for (const event of ['time:now', 'nobody']) {
      const reply: unknown = await caller.emitWithAck(event);
      expect(reply).toEqual(failure('FORBIDDEN'));
      expect(JSON.stringify(reply)).not.toContain('secret');
    }
    expect(await caller.emitWithAck('note:drop', { text: 'x' })).toEqual({ ok: true });
    expect(ran).toEqual(['legacy', 'time:now', 'nobody', 'note:drop']);
    expect(errors).toEqual([refusal, refusal, refusal]);
    expect(records[0]?.error?.cause).toBe(refusal);
  });

  it('may refuse a call with an EventError, which its caller gets', async () => {
    const { connect } = await attachTo((socket) => {
      socket.use((_packet, next) => next(new EventError('TOO_MANY_REQUESTS', { retryAfter: 7 })));
    });
    expect(await (await connect()).emitWithAck('time:now')).toMatchObject({
      error: { code: 'TOO_MANY_REQUESTS', retryAfter: 7 },
    });
  });

  it('that throws fails a call with INTERNAL_SERVER_ERROR and its cause, and is uncaught for other events', async () => {
    const { connect, records } = await attachTo((socket) => {
      socket.on('legacy', () => {});
      socket.use(([event]) => {
        throw new Error(`no ${event}`);
      });
    });
    const caller = await connect();
    expect(await caller.emitWithAck('time:now')).toEqual(failure('INTERNAL_SERVER_ERROR'));
    expect(records[0]?.error?.cause).toEqual(new Error('no time:now'));
    const fatal = nextFatal('uncaughtException');
    caller.emit('legacy');
    expect(await fatal).toEqual(new Error('no legacy'));
  });
});

describe('a name that nobody listens to', () => {
  it('is answered NOT_FOUND', async () => {
    const { connect, records } = await attachTo(() => {});
    const caller = await connect();
    for (const event of ['nobody', '$more', 'error', '*']) {
      expect(await caller.emitWithAck(event)).toEqual(failure('NOT_FOUND'));
    }
    expect(records).toHaveLength(4);
  });

  it("gets no answer with unknownEvents: 'ignore', and onAny may give one", async () => {
    const { connect, records } = await attachTo(
      (socket) => {
        socket.onAny((event, ...args) => {
          if (event === 'ask') setImmediate(() => args.at(-1)('answered'));
        });
      },
      { unknownEvents: 'ignore' },
    );
    const caller = await connect();
    caller.emit('nobody', () => expect.unreachable('an ignored event was answered'));
    const silent = rawAck(caller, 77);
    void silent.then(() => expect.unreachable('a packet without data was answered'));
    writeRaw(caller, '277');
    expect(await caller.emitWithAck('ask')).toBe('answered');
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
    expect(records.map(({ event }) => event)).toEqual(['time:now']);
  });
});

describe('a listener of an event in the contract', () => {
  const never = () => expect.unreachable('a listener of an event in the contract was called');

  it.each([
    ['before the router', (socket: Socket) => socket.on('time:now', never)],
    ['after it', (socket: Socket) => process.nextTick(() => socket.on('time:now', never))],
  ])('set %s is named in one process warning', async (_when, prepare) => {
    const messages = warnings();
    const { connect } = await attachTo(prepare);
    for (const caller of [await connect(), await connect()]) {
      expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
    }
    expect(messages).toEqual([
      'A listener of "time:now" never runs, because this event is in the contract and its controller answers it: remove the listener.',
    ]);
  });

  it('set much later is named with the next call', async () => {
    const { connect, io } = await attachTo(() => {});
    const caller = await connect();
    await caller.emitWithAck('time:now');
    io.sockets.sockets.get(caller.id as string)?.on('time:now', never);
    const warning = once(process, 'warning');
    await caller.emitWithAck('time:now');
    expect(await warning).toMatchObject([{ message: expect.stringContaining('"time:now" never runs') }]);
  });

  it('is not suspected where there is none', async () => {
    const messages = warnings();
    const { connect } = await attachTo((socket) => socket.on('legacy', () => {}));
    await (await connect()).emitWithAck('time:now');
    expect(messages).toEqual([]);
  });
});

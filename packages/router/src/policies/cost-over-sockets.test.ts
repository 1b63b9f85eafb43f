import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import type { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { failsWith } from '../core/router.fixture.ts';
import { createRouter } from '../core/router.ts';
import { createPublisher } from '../publish/publisher.ts';
import { createSocketMsgRouter } from '../socketio/attach.ts';
import { serveWith } from '../socketio/server.fixture.ts';
import { createCallCosts } from './cost.ts';

const contract = defineContract({
  name: 'shout',
  version: '1.0.0',
  clientEventMap: defineEvents({
    shout: { summary: 'Shout', payload: z.string(), response: z.string() },
    ask: { summary: 'Ask everybody', payload: z.string(), response: z.number() },
  }),
  serverEventMap: defineServerEvents({
    shouted: { summary: 'Somebody shouts', payload: z.string() },
    asked: { summary: 'Somebody asks', payload: z.string(), response: z.string() },
  }),
});

/** 40,000 bytes at once for one socket. The packets of a server without a door are counted as docs/router.md says. */
async function serveShouts() {
  const rate = { bytesPerSecond: 1, burst: 40_000 };
  const costs = createCallCosts({ perCaller: rate, perAddress: rate });
  return serveWith((io: Server) => {
    io.engine.on('connection', (connection) => {
      connection.on('packetCreate', ({ data = '' }: { data?: string | Buffer }) => costs.charge(data.length));
    });
    const publish = createPublisher(contract, io);
    const router = createRouter(contract, { costs }).controllers({
      shout: async ({ message }) => {
        await turn();
        publish.emit('shouted', message);
        return 'done';
      },
      ask: async ({ message }) => (await publish.collect('asked', message)).length,
    });
    createSocketMsgRouter(router).attach(io);
  });
}

const text = 'x'.repeat(4_000);
const refused = failsWith('TOO_MANY_REQUESTS');

it('charges a call with what it publishes after an await, once for each receiver, and no receiver', async () => {
  const { connect } = await serveShouts();
  const [one, ...others] = [await connect(), await connect(), await connect(), await connect()];
  // 5 KB in, 20 KB out to four, and 1 KB for the reply: twice that is more than 40 KB.
  for (let count = 0; count < 2; count++)
    expect(await one.emitWithAck('shout', text)).toMatchObject({ ok: true });
  expect(await one.emitWithAck('shout', 'x')).toMatchObject(refused);
  for (const other of others) expect(await other.emitWithAck('shout', 'x')).toMatchObject({ ok: true });
});

it('charges a call with the questions that it collects answers to', async () => {
  const { connect } = await serveShouts();
  const [one, other] = [await connect(), await connect()];
  for (const socket of [one, other]) socket.on('asked', (_text, answer) => answer('yes'));
  for (let count = 0; count < 3; count++)
    expect(await one.emitWithAck('ask', text)).toMatchObject({ ok: true, data: 2 });
  expect(await one.emitWithAck('shout', 'x')).toMatchObject(refused);
  expect(await other.emitWithAck('shout', 'x')).toMatchObject({ ok: true });
});

it('charges nobody with what listeners of the application send', async () => {
  const { connect, io } = await serveShouts();
  io.on('connection', (socket) => socket.on('old', () => void io.emit('old', 'x'.repeat(100_000))));
  const [one] = [await connect(), await connect()];
  const heard = once(one as unknown as NodeJS.EventEmitter, 'old');
  one.emit('old');
  await heard;
  expect(await one.emitWithAck('shout', 'x')).toMatchObject({ ok: true });
});

import { type TestClients, testClients } from '@switchboard/node-server/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MeasuredServer, startMeasured } from './measured-server.ts';

let server: MeasuredServer;
let clients: TestClients;
beforeAll(async () => {
  server = await startMeasured({ tls: undefined, events: 20 });
  clients = testClients(`http://localhost:${server.port}`);
});
afterAll(async () => {
  clients[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const connect = () => clients.connect();

const order = {
  id: 'order-1',
  customer: 'Ada',
  express: false,
  lines: [
    { sku: 'lamp', count: 2, price: 10.5 },
    { sku: 'desk', count: 1, price: 100 },
  ],
};
const placed = { ok: true, data: { id: 'order-1', total: 121, accepted: true } };

it('places an order', async () => {
  expect(await (await connect()).emitWithAck('order:place', order)).toEqual(placed);
});

it('refuses an order that breaks the contract', async () => {
  const reply = await (await connect()).emitWithAck('order:place', { ...order, lines: [] });
  expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
});

it('declares as many events as it was asked for', async () => {
  const socket = await connect();
  expect(await socket.emitWithAck('extra:16', order)).toEqual(placed);
  expect(await socket.emitWithAck('extra:17', order)).toMatchObject({ error: { code: 'NOT_FOUND' } });
});

it('sends a burst to everyone', async () => {
  const [one, other] = [await connect(), await connect()];
  const heard: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    other.on('order:placed', (payload) => {
      heard.push(payload.id);
      if (heard.length === 3) resolve();
    });
  });
  expect(await one.emitWithAck('burst:start', { count: 3 })).toEqual({ ok: true, data: { sent: 3 } });
  await all;
  expect(new Set(heard).size).toBe(3);
});

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRouter } from '../core/router.ts';
import { testPolicy } from '../policies/policy.fixture.ts';
import { createSocketMsgRouter } from './attach.ts';
import { MAX_JOINS, measuringParser } from './packet-size.ts';

const CONNECT = '0';
const connects = (count: number) => Array.from({ length: count }, () => CONNECT);

function decode(packets: readonly string[]): number {
  const decoder = new measuringParser.Decoder();
  let decoded = 0;
  decoder.on('decoded', () => {
    decoded += 1;
  });
  for (const packet of packets) decoder.add(packet);
  return decoded;
}

describe('the decoder', () => {
  it('lets a connection join its namespaces', () => {
    expect(decode(connects(MAX_JOINS))).toBe(MAX_JOINS);
  });

  it('refuses a connection that asks for more, before Socket.IO makes a socket of it', () => {
    expect(() => decode(connects(MAX_JOINS + 1))).toThrow('at most 32 namespaces');
  });
});

/** A server with two namespaces, of which the router has one, and one session of polling. */
async function openSession(isAttached: boolean) {
  const io = new Server(0, { parser: measuringParser });
  onTestFinished(() => io.close());
  const { httpServer } = io as unknown as { httpServer: import('node:http').Server };
  const { contract } = testPolicy({}).router;
  const router = createSocketMsgRouter(
    createRouter(contract).controllers({ 'work:do': () => undefined, 'work:also': () => undefined }),
  );
  io.of('/other');
  if (isAttached) router.attach(io);
  else io.on('connection', router);
  if (!httpServer.listening) await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://localhost:${port}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string };
  const post = (...packets: string[]) =>
    fetch(`${url}&sid=${sid}`, {
      method: 'POST',
      body: packets.map((packet) => `4${packet}`).join('\u001e'),
    });
  const count = () => io.of('/').sockets.size + io.of('/other').sockets.size;
  return { io, post, count, poll: () => fetch(`${url}&sid=${sid}`) };
}

describe.each([
  ['attached', true],
  ['given each socket', false],
])('the sockets of one connection, with a router that is %s', (_how, isAttached) => {
  it('are counted, never a difference: surplus packets to leave make no room', async () => {
    const { io, post, count, poll } = await openSession(isAttached);
    await post('0', '0/other,');
    await expect.poll(count).toBe(2);
    await post(...Array.from({ length: 200 }, () => '1/other,'));
    await expect.poll(count).toBe(1);
    await post(...Array.from({ length: 100 }, () => '0/other,'));
    expect(count()).toBeLessThanOrEqual(MAX_JOINS);
    // By polling the close waits until what was sent before is read, and for one request more.
    await poll();
    await poll();
    await expect.poll(() => [io.engine.clientsCount, count()]).toEqual([0, 0]);
  });

  it('may leave their namespaces and join them again as often as one likes', async () => {
    const { io, post, count } = await openSession(isAttached);
    await post('0');
    await expect.poll(count).toBe(1);
    for (let i = 0; i < 2 * MAX_JOINS; i++) {
      await post('0/other,');
      await expect.poll(count, { interval: 1 }).toBe(2);
      if (i % 2 === 0) await post('1/other,');
      else for (const socket of io.of('/other').sockets.values()) socket.disconnect();
      await expect.poll(count, { interval: 1 }).toBe(1);
    }
    expect(io.engine.clientsCount).toBe(1);
  });
});

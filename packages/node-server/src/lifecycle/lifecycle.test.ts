import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { defineContract, defineEvents } from '@switchboard/contract';
import { createRouter, createSocketMsgRouter, measuringParser } from '@switchboard/router';
import { batchingWsEngine } from '@switchboard/ws-engine';
import { Server } from 'socket.io';
import { io as connectIo, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { developmentTls, testConfig } from '../app.fixture.ts';
import { createConnections } from '../door/connections.ts';
import { createHttpsServer } from '../tls/https-server.ts';
import { loadTls } from '../tls/load-tls.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';

const contract = defineContract({
  name: 'drain',
  version: '1.0.0',
  clientEventMap: defineEvents({
    wait: { summary: 'Wait until the test ends it', response: z.strictObject({}) },
  }),
  serverEventMap: {},
});

interface Served extends AsyncDisposable {
  readonly lifecycle: Lifecycle;
  connect(): Promise<Socket>;
  /** Resolves when a call of `wait` has begun. */
  readonly begun: Promise<void>;
  /** Lets the calls of `wait` end. */
  finish(): void;
  /** The parts that were closed, in order. */
  readonly closed: readonly string[];
  readonly port: number;
}

/** HTTPS, Socket.IO and a router with a call that takes as long as the test wants. */
async function serve(drainTime: number): Promise<Served> {
  let [finish, begin] = [() => {}, () => {}];
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const config = testConfig();
  const httpsServer = createHttpsServer(await loadTls(developmentTls()), config, (_, response) =>
    response.end(),
  );
  const io = new Server(httpsServer, {
    parser: measuringParser,
    ...(config.batchedWrites && { wsEngine: batchingWsEngine }),
  });
  const router = createRouter(contract).controllers({
    wait: async () => {
      begin();
      await finished;
      return {};
    },
  });
  createSocketMsgRouter(router, () => ({ user: undefined, scopes: [] })).attach(io);
  const closed: string[] = [];
  const part = (name: string) => ({
    close: async () => {
      expect(connections.sessions.size).toBe(0);
      await nextTurn();
      closed.push(name);
    },
  });
  const connections = createConnections(httpsServer);
  connections.watch(io);
  const lifecycle = createLifecycle(
    {
      https: { server: httpsServer },
      door: { io, connections },
      router,
      parts: [part('a'), undefined, part('b')],
    },
    { drainTime },
  );
  expect(lifecycle.isServing()).toBe(false);
  httpsServer.listen(0);
  await once(httpsServer, 'listening');
  const { port } = httpsServer.address() as AddressInfo;
  const sockets: Socket[] = [];
  return {
    lifecycle,
    begun,
    finish,
    closed,
    port,
    connect: async () => {
      const socket = connectIo(`https://localhost:${port}`, { rejectUnauthorized: false, forceNew: true });
      sockets.push(socket);
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      return socket;
    },
    [Symbol.asyncDispose]: async () => {
      finish();
      for (const socket of sockets) socket.disconnect();
      await io.close();
    },
  };
}

const reasonOf = (socket: Socket) => new Promise((resolve) => socket.once('disconnect', resolve));

describe('a drain', () => {
  it('lets calls in flight finish, refuses new ones, and then lets the clients go', async () => {
    await using served = await serve(60_000);
    const socket = await served.connect();
    const reason = reasonOf(socket);
    const call = socket.emitWithAck('wait');
    await served.begun;
    expect([served.lifecycle.isServing(), served.lifecycle.isDraining()]).toEqual([true, false]);
    const drained = served.lifecycle.drain();
    expect([served.lifecycle.isServing(), served.lifecycle.isDraining()]).toEqual([false, true]);
    const late: unknown = await socket.emitWithAck('wait');
    expect(late).toMatchObject({ ok: false, error: { code: 'SERVICE_UNAVAILABLE', retryAfter: 1_000 } });
    expect(socket.connected).toBe(true);
    served.finish();
    expect(await call).toEqual({ ok: true, data: {} });
    await drained;
    expect(await reason).toBe('transport close');
    expect(socket.active).toBe(true);
    await served.lifecycle.close();
  });

  it('waits no longer than half of its time for calls', async () => {
    await using served = await serve(200);
    const socket = await served.connect();
    const reason = reasonOf(socket);
    const call = socket.emitWithAck('wait');
    await served.begun;
    await served.lifecycle.drain();
    await expect(call).rejects.toThrow('socket has been disconnected');
    expect(await reason).toBe('transport close');
  });
});

describe('the end of a server', () => {
  it('cuts peers that never hang up, and then closes its parts, one after the other', async () => {
    await using served = await serve(500);
    const silent = connectTcp(served.port, 'localhost').on('error', () => undefined);
    await once(silent, 'connect');
    const socket = await served.connect();
    const ends = [once(silent, 'close'), reasonOf(socket)];
    await served.lifecycle.close();
    await Promise.all(ends);
    expect(served.closed).toEqual(['a', 'b']);
    expect([served.lifecycle.isServing(), served.lifecycle.isDraining()]).toEqual([false, true]);
  });

  it('lets a call in flight finish before', async () => {
    await using served = await serve(60_000);
    const socket = await served.connect();
    const call = socket.emitWithAck('wait');
    await served.begun;
    const closed = served.lifecycle.close();
    expect(await socket.emitWithAck('wait')).toMatchObject({ error: { code: 'SERVICE_UNAVAILABLE' } });
    expect(served.closed).toEqual([]);
    served.finish();
    expect(await call).toEqual({ ok: true, data: {} });
    await closed;
    expect(served.closed).toEqual(['a', 'b']);
  });
});

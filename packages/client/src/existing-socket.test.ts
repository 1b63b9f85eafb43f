import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import type { Socket as ServerSocket } from 'socket.io';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createClient } from './client.ts';
import { contract } from './contract.fixture.ts';
import { handshakeAuth } from './handshake-auth.ts';
import { serve, type TestServer, until } from './server.fixture.ts';

type Ack = (...values: unknown[]) => void;

/** What an application does with Socket.IO alone, beside an event of the contract. */
function attach(socket: ServerSocket): void {
  socket.on('legacy', (a: number, b: string, ack: Ack) => ack(a + 1, `${b}!`));
  socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => {
    ack({ ok: true, data: { now: 'noon' } });
  });
  socket.on('tick', () => {
    socket.emit('legacy:ticked', 1, [2], Buffer.of(3));
    socket.emit('clock:struck');
  });
}

function open(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Socket {
  const socket = io(url, { transports: ['websocket'], reconnectionDelay: 5, forceNew: true, ...options });
  onTestFinished(() => {
    socket.disconnect();
  });
  return socket;
}

const other = defineContract({
  name: 'other',
  version: '2.0.0',
  clientEventMap: defineEvents({
    'lamp:switch': { summary: 'Switch the lamp', response: z.strictObject({ isOn: z.boolean() }) },
  }),
  serverEventMap: defineServerEvents({ 'lamp:switched': { summary: 'The lamp was switched' } }),
});

describe('a client on a socket of the application', () => {
  it('speaks the contract there, connected or not yet, and exposes the socket', async () => {
    const { url } = await serve(attach);
    const socket = open(url);
    const client = createClient(contract, { socket });
    expect(client.socket).toBe(socket);
    expect(client.state.status).toBe('connecting');
    expect(await client.call('time:now')).toEqual({ ok: true, data: { now: 'noon' } });
    expect(client.state).toMatchObject({ status: 'connected', socketId: socket.id, transport: 'websocket' });
    const late = createClient(contract, { socket });
    expect(late.state).toMatchObject({ status: 'connected', socketId: socket.id });
    expect(await late.call('time:now')).toEqual({ ok: true, data: { now: 'noon' } });
    expect(client.url).toBe(url);
  });

  it('opens and closes it only where it is asked to, and follows what the application does', async () => {
    const { url } = await serve(attach);
    const socket = open(url, { autoConnect: false });
    const client = createClient(contract, { socket });
    expect([socket.active, client.state.status]).toEqual([false, 'disconnected']);
    expect(await client.call('time:now')).toMatchObject({ error: { code: 'DISCONNECTED' } });
    socket.connect();
    expect(client.state.status).toBe('connecting');
    expect(await client.call('time:now')).toMatchObject({ ok: true });
    socket.disconnect();
    expect(client.state.status).toBe('disconnected');
    client.connect();
    await until(client, 'connected');
    expect(socket.connected).toBe(true);
    client.disconnect();
    expect([socket.connected, client.state.status]).toEqual([false, 'disconnected']);
    socket.connect();
    socket.disconnect();
    expect(client.state.status).toBe('disconnected');
  });

  it('changes nothing of what the application sends and hears', async () => {
    const server = await serve(attach);
    const bare = await run(server, () => {});
    const joined = await run(server, (socket) => createClient(contract, { socket }));
    expect(joined).toEqual(bare);
    expect(bare.heard).toEqual([
      ['any', 'legacy:ticked', 1, [2], Buffer.of(3)],
      ['ticked', 1, [2], Buffer.of(3)],
    ]);
    expect(bare.answers).toEqual([[2, 'x!']]);
  });

  it('hears the events of its contract alone', async () => {
    const { url } = await serve(attach);
    const socket = open(url);
    const client = createClient(contract, { socket });
    const observed: unknown[] = [];
    client.observe((traffic) => traffic.kind === 'event' && observed.push(traffic.event));
    const struck = new Promise<unknown>((resolve) => client.on('clock:struck', resolve));
    socket.emit('tick');
    expect(await struck).toBeNull();
    expect(observed).toEqual(['clock:struck']);
  });

  it('shares it with a client of another contract', async () => {
    const { url } = await serve((socket) => {
      attach(socket);
      socket.on('lamp:switch', (_payload: unknown, _meta: unknown, ack: Ack) => {
        socket.emit('lamp:switched');
        socket.emit('clock:struck');
        ack({ ok: true, data: { isOn: true } });
      });
    });
    const socket = open(url);
    const [clock, lamp] = [createClient(contract, { socket }), createClient(other, { socket })];
    const heard: unknown[] = [];
    clock.observe(({ kind, event }) => heard.push(['clock', kind, event]));
    lamp.observe(({ kind, event }) => heard.push(['lamp', kind, event]));
    expect(await lamp.call('lamp:switch')).toEqual({ ok: true, data: { isOn: true } });
    expect(await clock.call('time:now')).toEqual({ ok: true, data: { now: 'noon' } });
    expect(heard).toEqual([
      ['lamp', 'call', 'lamp:switch'],
      ['lamp', 'event', 'lamp:switched'],
      ['clock', 'event', 'clock:struck'],
      ['lamp', 'reply', 'lamp:switch'],
      ['clock', 'call', 'time:now'],
      ['clock', 'reply', 'time:now'],
    ]);
  });

  it('leaves the handshake to the application, which adds the contract where it wants to', async () => {
    const auths: unknown[] = [];
    const { url } = await serve((socket) => {
      auths.push(socket.handshake.auth);
      attach(socket);
    });
    for (const auth of [{ user: 'me' }, { ...handshakeAuth(contract), user: 'me' }]) {
      const client = createClient(contract, { socket: open(url, { auth }) });
      await client.call('time:now');
      expect(() => client.setAuth({ token: 'x' })).toThrow(/set `socket\.auth`/);
    }
    expect(auths).toEqual([
      { user: 'me' },
      { user: 'me', contract: { name: 'test', version: '1.2.3' }, wire: 1 },
    ]);
  });

  it.each([
    ['makes no attempt by itself', { reconnection: false }],
    ['has made its last attempt', { reconnectionAttempts: 1 }],
  ])('is refused where the socket %s, until somebody connects it', async (_what, options) => {
    const { url, gate, cut } = await serve(attach);
    const socket = open(url, options);
    const client = createClient(contract, { socket });
    await until(client, 'connected');
    gate.open = false;
    cut();
    await until(client, 'refused');
    expect(client.state.status).toBe('refused');
    expect(await client.call('time:now')).toMatchObject({ error: { data: { written: false } } });
    gate.open = true;
    socket.connect();
    expect(client.state.status).toBe('connecting');
    expect(await client.call('time:now')).toMatchObject({ ok: true });
  });

  it('does not ask a server again that refused the socket for a while only', async () => {
    const { url, io: server } = await serve(attach);
    const data = { code: 'SERVICE_UNAVAILABLE', message: 'Full.' };
    server.use((_socket, next) => next(Object.assign(new Error('no'), { data })));
    const client = createClient(contract, { socket: open(url) });
    expect(await until(client, 'refused')).toMatchObject({ problem: { error: data } });
  });

  it('settles a call that was lost at once, also where the socket forgets it, as those before 4.7 do', async () => {
    const { url } = await serve((socket) => socket.on('count:add', () => socket.conn.close()));
    const socket = open(url);
    Object.assign(socket, { _clearAcks: () => {} });
    const reply = await createClient(contract, { socket }).call('count:add', { by: '1' });
    expect(reply).toMatchObject({ error: { code: 'DISCONNECTED', data: { written: true } } });
  });

  it('leaves it as it was when it is detached', async () => {
    const { url } = await serve(attach);
    const socket = open(url);
    const emitters = [socket, socket.io] as unknown as { listeners(event: string): unknown[] }[];
    const count = () => [
      ...emitters.map((one) => EVENTS.map((event) => one.listeners(event).length)),
      socket.listenersAny().length,
      socket.listenersAnyOutgoing().length,
    ];
    const before = count();
    const client = createClient(contract, { socket });
    await until(client, 'connected');
    const waits = client.call('count:add', { by: '1' });
    expect(count()).not.toEqual(before);
    client.detach();
    expect(count()).toEqual(before);
    expect(await waits).toMatchObject({ error: { code: 'DISCONNECTED' } });
    expect(await client.call('time:now')).toMatchObject({ error: { code: 'DISCONNECTED' } });
    expect([socket.connected, client.state.status]).toEqual([true, 'disconnected']);
    expect(() => client.connect()).toThrow(/detached from its socket/);
    client.disconnect();
    expect(socket.connected).toBe(true);
  });
});

describe('createClient', () => {
  it.each([undefined, {}, { socket: undefined }, { socket: {} }, { socket: 'http://localhost' }])(
    'says what to give it instead of %j',
    (wrong) => {
      expect(() => createClient(contract, wrong as never)).toThrow(
        /^Give createClient a URL, or \{ socket \} with a Socket of socket\.io-client/,
      );
    },
  );

  it('adds nothing to a socket where it refuses an option', () => {
    const socket = open('http://localhost', { autoConnect: false });
    expect(() => createClient(contract, { socket, timeout: 0 })).toThrow(/^timeout must be/);
    expect(() => createClient(contract, { socket, retry: { attempts: 0 } })).toThrow(
      /^retry\.attempts must be/,
    );
    expect(EVENTS.flatMap((event) => socket.listeners(event))).toEqual([]);
    expect(socket.listenersAny()).toEqual([]);
  });

  it('refuses a socket that repeats what is sent, and options of a socket of its own', () => {
    const options = { autoConnect: false };
    const repeating = open('http://localhost', { ...options, retries: 2 });
    expect(() => createClient(contract, { socket: repeating })).toThrow(/leave them out, and use `retry`/);
    const socket = open('http://localhost', options);
    for (const name of ['auth', 'autoConnect', 'socketOptions']) {
      expect(() => createClient(contract, { socket, [name]: {} })).toThrow(
        new RegExp(`^\`${name}\` is an option of the socket`),
      );
    }
  });
});

const EVENTS = ['connect', 'connect_error', 'disconnect', 'reconnect_attempt', 'reconnect_failed', 'packet'];

/** What an application of plain Socket.IO gets and puts on the wire. */
async function run({ url }: TestServer, join: (socket: Socket) => void) {
  const socket = open(url, { autoConnect: false });
  const [heard, sent]: [unknown[], unknown[]] = [[], []];
  join(socket);
  socket.on('legacy:ticked', (...args: unknown[]) => heard.push(['ticked', ...args]));
  socket.onAny((event: string, ...args: unknown[]) => {
    if (event === 'legacy:ticked') heard.push(['any', event, ...args]);
  });
  socket.connect();
  socket.io.engine.on('packetCreate', ({ type, data }) => sent.push([type, data]));
  const answers: unknown[] = [];
  await new Promise<void>((resolve) => {
    socket.emit('legacy', 1, 'x', (...answer: unknown[]) => {
      answers.push(answer);
      resolve();
    });
  });
  const ticked = new Promise((resolve) => socket.once('clock:struck', resolve));
  socket.emit('tick', Buffer.of(1));
  await ticked;
  return { heard, sent, answers };
}

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { serve, sync, until } from '../server.fixture.ts';
import { inspectClient } from './inspect-client.ts';

type Ack = (reply: unknown) => void;

const lost = (written: boolean) => ({ ok: false, error: { code: 'DISCONNECTED', data: { written } } });

/** Keeps the first order open, and answers a repeated one. */
function order() {
  const ids: string[] = [];
  const attach = (socket: Socket): void => {
    socket.on('order:place', (_payload: unknown, { id }: { id: string }, ack: Ack) => {
      ids.push(id);
      if (ids.length > 1) ack({ ok: true, data: { number: ids.length } });
      else socket.emit('clock:struck');
    });
  };
  return { ids, attach };
}

describe.each(['polling', 'websocket'])('drop, over %s', (transport) => {
  const socketOptions = { transports: [transport] };

  it('loses the calls in flight, and the client mends the connection by itself, with its token', async () => {
    const auths: unknown[] = [];
    const { client } = await serve((socket) => {
      auths.push(socket.handshake.auth.token);
      socket.on('time:now', () => socket.emit('clock:struck'));
    });
    const caller = client({ auth: { token: 'mine' }, socketOptions });
    const tools = inspectClient(caller);
    caller.on('clock:struck', () => tools.fault.drop());
    expect(await caller.call('time:now')).toMatchObject(lost(true));
    expect(tools.state).toMatchObject({
      status: 'reconnecting',
      problem: { message: 'transport close', explanation: expect.stringContaining('You cut the connection') },
    });
    await until(caller, 'connected');
    await sync(caller);
    expect(auths).toEqual(['mine', 'mine']);
  });

  it('is mended by a retry where a call is idempotent, under one id', async () => {
    const { ids, attach } = order();
    const { client } = await serve(attach);
    const caller = client({ retry: { minDelay: 1 }, socketOptions });
    const tools = inspectClient(caller);
    caller.on('clock:struck', () => tools.fault.drop());
    expect(await caller.call('order:place', { item: 'tea' })).toEqual({ ok: true, data: { number: 2 } });
    expect(new Set(ids).size).toBe(1);
  });
});

describe('drop', () => {
  it('does nothing where there is no connection', async () => {
    const { client } = await serve();
    const caller = client({ autoConnect: false });
    const tools = inspectClient(caller);
    tools.fault.drop();
    expect(caller.state.status).toBe('disconnected');
    caller.connect();
    await until(caller, 'connected');
  });

  it.each([
    ['begins', (drop: () => void) => drop()],
    ['is under way', queueMicrotask],
  ])('when an upgrade %s ends that too, and is mended', async (_when, run) => {
    const { client, io } = await serve();
    let upgrades = 0;
    const upgrade = new Promise<() => void>((hold) => {
      io.engine.use(({ headers }: IncomingMessage, _response: unknown, next: () => void) => {
        if (headers.upgrade && upgrades++ === 0) hold(next);
        else next();
      });
    });
    const caller = client({ socketOptions: { transports: ['polling', 'websocket'] } });
    const tools = inspectClient(caller);
    const { socketId } = await until(caller, 'connected');
    const stop = tools.onStep(({ kind }) => {
      if (kind !== 'upgrading') return;
      stop();
      run(() => tools.fault.drop());
    });
    (await upgrade)();
    await until(caller, 'reconnecting');
    expect((await until(caller, 'connected')).socketId).not.toBe(socketId);
    await sync(caller);
  });

  it('is not blamed for the next loss', async () => {
    const { client, cut } = await serve();
    const caller = client();
    const tools = inspectClient(caller);
    await until(caller, 'connected');
    tools.fault.drop();
    await until(caller, 'connected');
    cut();
    const { problem } = await until(tools, 'reconnecting');
    expect(problem.explanation).toBe('The server went away, or the network was cut.');
  });
});

describe('offline', () => {
  it('cuts the connection, lets no attempt reach the server, and comes back at once', async () => {
    const { client, io, gate } = await serve();
    let attempts = 0;
    io.engine.use((_request: unknown, _response: unknown, next: () => void) => {
      attempts += 1;
      next();
    });
    const caller = client();
    const tools = inspectClient(caller);
    await until(caller, 'connected');
    attempts = 0;
    tools.fault.offline(true);
    tools.fault.offline(true);
    expect(tools.fault.isOffline).toBe(true);
    const { problem } = await until(tools, 'reconnecting', ({ attempt }) => attempt === 3);
    expect(problem).toEqual({
      message: 'offline',
      explanation: expect.stringContaining('You took this client offline'),
    });
    expect([attempts, gate.refused]).toEqual([0, 0]);
    tools.fault.offline(false);
    await until(caller, 'connected');
    expect(attempts).toBe(1);
    await sync(caller);
  });

  it('makes calls wait as for any lost connection: sent on coming back, or never once they gave up', async () => {
    const { client, received } = await serve();
    const caller = client({ socketOptions: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } });
    const tools = inspectClient(caller);
    await until(caller, 'connected');
    tools.fault.offline(true);
    expect(await caller.call('time:now', null, { timeout: 20 })).toMatchObject(lost(false));
    const stop = new AbortController();
    const waits = caller.call('note:drop', { text: 'waited' }, { signal: stop.signal });
    tools.fault.offline(false);
    await until(caller, 'connected');
    await sync(caller);
    expect(received).toMatchObject([['note:drop', { text: 'waited' }, {}]]);
    stop.abort();
    await waits;
  });

  it('holds for a connection that is opened by hand, too, until it is over', async () => {
    const { client } = await serve();
    const caller = client({ autoConnect: false });
    const tools = inspectClient(caller);
    tools.fault.offline(true);
    expect(caller.state.status).toBe('disconnected');
    caller.connect();
    const { problem } = await until(tools, 'connecting', (state) => state.problem !== undefined);
    expect(problem?.message).toBe('offline');
    tools.fault.offline(false);
    await until(caller, 'connected');
  });

  it('does not open what was closed, when it is over', async () => {
    const { client } = await serve();
    const caller = client();
    const tools = inspectClient(caller);
    await until(caller, 'connected');
    tools.fault.offline(true);
    caller.disconnect();
    tools.fault.offline(false);
    expect(caller.state.status).toBe('disconnected');
  });
});

describe('blockWebsocket', () => {
  it('leaves polling alone, and lets the upgrade through again when it is over', async () => {
    const { client } = await serve();
    const caller = client({ socketOptions: { transports: ['polling', 'websocket'] } });
    const tools = inspectClient(caller);
    await until(caller, 'connected', ({ transport }) => transport === 'websocket');
    tools.fault.blockWebsocket(true);
    expect(tools.fault.isWebsocketBlocked).toBe(true);
    expect((await until(caller, 'connected')).transport).toBe('polling');
    await sync(caller);
    expect(caller.state).toMatchObject({ transport: 'polling' });
    tools.fault.blockWebsocket(false);
    await until(caller, 'connected', ({ transport }) => transport === 'websocket');
  });

  it('keeps a client off that may use nothing else, and says which setting would help', async () => {
    const { client } = await serve();
    const caller = client({ socketOptions: { transports: ['websocket'] } });
    const tools = inspectClient(caller);
    await until(caller, 'connected');
    tools.fault.blockWebsocket(true);
    const { problem } = await until(tools, 'reconnecting', ({ attempt }) => attempt > 0);
    expect(problem.explanation).toMatch(/blocked WebSocket.* allow polling/);
  });
});

import { describe, expect, it } from 'vitest';
import { openClient, serve, sync, type TestClient, until } from '../server.fixture.ts';
import type { ConnectionState } from './connection-state.ts';

function watch(client: TestClient): ConnectionState[] {
  const states = [client.state];
  client.onState((state) => states.push(state));
  return states;
}

describe('the state', () => {
  it('starts as disconnected where nothing is to connect by itself', async () => {
    const { client } = await serve();
    const caller = client({ autoConnect: false });
    expect(caller.state).toEqual({ status: 'disconnected', since: expect.any(Number) });
    caller.connect();
    caller.connect();
    expect(caller.state).toEqual({ status: 'connecting', since: expect.any(Number), attempt: 1 });
    await until(caller, 'connected');
  });

  it('becomes connected, with the id and the transport', async () => {
    const { client, io } = await serve();
    const caller = client();
    const states = watch(caller);
    const { socketId } = await until(caller, 'connected');
    expect([...io.sockets.sockets.keys()]).toEqual([socketId]);
    expect(states).toMatchObject([
      { status: 'connecting', attempt: 1 },
      { status: 'connected', transport: 'websocket' },
    ]);
  });

  it('reports the transport again after an upgrade, and keeps since when it is connected', async () => {
    const { client, holdUpgrade } = await serve();
    const upgrade = holdUpgrade();
    const caller = client({ socketOptions: { transports: ['polling', 'websocket'] } });
    const first = await until(caller, 'connected');
    expect(first.transport).toBe('polling');
    (await upgrade)();
    const second = await until(caller, 'connected', ({ transport }) => transport === 'websocket');
    expect(second.since).toBe(first.since);
  });

  it('shows every attempt of the first connection', async () => {
    const { client, gate } = await serve();
    gate.open = false;
    const caller = client();
    const states = watch(caller);
    await until(caller, 'connecting', ({ attempt }) => attempt === 3);
    expect(gate.refused).toBe(2);
    gate.open = true;
    await until(caller, 'connected');
    const attempts = states.flatMap((state) => (state.status === 'connecting' ? [state.attempt] : []));
    expect([...new Set(attempts)].slice(0, 3)).toEqual([1, 2, 3]);
    expect(states.find((state) => state.status === 'connecting' && state.attempt === 2)).toMatchObject({
      problem: { message: 'websocket error', explanation: expect.any(String) },
    });
  });

  it('shows every attempt of a reconnection, with the reason, and counts from 1 again next time', async () => {
    const { client, gate, cut } = await serve();
    const caller = client();
    await until(caller, 'connected');
    for (let rounds = 0; rounds < 2; rounds++) {
      const states = watch(caller);
      gate.open = false;
      cut();
      const lost = await until(caller, 'reconnecting');
      expect(lost).toMatchObject({
        attempt: 0,
        problem: { message: 'transport close', explanation: 'The connection was lost: transport close.' },
      });
      await until(caller, 'reconnecting', ({ attempt }) => attempt === 3);
      gate.open = true;
      await until(caller, 'connected');
      const attempts = states.flatMap((state) => (state.status === 'reconnecting' ? [state.attempt] : []));
      expect([...new Set(attempts)].slice(0, 4)).toEqual([0, 1, 2, 3]);
    }
  });

  it('is refused once the server closes the connection on purpose, until connect()', async () => {
    const { client, io } = await serve();
    const caller = client();
    await until(caller, 'connected');
    io.disconnectSockets();
    const { problem } = await until(caller, 'refused');
    expect(problem.explanation).toBe('The connection was lost: io server disconnect.');
    caller.connect();
    await until(caller, 'connected');
  });

  it('is disconnected after disconnect(), reported once, and the undo ends the reports', async () => {
    const { client } = await serve();
    const caller = client();
    await until(caller, 'connected');
    const states = watch(caller);
    const heard: ConnectionState[] = [];
    const undo = caller.onState((state) => heard.push(state));
    caller.disconnect();
    caller.disconnect();
    expect(states.map(({ status }) => status)).toEqual(['connected', 'disconnected']);
    undo();
    caller.connect();
    await until(caller, 'connected');
    expect(heard).toHaveLength(1);
  });
});

describe('the handshake', () => {
  it('carries the contract, the version of the wire and, each time, the latest token', async () => {
    const auths: unknown[] = [];
    const { client, cut } = await serve((socket) => auths.push(socket.handshake.auth));
    const caller = client({ auth: { token: 'first' } });
    await until(caller, 'connected');
    caller.setAuth({ token: 'second' });
    cut();
    await until(caller, 'reconnecting');
    await sync(caller);
    caller.setAuth({});
    caller.disconnect();
    caller.connect();
    await until(caller, 'connected');
    await sync(caller);
    const contract = { name: 'test', version: '1.2.3' };
    const wire = 1;
    expect(auths).toEqual([
      { token: 'first', contract, wire },
      { token: 'second', contract, wire },
      { contract, wire },
    ]);
  });
});

describe('a refusal', () => {
  it.each(['UNAUTHORIZED', 'BAD_REQUEST', 'FORBIDDEN', 'INTERNAL_SERVER_ERROR', 'OUT_OF_SEASON'])(
    'by a middleware with %s is reported in its words, and not tried again',
    async (code) => {
      const { client, io } = await serve();
      const data = { code, message: 'Token unknown.' };
      io.use((_socket, next) => next(Object.assign(new Error('refused'), { data })));
      const caller = client();
      expect(await until(caller, 'refused')).toEqual({
        status: 'refused',
        since: expect.any(Number),
        problem: { message: 'Token unknown.', explanation: 'Token unknown.', error: data },
      });
    },
  );

  it('of a namespace that is not served names the URL', async () => {
    const { url } = await serve();
    const { problem } = await until(openClient(`${url}/nowhere`), 'refused');
    expect(problem).toEqual({
      message: 'Invalid namespace',
      explanation: `The server at ${url}/nowhere does not serve this namespace: check the namespace, the path behind the host in the URL.`,
    });
  });
});

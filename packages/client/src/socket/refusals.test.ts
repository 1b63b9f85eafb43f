import { describe, expect, it } from 'vitest';
import { openClient, serve, until } from '../server.fixture.ts';

const by = (...transports: ('polling' | 'websocket')[]) => ({ socketOptions: { transports } });

it('a server that does not allow the first transport is reached by the next one, where the client may use it', async () => {
  const { url, io } = await serve();
  Object.assign(io.engine.opts, { transports: ['websocket'] });
  const client = openClient(url, by('polling', 'websocket'));
  expect(await until(client, 'connected')).toMatchObject({ transport: 'websocket' });
});

describe('a server that cannot take anybody for a while', () => {
  const refusal = (code: string): Error =>
    Object.assign(new Error('no'), { data: { code, message: 'The store is not available.' } });

  it.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'])('is asked again until it can: %s', async (code) => {
    const { url, io } = await serve();
    let handshakes = 0;
    io.use((_socket, next) => next(++handshakes < 3 ? refusal(code) : undefined));
    const client = openClient(url);
    const { problem } = await until(client, 'connecting', ({ attempt }) => attempt === 2);
    expect(problem).toMatchObject({
      error: { code },
      explanation: 'The store is not available.',
    });
    await until(client, 'connected');
    expect(handshakes).toBe(3);
  });

  it('is not asked again before the time that it names', async () => {
    const { url, io } = await serve();
    const times: number[] = [];
    io.use((_socket, next) => {
      times.push(performance.now());
      const error = refusal('SERVICE_UNAVAILABLE') as Error & { data: object };
      Object.assign(error.data, { retryAfter: 200 });
      next(times.length < 2 ? error : undefined);
    });
    await until(openClient(url), 'connected');
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(199);
  });

  it.each(['disconnect', 'connect'] as const)('waits no longer after %s()', async (method) => {
    const { url, io } = await serve();
    let handshakes = 0;
    io.use((_socket, next) => next(++handshakes < 2 ? refusal('SERVICE_UNAVAILABLE') : undefined));
    const client = openClient(url, {
      socketOptions: { reconnectionDelay: 600_000, reconnectionDelayMax: 600_000 },
    });
    await until(client, 'connecting', ({ problem }) => problem !== undefined);
    client[method]();
    if (method === 'connect') await until(client, 'connected');
    else expect(client.state.status).toBe('disconnected');
    expect(handshakes).toBe(method === 'connect' ? 2 : 1);
  });

  it('refuses for good what will not pass', async () => {
    const { url, io } = await serve();
    io.use((_socket, next) => next(refusal('UNAUTHORIZED')));
    await until(openClient(url), 'refused');
  });
});

describe.each(['polling', 'websocket'] as const)('by %s', (transport) => {
  it('an unknown namespace is named as the reason', async () => {
    const { url } = await serve();
    const { problem } = await until(openClient(`${url}/admin`, by(transport)), 'refused');
    expect(problem.explanation).toMatch(/does not serve this namespace: check the namespace/);
  });

  it('a refusal by a middleware is reported in its own words', async () => {
    const { url, io } = await serve();
    io.use((_socket, next) => next(new Error('Closed on Sundays.')));
    const { problem } = await until(openClient(url, by(transport)), 'refused');
    expect(problem.explanation).toBe('The server refused this client: Closed on Sundays.');
  });
});

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { failure, startApp, type TestApp } from '../app.fixture.ts';
import { memoryLogger } from '../observability/memory-logger.fixture.ts';
import type { Answer } from '../testing/test-clients.ts';
import { next } from '../testing/waiting.ts';

interface PostOptions {
  readonly headers?: Record<string, string>;
  readonly token?: string;
  readonly type?: string;
}

function post(
  app: TestApp,
  event: string,
  body: unknown,
  { token, type = 'application/json', headers }: PostOptions = {},
): Promise<Answer> {
  return app.request(`/events/${event}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('POST /events/:event', () => {
  it('answers a JSON body as the router does', async () => {
    await using app = await startApp();
    const answer = await post(app, 'value:return', { value: [1, 2] });
    expect([answer.status, answer.text]).toEqual([200, '{"ok":true,"data":{"value":[1,2]}}']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('answers an urlencoded body', async () => {
    await using app = await startApp();
    const answer = await post(app, 'value:return', 'value=a%20b', {
      type: 'application/x-www-form-urlencoded',
    });
    expect([answer.status, answer.json()]).toEqual([200, { ok: true, data: { value: 'a b' } }]);
  });

  it('sends and reads as a user who has joined over a socket, binary as $bytes', async () => {
    await using app = await startApp();
    const { socket, user, token } = await app.login('Alice');
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const heard = next<object>(socket, 'note:added');
    const bytes = randomBytes(300);
    const picture = { $bytes: bytes.toString('base64') };
    const note = { topic: 'general', text: 'hi' };
    const sent = await post(app, 'note:add', { ...note, picture }, { token });
    expect([sent.status, sent.json()]).toEqual([200, { ok: true, data: { number: 1 } }]);
    expect(await heard).toEqual({ ...note, author: user, picture: bytes });
    const list = await post(app, 'note:list', { topic: 'general' }, { token });
    expect(list.json()).toEqual({ ok: true, data: { notes: [{ ...note, author: user, picture }] } });
  });
});

describe('an Idempotency-Key', () => {
  it('gives a repeated call its first reply, over a socket too, and refuses it for another body', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const send = (text: string) =>
      post(app, 'note:add', { topic: 'general', text }, { token, headers: { 'idempotency-key': 'k1' } });
    const first = (await send('hi')).json();
    expect(first).toEqual({ ok: true, data: { number: 1 } });
    expect((await send('hi')).json()).toEqual(first);
    expect(await socket.emitWithAck('note:add', { topic: 'general', text: 'hi' }, { id: 'k1' })).toEqual(
      first,
    );
    const other = await send('ho');
    expect([other.status, other.json()]).toEqual([409, failure('CONFLICT')]);
  });
});

describe('the bridge refuses', () => {
  it.each([
    ['note:add', { topic: 'general', text: 7 }, { path: ['text'] }],
    ['note:list', { topic: '' }, { path: ['topic'] }],
  ])('a body that does not fit, with the path: %s', async (event, body, issue) => {
    await using app = await startApp();
    const { token } = await app.login('Alice');
    const answer = await post(app, event, body, { token });
    expect([answer.status, answer.json()]).toEqual([
      400,
      failure('BAD_REQUEST', { issues: [expect.objectContaining(issue)] }),
    ]);
  });

  it('JSON that is no object, by its contract', async () => {
    await using app = await startApp();
    const answer = await post(app, 'value:return', '5');
    const issue = { path: [], message: expect.stringContaining('expected object') };
    expect([answer.status, answer.json()]).toEqual([400, failure('BAD_REQUEST', { issues: [issue] })]);
  });

  it.each(['{"value":', 'nonsense'])('broken JSON: %s', async (body) => {
    await using app = await startApp();
    const answer = await post(app, 'value:return', body);
    expect([answer.status, answer.json()]).toEqual([
      400,
      failure('BAD_REQUEST', { message: 'The body is not valid JSON.' }),
    ]);
  });

  it('a body of another type, or in an unknown charset', async () => {
    await using app = await startApp();
    for (const type of ['text/plain', 'application/json; charset=latin1']) {
      const answer = await post(app, 'value:return', { value: 1 }, { type });
      expect([answer.status, answer.json()]).toEqual([415, failure('BAD_REQUEST')]);
    }
  });

  it('a caller who is nobody, or whose token is void', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    await socket.emitWithAck('user:leave');
    const body = { topic: 'general', text: 'hi' };
    for (const options of [{}, { token }, { token: 'x'.repeat(129) }]) {
      const answer = await post(app, 'note:add', body, options);
      expect([answer.status, answer.json()]).toEqual([401, failure('UNAUTHORIZED')]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    const basic = await app.request('/events/clock:read', {
      method: 'POST',
      headers: { authorization: 'Basic QTpi' },
    });
    expect(basic.status).toBe(401);
  });

  it('an event that is unknown, and one that is for sockets alone', async () => {
    await using app = await startApp();
    for (const event of ['nothing', '__proto__', 'constructor', 'toString']) {
      const answer = await post(app, event, {});
      expect([answer.status, answer.json()]).toEqual([404, failure('NOT_FOUND')]);
    }
    const message = 'The event "topic:open" is not served over HTTP: use a socket.';
    const answer = await post(app, 'topic:open', { topic: 'general' });
    expect([answer.status, answer.json()]).toEqual([404, failure('NOT_FOUND', { message })]);
  });

  it("a body over the event's limit, and one over the server's", async () => {
    await using app = await startApp();
    for (const size of [70_000, 300_000]) {
      const answer = await post(app, 'value:return', { value: 'x'.repeat(size) });
      expect([answer.status, answer.json()]).toEqual([413, failure('PAYLOAD_TOO_LARGE')]);
    }
  });
});

describe('a page of another origin', () => {
  const origin = 'https://allowed.example';
  const readable = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
  const startAllowing = () => startApp({ allowedOrigins: [origin] });

  it('that is allowed may post, and read replies and refusals', async () => {
    await using app = await startAllowing();
    for (const [event, status] of [
      ['value:return', 200],
      ['note:add', 401],
      ['nothing', 404],
    ] as const) {
      const answer = await post(app, event, { value: 1 }, { headers: { origin } });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({ ...readable, vary: 'Origin' });
      expect(answer.headers['access-control-expose-headers']).toContain('Retry-After');
    }
  });

  it('that is allowed gets an answer to its preflight', async () => {
    await using app = await startAllowing();
    const wanted = 'authorization,content-type,idempotency-key';
    const answer = await app.request('/events/value:return', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      ...readable,
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': wanted,
    });
  });

  it.each(['https://evil.example', 'null', 'https://localhost'])(
    'that is not allowed gets 403 for everything, and nothing to read: %s',
    async (foreign) => {
      const { all, logger } = memoryLogger();
      await using app = await startApp({ allowedOrigins: [origin] }, logger);
      const { token } = await app.login('Alice');
      for (const method of ['POST', 'OPTIONS', 'GET']) {
        const answer = await app.request('/events/clock:read', {
          method,
          headers: { origin: foreign, authorization: `Bearer ${token}` },
        });
        const message = expect.stringContaining('ALLOWED_ORIGINS');
        expect([answer.status, answer.json()]).toEqual([403, failure('FORBIDDEN', { message })]);
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
      const { text } = await app.request('/metrics');
      expect(text).toContain('switchboard_refused_connections_total{reason="foreign_origin"} 3\n');
      expect(all.filter(({ msg }) => msg === 'A connection was refused')).toMatchObject(
        Array.from({ length: 3 }, () => ({
          reason: 'foreign_origin',
          origin: foreign,
          url: '/events/clock:read',
        })),
      );
    },
  );

  it('is our own where host and port are, however written', async () => {
    await using app = await startApp();
    const { host } = new URL(app.url);
    for (const own of [`https://${host}`, `http://${host}`, `HTTPS://${host.toUpperCase()}`])
      expect((await post(app, 'clock:read', {}, { headers: { origin: own } })).status).toBe(200);
  });
});

it('answers other methods than POST with 405, and a request that asks for them', async () => {
  await using app = await startApp();
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await app.request('/events/clock:read', { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST, OPTIONS']);
  }
  const answer = await app.request('/events/clock:read', { method: 'OPTIONS' });
  expect([answer.status, answer.headers.allow]).toEqual([204, 'POST, OPTIONS']);
});

it('answers JSON without a Content-Type with 415, which names the header', async () => {
  await using app = await startApp();
  const answer = await app.request('/events/value:return', { method: 'POST', body: '{"value":1}' });
  const message = expect.stringContaining('Content-Type: application/json');
  expect([answer.status, answer.json()]).toEqual([415, failure('BAD_REQUEST', { message })]);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import { contract, controllers, HOSTS, serveBridge } from './bridge.fixture.ts';
import { createHttpBridge } from './bridge.ts';

const failure = (code: string, more: object = {}) => ({
  ok: false,
  error: expect.objectContaining({ code, ...more }),
});

describe.each(Object.keys(HOSTS))('the bridge under %s', (host) => {
  it('answers a JSON body as the router does', async () => {
    const { post, records } = await serveBridge(host);
    const answer = await post('item:add', { name: 'cup' });
    expect([answer.status, answer.text]).toEqual([200, '{"ok":true,"data":{"id":"of cup"}}']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(records).toMatchObject([{ event: 'item:add', code: 'OK', socketId: '', acked: true }]);
  });

  it('answers an urlencoded body', async () => {
    const { post } = await serveBridge(host);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post('item:add', 'name=a%20cup', form)).json).toEqual({
      ok: true,
      data: { id: 'of a cup' },
    });
  });

  it('takes no body, or an empty one, for an event without a payload, and nothing else', async () => {
    const { post } = await serveBridge(host);
    const reply = { ok: true, data: { count: 7 } };
    expect((await post('item:count')).json).toEqual(reply);
    expect((await post('item:count', {})).json).toEqual(reply);
    expect((await post('item:count', { of: 1 })).status).toBe(400);
  });

  it('carries bytes as $bytes, both ways', async () => {
    const { post } = await serveBridge(host);
    const picture = { $bytes: 'AQID' };
    expect((await post('item:add', { name: 'cup', picture })).json).toEqual({
      ok: true,
      data: { id: 'of cup', picture },
    });
  });

  it('drops fields that the contract does not name, from the body and from the reply', async () => {
    const { post, records } = await serveBridge(host, {
      'item:add': ({ message }) => ({ id: JSON.stringify(message), owner: 'secret' }) as never,
    });
    const answer = await post('item:add', { name: 'cup', price: 7 });
    expect(answer.json).toEqual({ ok: true, data: { id: '{"name":"cup"}' } });
    expect(records).toMatchObject([{ dropped: [['price'], ['owner']] }]);
  });

  it('takes Idempotency-Key for the id of the call, and traceparent for its trace', async () => {
    let count = 0;
    const addItem = () => {
      count += 1;
      return { id: String(count) };
    };
    const context = () => ({ user: { id: 'ann' }, scopes: [] });
    const { post, records } = await serveBridge(host, { 'item:add': addItem }, { context });
    const headers = { 'idempotency-key': 'k1', traceparent: 't1' };
    const first = await post('item:add', { name: 'cup' }, headers);
    expect((await post('item:add', { name: 'cup' }, headers)).text).toBe(first.text);
    const other = await post('item:add', { name: 'jug' }, headers);
    expect([other.status, other.json]).toEqual([409, failure('CONFLICT')]);
    expect(records[0]?.call.meta).toEqual({ id: 'k1', trace: 't1' });
  });

  it.each([
    ['Idempotency-Key', ['meta', 'id']],
    ['traceparent', ['meta', 'trace']],
  ])('says of a header %s that does not fit that it is the header', async (name, path) => {
    const { post, records } = await serveBridge(host);
    const answer = await post('item:add', { name: 'cup' }, { [name]: 'k'.repeat(129) });
    const message = `The header ${name} must be a string of 1-128 characters.`;
    const issues = [expect.objectContaining({ path })];
    expect([answer.status, answer.json]).toEqual([400, failure('BAD_REQUEST', { message, issues })]);
    expect(records).toMatchObject([{ event: 'item:add', code: 'BAD_REQUEST' }]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])(
    'refuses %s with 405 and what is allowed',
    async (method) => {
      const { send, records } = await serveBridge(host);
      for (const event of ['item:add', 'nothing']) {
        const answer = await send(method, event);
        expect([answer.status, answer.headers.allow]).toEqual([405, 'POST, OPTIONS']);
        const message = `${method} is not served here: send a POST.`;
        if (method !== 'HEAD') expect(answer.json).toEqual(failure('BAD_REQUEST', { message }));
      }
      expect(records).toEqual([]);
    },
  );

  it('answers OPTIONS with what is allowed', async () => {
    const { send, records } = await serveBridge(host);
    const answer = await send('OPTIONS', 'item:add');
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([204, 'POST, OPTIONS', '']);
    expect(records).toEqual([]);
  });

  describe('refuses', () => {
    it('a body that does not fit, with the path', async () => {
      const { post } = await serveBridge(host);
      const answer = await post('item:add', { name: 7 });
      const issues = [expect.objectContaining({ path: ['name'] })];
      expect([answer.status, answer.json]).toEqual([400, failure('BAD_REQUEST', { issues })]);
    });

    it.each([
      ['$bytes that is not base64', { name: 'cup', picture: { $bytes: '!' } }],
      ['nesting that never ends', `{"name":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ])('%s, and counts it', async (_what, body) => {
      const { post, records } = await serveBridge(host);
      const answer = await post('item:add', body);
      expect([answer.status, answer.json]).toEqual([400, failure('BAD_REQUEST')]);
      expect(records).toMatchObject([{ event: 'item:add', code: 'BAD_REQUEST' }]);
    });

    it.each(['nothing', '__proto__', 'constructor', 'toString', '$item', '*'])(
      'an event that is unknown: %s',
      async (event) => {
        const { post, records } = await serveBridge(host);
        const answer = await post(event, {});
        expect([answer.status, answer.json]).toEqual([404, failure('NOT_FOUND')]);
        expect(records).toMatchObject([{ event, known: false }]);
      },
    );

    it('an event that is for sockets alone, without asking who calls', async () => {
      const context = () => expect.unreachable('the context was asked for');
      const { post } = await serveBridge(host, {}, { context });
      const message = 'The event "item:watch" is not served over HTTP: use a socket.';
      const answer = await post('item:watch');
      expect([answer.status, answer.json]).toEqual([404, failure('NOT_FOUND', { message })]);
    });

    it('a body over the limit of its event', async () => {
      const { post } = await serveBridge(host);
      const answer = await post('item:add', { name: 'x'.repeat(300) });
      expect([answer.status, answer.json]).toEqual([413, failure('PAYLOAD_TOO_LARGE')]);
    });

    it('a stranger, with WWW-Authenticate', async () => {
      const { post } = await serveBridge(host);
      const answer = await post('owner:name');
      expect([answer.status, answer.json]).toEqual([401, failure('UNAUTHORIZED')]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it('with what the event declares as an error: 422', async () => {
      const { post } = await serveBridge(host, {
        'item:add': (_message, { fail }) => fail('SOLD_OUT', { name: 'cup' }),
      });
      const answer = await post('item:add', { name: 'cup' });
      expect([answer.status, answer.json]).toEqual([422, failure('SOLD_OUT', { data: { name: 'cup' } })]);
    });

    it('for a while, with Retry-After in whole seconds', async () => {
      const { post } = await serveBridge(host, {
        'value:get': (_message, { fail }) => fail('SERVICE_UNAVAILABLE', undefined, { retryAfter: 1_001 }),
      });
      const answer = await post('value:get');
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(answer.json).toEqual(failure('SERVICE_UNAVAILABLE', { retryAfter: 1_001 }));
    });
  });
});

describe('a body that its host has not read', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without a Content-Type', {}, 'A body without a Content-Type is not read'],
    [
      'of another type',
      { 'content-type': 'text/plain' },
      'A body of the Content-Type "text/plain" is not read',
    ],
    ['in chunks', { 'transfer-encoding': 'chunked' }, 'A body without a Content-Type is not read'],
  ])('%s is refused with 415, which names the header', async (_what, headers, why) => {
    const { send, records } = await serveBridge('Express');
    const message = `${why}: send JSON with the header "Content-Type: application/json".`;
    for (const event of ['item:add', 'item:count']) {
      const answer = await send('POST', event, headers, '{"name":"cup"}');
      expect([answer.status, answer.json]).toEqual([415, failure('BAD_REQUEST', { message })]);
    }
    expect((await send('POST', 'nothing', headers, '{}')).status).toBe(404);
    expect(records.map(({ code }) => code)).toEqual(['BAD_REQUEST', 'BAD_REQUEST', 'NOT_FOUND']);
  });
});

describe('the bridge', () => {
  const router = createRouter(contract, { scopes: ['owner'] }).controllers(controllers);
  const context = () => ({ user: undefined, scopes: [] });

  it('adds nothing to an answer that somebody else has given', async () => {
    const { promise: done, resolve } = withResolvers<void>();
    const bridge = createHttpBridge(router, { context });
    const server = createServer((request, response) => {
      const call = bridge(Object.assign(request, { params: { event: 'item:count' } }), response);
      response.writeHead(202).end('taken');
      resolve(call);
    }).listen(0);
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://localhost:${port}`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([202, 'taken']);
    await done;
  });

  it.each([[undefined], [{}], [{ event: ['item:count'] }]])(
    'answers NOT_FOUND where the route names no event: %o',
    async (params) => {
      const bridge = createHttpBridge(router, { context });
      const server = createServer((request, response) => {
        void bridge({ headers: request.headers, ...(params && { params }) }, response);
      }).listen(0);
      onTestFinished(() => void server.close());
      const { port } = server.address() as AddressInfo;
      expect((await fetch(`http://localhost:${port}`)).status).toBe(404);
    },
  );
});

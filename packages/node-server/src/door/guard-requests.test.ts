import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { certificates, startApp, type TestApp } from '../app.fixture.ts';

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'c3dpdGNoYm9hcmQgdGVzdA==',
};
const POLL = '/socket.io/?EIO=4&transport=polling';
const WEBSOCKET = '/socket.io/?EIO=4&transport=websocket';

describe('the door', () => {
  const from = (origin: string) => ({ extraHeaders: { origin } });
  const hostOf = (app: TestApp) => new URL(app.url).host;
  const allowedOrigins = ['https://allowed.example', 'capacitor://localhost'];

  it.each(['polling', 'websocket'])(
    'lets in a page that is own or allowed, however written, by %s',
    async (transport) => {
      await using app = await startApp({ allowedOrigins });
      const host = hostOf(app);
      const own = ['https', 'wss', 'http', 'ws', 'HTTPS'].map((scheme) => `${scheme}://${host}`);
      const listed = [...allowedOrigins, 'wss://allowed.example', 'https://Allowed.example:443'];
      for (const origin of [...own, `https://${host.toUpperCase()}`, ...listed]) {
        const socket = await app.connect({ transports: [transport], ...from(origin) });
        expect(await socket.emitWithAck('value:return', { value: origin })).toMatchObject({ ok: true });
      }
    },
  );

  describe.each(['polling', 'websocket'])('by %s', (transport) => {
    it.each([
      'https://evil.example',
      'null',
      'https://localhost',
      'http://localhost',
      'capacitor://localhost',
    ])('keeps a page of the origin %s out, counted and logged with its reason', async (origin) => {
      const lines: object[] = [];
      const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line) as object) });
      await using app = await startApp({}, logger);
      await expect(app.connect({ transports: [transport], ...from(origin) })).rejects.toThrow();
      const { text } = await app.request('/metrics');
      expect(text).toContain('\nswitchboard_connected_sockets 0\n');
      expect(lines).toMatchObject([{ reason: 'foreign_origin', origin, msg: 'A connection was refused' }]);
      expect(text).toContain('switchboard_refused_connections_total{reason="foreign_origin"} 1\n');
    });

    it('lets a client in that sends no Origin, as it is no page', async () => {
      await using app = await startApp();
      const socket = await app.connect({ transports: [transport] });
      expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    });
  });

  it('answers 403 to a foreign handshake and a foreign upgrade, which the page cannot read', async () => {
    await using app = await startApp();
    const origin = 'https://evil.example';
    const body = { code: 4, message: expect.stringMatching(/ALLOWED_ORIGINS.*\.$/) };
    for (const answer of [
      await app.request(POLL, { headers: { origin } }),
      await app.request(POLL, { headers: { origin: 'null' } }),
      await app.request(POLL, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      }),
      await app.request(WEBSOCKET, { headers: { origin, ...UPGRADE } }),
    ]) {
      expect([answer.status, answer.json()]).toEqual([403, body]);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await app.request(POLL)).status).toBe(200);
  });

  it('keeps a foreign origin out of the upgrade of a session that polling began', async () => {
    await using app = await startApp();
    const { sid } = JSON.parse((await app.request(POLL)).text.slice(1)) as { sid: string };
    const answer = await app.request(`${WEBSOCKET}&sid=${sid}`, {
      headers: { origin: 'https://evil.example', ...UPGRADE },
    });
    expect(answer.status).toBe(403);
  });
});

describe('behind a proxy', () => {
  const through = (app: TestApp, path: string, method = 'GET') =>
    app.request(path, {
      method,
      headers: {
        origin: 'https://board.example',
        'x-forwarded-host': 'board.example',
        'x-forwarded-for': '192.0.2.7',
      },
    });

  it('that is trusted, the own origin is the one that the client asked', async () => {
    for (const trustProxy of [1, ['127.0.0.1', '::1']]) {
      await using app = await startApp({ trustProxy });
      expect((await through(app, POLL)).status).toBe(200);
      expect((await through(app, '/events/clock:read', 'POST')).status).toBe(200);
      const own = await app.request(POLL, { headers: { origin: app.url } });
      expect(own.status).toBe(200);
    }
  });

  it('that is not trusted, it is the one in the Host header', async () => {
    for (const trustProxy of [0, ['192.0.2.1'], 'pass-through' as const]) {
      await using app = await startApp({ trustProxy });
      expect((await through(app, POLL)).status).toBe(403);
      expect((await through(app, '/events/clock:read', 'POST')).status).toBe(403);
    }
  });
});

describe('CORS on polling', () => {
  const origin = 'https://allowed.example';
  const readable = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };

  it('lets an allowed page read each answer, with credentials, refusals too', async () => {
    await using app = await startApp({ allowedOrigins: [origin] });
    for (const [path, status] of [
      [POLL, 200],
      [`${POLL}&sid=gone`, 400],
      [`${POLL}&j=0`, 400],
    ] as const) {
      const answer = await app.request(path, { headers: { origin } });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({ ...readable, vary: 'Origin' });
    }
  });

  it('answers its preflight', async () => {
    await using app = await startApp({ allowedOrigins: [origin] });
    const answer = await app.request(POLL, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-own',
      },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      ...readable,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'content-type,x-own',
      vary: 'Origin, Access-Control-Request-Headers',
    });
  });

  it('says to caches that answers differ by origin, and nothing else to a client that is no page', async () => {
    await using app = await startApp({ allowedOrigins: [origin] });
    const answer = await app.request(POLL);
    expect(answer.headers.vary).toBe('Origin');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('every answer of Socket.IO', () => {
  it.each([
    ['the development certificate, without HSTS', false],
    ['a certificate of its own, with HSTS', true],
  ])('is nosniff under %s, as the rest of the server', async (_what, isOwn) => {
    await using app = await startApp(isOwn ? { tls: ownCertificate() } : {});
    const { headers: rest } = await app.request('/healthz');
    expect('strict-transport-security' in rest).toBe(isOwn);
    const hostile = { origin: 'https://evil.example' };
    for (const [path, headers] of [
      [POLL, {}],
      [POLL, hostile],
      [`${POLL}&sid=gone`, {}],
      [`${POLL}&j=0`, {}],
    ] as const) {
      const answer = await app.request(path, { headers });
      for (const name of ['x-content-type-options', 'strict-transport-security'])
        expect(answer.headers[name]).toBe(rest[name]);
    }
    const refused = await app.request(WEBSOCKET, { headers: { ...hostile, ...UPGRADE } });
    expect(refused.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  function ownCertificate() {
    const { serverKey: key, serverCert: cert, ca, passphrase: file } = certificates();
    return { source: 'files' as const, key, cert, ca, passphrase: { file } };
  }
});

describe('the door refuses', () => {
  it('JSONP, which a script tag of any page could read', async () => {
    await using app = await startApp();
    for (const j of ['&j=0', '&j=', '&j', '&%6A=1']) {
      const answer = await app.request(`${POLL}${j}`);
      expect([answer.status, answer.json()]).toEqual([
        400,
        { code: 3, message: expect.stringMatching(/^JSONP .*\.$/) },
      ]);
    }
  });

  it.each([
    ['/', {}],
    [POLL, {}],
    [WEBSOCKET, UPGRADE],
    ['/healthz', {}],
    ['/events/clock:read', {}],
  ])(
    'a request that says twice where it goes, who sends it or which call it is, at %s',
    async (path, headers) => {
      await using app = await startApp();
      const { host } = new URL(app.url);
      for (const twice of [
        [`Host: ${host}`, `Host: ${host}`],
        [`Host: ${host}`, 'hOST: evil.example'],
        [`Host: ${host}`, 'Authorization: Bearer a', 'authorization: Bearer b'],
        [`Host: ${host}`, 'Idempotency-Key: a', 'idempotency-key: b'],
        // Node itself drops, without a word, what comes after about a thousand.
        [`Host: ${host}`, ...Array<string>(1_500).fill('A:'), 'Host: evil.example'],
      ]) {
        const lines = [...twice, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
        expect(await sendRaw(app, path, lines)).toMatch(/^HTTP\/1\.1 400 .*\bonce\b/s);
      }
    },
  );

  /** Sends a request with exactly these header lines, and gives the whole answer. */
  async function sendRaw(app: TestApp, path: string, lines: readonly string[]): Promise<string> {
    const socket = connect({ port: Number(new URL(app.url).port), rejectUnauthorized: false });
    socket.write([`GET ${path} HTTP/1.1`, 'Connection: close', ...lines, '', ''].join('\r\n'));
    return text(socket);
  }
});

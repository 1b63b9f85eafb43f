import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { failure, startApp } from '../app.fixture.ts';
import { dataOf } from '../testing/waiting.ts';
import { deploy } from '../tls/deployed.fixture.ts';
import { type CertificateApp, forge, type Presented, serveCertificates } from './certificate.fixture.ts';

const POLL = '/socket.io/?EIO=4&transport=polling';
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'c3dpdGNoYm9hcmQgdGVzdA==',
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** One request on a connection of its own, with this certificate or none. */
async function send(
  { url, ca }: Pick<CertificateApp, 'url' | 'ca'>,
  path: string,
  who: Presented | undefined,
  { body, ...sent }: Sent = {},
): Promise<Answer> {
  const outgoing = request(new URL(path, url), { ca, agent: false, ...who, ...sent });
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode, text };
}

/** Opens a session by polling, up to a connected socket; gives the path of its requests. */
async function openSession(
  app: Pick<CertificateApp, 'url' | 'ca'>,
  who: Presented | undefined,
): Promise<string> {
  const { sid } = JSON.parse((await send(app, POLL, who)).text.slice(1)) as { sid: string };
  const path = `${POLL}&sid=${sid}`;
  expect((await send(app, path, who, { method: 'POST', body: '40' })).status).toBe(200);
  expect((await send(app, path, who)).text).toMatch(/^40/);
  return path;
}

async function ask(app: CertificateApp, path: string, who: Presented | undefined): Promise<unknown> {
  await send(app, path, who, { method: 'POST', body: '420["who:am-i"]' });
  const { text } = await send(app, path, who);
  return (JSON.parse(text.replace(/^430/, '')) as [unknown])[0];
}

const REFUSED = { status: 403, text: expect.stringContaining('another client certificate') };

const clients: Socket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

async function connect(
  { url, ca }: CertificateApp,
  who: Presented | undefined,
  options: object,
): Promise<Socket> {
  const socket = io(url, { forceNew: true, reconnection: false, ca, ...who, ...options });
  clients.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

describe('the certificate of a caller', () => {
  it.each([[['polling']], [['websocket']]])(
    'is in the context of its calls, frozen, by %s',
    async (transports) => {
      await using app = await serveCertificates();
      const alice = await app.issue('alice');
      const socket = await connect(app, alice, { transports });
      expect(dataOf(await socket.emitWithAck('who:am-i'))).toEqual({
        certificate: {
          name: 'alice',
          issuer: expect.stringMatching(/^Switchboard development CA /),
          fingerprint: new X509Certificate(alice.cert).fingerprint256,
        },
        scopes: ['certificate'],
        frozen: true,
      });
    },
  );

  it('is the same before and after the upgrade', async () => {
    await using app = await serveCertificates();
    const socket = await connect(app, await app.issue('alice'), {});
    const before = await socket.emitWithAck('who:am-i');
    if (socket.io.engine.transport.name === 'polling')
      await new Promise((resolve) => socket.io.engine.once('upgrade', resolve));
    expect(socket.io.engine.transport.name).toBe('websocket');
    expect(await socket.emitWithAck('who:am-i')).toEqual(before);
    expect(before).toMatchObject({ data: { certificate: { name: 'alice' } } });
    expect(app.refused()).toBe(0);
  });

  it.each([[['polling']], [['websocket']]])(
    'is none where a stranger signed it, or there is none, by %s',
    async (transports) => {
      await using app = await serveCertificates();
      for (const who of [await forge('alice'), undefined]) {
        const socket = await connect(app, who, { transports });
        expect(dataOf(await socket.emitWithAck('who:am-i'))).toEqual({
          certificate: null,
          scopes: [],
          frozen: true,
        });
      }
    },
  );

  it('is in the context of a call over HTTP', async () => {
    await using app = await serveCertificates();
    const post = async (who: Presented | undefined): Promise<unknown> =>
      JSON.parse((await send(app, '/events/who:am-i', who, { method: 'POST' })).text);
    expect(await post(await app.issue('alice'))).toMatchObject({ data: { certificate: { name: 'alice' } } });
    for (const who of [await forge('alice'), undefined])
      expect(await post(who)).toMatchObject({ data: { certificate: null, scopes: [] } });
  });

  it('is a scope, for users who are logged in', async () => {
    await using app = await serveCertificates();
    const alice = await app.issue('alice');
    const tryAs = async (who: Presented | undefined, token?: string): Promise<unknown> => {
      const socket = await connect(app, who, { auth: { token } });
      return socket.emitWithAck('who:trusted');
    };
    expect(await tryAs(alice, app.token)).toEqual({ ok: true, data: {} });
    expect(await tryAs(undefined, app.token)).toEqual(failure('FORBIDDEN'));
    expect(await tryAs(await forge('alice'), app.token)).toEqual(failure('FORBIDDEN'));
    expect(await tryAs(alice)).toEqual(failure('UNAUTHORIZED'));
  });
});

describe('a session', () => {
  const others = async (app: CertificateApp): Promise<(Presented | undefined)[]> => [
    await app.issue('mallory'),
    await app.issue('alice'),
    await forge('alice'),
    undefined,
  ];

  it('opened with a certificate is closed to every other, on each transport, and goes on for its owner', async () => {
    await using app = await serveCertificates();
    const alice = await app.issue('alice');
    const path = await openSession(app, alice);
    for (const thief of await others(app)) {
      expect(await send(app, path, thief)).toEqual(REFUSED);
      expect(await send(app, path, thief, { method: 'POST', body: '420["who:am-i"]' })).toEqual(REFUSED);
      const upgrade = path.replace('polling', 'websocket');
      expect(await send(app, upgrade, thief, { headers: UPGRADE })).toEqual(REFUSED);
      expect(await ask(app, path, alice)).toMatchObject({ data: { certificate: { name: 'alice' } } });
    }
    expect(app.refused()).toBe(12);
  });

  it.each(['none', "a stranger's"])('opened with %s is closed to clients that have one', async (opener) => {
    await using app = await serveCertificates();
    const owner = opener === 'none' ? undefined : await forge('alice');
    const path = await openSession(app, owner);
    for (const other of [await app.issue('alice'), await forge('alice')])
      expect(await send(app, path, other)).toEqual(REFUSED);
    expect(await ask(app, path, owner)).toMatchObject({ data: { certificate: null } });
  });

  it('cannot be hidden behind a second session of the same query', async () => {
    await using app = await serveCertificates();
    const [alice, mallory] = [await app.issue('alice'), await app.issue('mallory')];
    const sidOf = (path: string): string => path.split('sid=')[1] ?? '';
    const [hers, his] = [await openSession(app, alice), await openSession(app, mallory)];
    const query = (...sids: string[]): string => POLL + sids.map((sid) => `&sid=${sid}`).join('');
    expect((await send(app, query(sidOf(his), sidOf(hers)), mallory)).status).toBe(403);
    // Here the engine takes his own: what arrives is for him.
    const body = '420["who:am-i"]';
    await send(app, query(sidOf(hers), sidOf(his)), mallory, { method: 'POST', body });
    expect((await send(app, his, mallory)).text).toContain('"name":"mallory"');
  });

  it('that is over is forgotten', async () => {
    await using app = await serveCertificates();
    const alice = await app.issue('alice');
    const sockets = [
      await connect(app, alice, { transports: ['websocket'] }),
      await connect(app, undefined, { transports: ['polling'] }),
      await connect(app, alice, {}),
    ];
    expect(app.connections.sessions.size).toBe(3);
    for (const socket of sockets) socket.disconnect();
    await expect.poll(() => app.connections.sessions.size).toBe(0);
  });
});

describe('the app', () => {
  it('counts the requests with another certificate than their session', async () => {
    const { authority, tls } = await deploy();
    await using app = await startApp({ tls });
    const server = { url: app.url, ca: authority.cert };
    const alice = { ...(await authority.issueClient('alice', 'x')), passphrase: 'x' };
    const path = await openSession(server, alice);
    expect((await send(server, path, undefined)).status).toBe(403);
    const { text } = await send(server, '/metrics', undefined);
    expect(text).toContain('switchboard_refused_connections_total{reason="foreign_certificate"} 1\n');
  });
});

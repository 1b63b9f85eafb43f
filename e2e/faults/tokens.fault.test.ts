import { createHmac } from 'node:crypto';
import { createClient, stayLoggedIn } from '@switchboard/client';
import { contract } from '@switchboard/events';
import { expect, it, onTestFinished } from 'vitest';
import { addRow } from './add-row.ts';
import { startServer, type TestServer } from './stage/server.ts';

const SECRET = 'a-secret-of-this-test-with-thirty-two-bytes-and-more';

function newClient({ url, ca }: TestServer, token?: string) {
  const client = createClient(contract, url, {
    auth: { token },
    socketOptions: { ca, transports: ['websocket'], reconnectionDelay: 50 },
  });
  onTestFinished(() => client.disconnect());
  return client;
}

/** What becomes of a handshake with this token: `connected`, or the code and the words of the refusal. */
function handshake(server: TestServer, token: string): Promise<string> {
  const client = newClient(server, token);
  return new Promise((resolve) => {
    client.onState((state) => {
      if (state.status === 'connected') resolve('connected');
      if (state.status === 'refused')
        resolve(`${state.problem.error?.code}: ${state.problem.error?.message}`);
    });
  });
}

/** The token with other claims, or another header or secret. */
function forge(token: string, { header = {}, claims = {}, secret = SECRET } = {}): string {
  const [head = '', body = ''] = token.split('.');
  const parts = [
    { ...decode(head), ...header },
    { ...decode(body), ...claims },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function decode(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
}

it('forged, expired and revoked tokens are refused in plain words, and a client that is signed out notices', async () => {
  const server = await startServer({ env: { TOKEN_SECRET: SECRET } });
  const alice = newClient(server);
  const login = await alice.call('session:login', { name: 'Alice' });
  if (!login.ok) throw new Error(login.error.message);
  const { token } = login.data;

  expect(await handshake(server, token)).toBe('connected');
  expect(await handshake(server, forge(token))).toBe('connected');
  const [head, , signature] = token.split('.');
  const claims = { sub: 'somebody-else' };
  for (const forged of [
    forge(token, { secret: 'another-secret-that-is-just-as-long-as-the-first' }),
    forge(token, { header: { alg: 'none' } }),
    forge(token, { header: { alg: 'HS512' } }),
    `${forge(token, { header: { alg: 'none' } })
      .split('.')
      .slice(0, 2)
      .join('.')}.`,
    `${head}.${forge(token, { claims }).split('.')[1]}.${signature}`,
    token.slice(0, -4),
    'x'.repeat(120),
  ]) {
    expect(await handshake(server, forged)).toBe('UNAUTHORIZED: This token is not valid: log in again.');
  }
  const past = Math.floor(Date.now() / 1_000) - 1;
  expect(await handshake(server, forge(token, { claims: { exp: past } }))).toContain(
    'UNAUTHORIZED: This token has expired',
  );

  const other = newClient(server, token);
  const ended = new Promise((resolve) => other.on('session:ended', ({ reason }) => resolve(reason)));
  expect(await other.call('room:join', { room: 'general' })).toMatchObject({ ok: true });
  await alice.call('session:logout');
  expect(await ended).toBe('revoked');
  const call = await other.call('message:send', { room: 'general', text: 'still me?' });
  expect(call).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED' } });
  expect(await handshake(server, token)).toContain('UNAUTHORIZED');
  addRow({
    name: 'forged, expired and revoked tokens',
    note: 'refused, and reported to connections that had them',
  });
});

it('a connection loses its identity when its token expires, unless it was refreshed', async () => {
  const server = await startServer({ env: { TOKEN_TTL: '5' } });
  const [alice, bob] = [newClient(server), newClient(server)];
  stayLoggedIn(bob, { login: 'session:login', refresh: 'session:refresh' });
  // Bob's first token expires before Alice's.
  expect(await bob.call('session:login', { name: 'Bob' })).toMatchObject({ ok: true });
  expect(await alice.call('session:login', { name: 'Alice' })).toMatchObject({ ok: true });
  const reasons: string[] = [];
  bob.on('session:ended', () => reasons.push('Bob'));
  const ended = new Promise((resolve) => alice.on('session:ended', ({ reason }) => resolve(reason)));
  expect(await ended).toBe('expired');
  expect(alice.state.status).toBe('connected');
  expect(await alice.call('room:list')).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED' } });
  expect(await bob.call('room:list')).toMatchObject({ ok: true });
  expect(reasons).toEqual([]);
  addRow({ name: 'token expires on a live connection', note: 'reported, unless it was refreshed' });
});

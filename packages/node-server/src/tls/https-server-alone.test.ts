import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:https';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { type ClientIdentity, clientIdentity } from './client-identity.ts';
import { deploy, PASSPHRASE } from './deployed.fixture.ts';
import { createHttpsServer, type HttpsOptions, replaceCertificate } from './https-server.ts';
import { createAuthority } from './issue-certificate.ts';
import { loadTls, type TlsMaterial } from './load-tls.ts';

interface Listening extends AsyncDisposable {
  readonly server: Server;
  readonly port: number;
}

async function listen(material: TlsMaterial, options: Partial<HttpsOptions>): Promise<Listening> {
  const all: HttpsOptions = { clientCert: 'request', tlsMinVersion: 'TLSv1.2', ...options };
  const server = createHttpsServer(material, all, (request, response) => {
    response.end(JSON.stringify(clientIdentity(request.socket) ?? null));
  });
  server.listen(0);
  await once(server, 'listening');
  return {
    server,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One request: what the server says of the client, and what it takes to resume the TLS session. */
async function visit(port: number, options: ConnectionOptions): Promise<Visit> {
  const socket = connect({ port, host: 'localhost', servername: 'localhost', ...options });
  let session: Buffer | undefined;
  socket.on('session', (ticket) => {
    session = ticket;
  });
  await once(socket, 'secureConnect');
  const isResumed = socket.isSessionReused();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  const identity = JSON.parse(/\r\n\r\n(.*)/.exec(text)?.[1] ?? '') as ClientIdentity | null;
  return { identity, isResumed, session };
}

interface Visit {
  readonly identity: ClientIdentity | null;
  readonly isResumed: boolean;
  readonly session: Buffer | undefined;
}

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a session of %s', (maxVersion) => {
  it('is resumed by another server with the same ticket keys, and by none with others', async () => {
    const { authority, tls } = await deploy();
    const material = await loadTls(tls);
    const ticketKeys = randomBytes(48);
    await using first = await listen(material, { ticketKeys });
    await using second = await listen(material, { ticketKeys });
    await using other = await listen(material, { ticketKeys: randomBytes(48) });
    const { session } = await visit(first.port, { ca: authority.cert, maxVersion });
    expect(await visit(second.port, { ca: authority.cert, maxVersion, session })).toMatchObject({
      isResumed: true,
    });
    expect(await visit(other.port, { ca: authority.cert, maxVersion, session })).toMatchObject({
      isResumed: false,
    });
  });

  it('is resumed after the certificate was replaced, but not after the CA of the clients was', async () => {
    const { authority, tls } = await deploy();
    const material = await loadTls(tls);
    const options: HttpsOptions = {
      clientCert: 'request',
      tlsMinVersion: 'TLSv1.2',
      ticketKeys: randomBytes(48),
    };
    await using served = await listen(material, options);
    const alice = { ...(await authority.issueClient('alice', PASSPHRASE)), passphrase: PASSPHRASE };
    const client = { ca: authority.cert, maxVersion, ...alice };
    const { session, identity } = await visit(served.port, client);
    expect(identity).toMatchObject({ name: 'alice', verified: true });

    replaceCertificate(served.server, material, options);
    expect(await visit(served.port, { ...client, session })).toMatchObject({ identity, isResumed: true });

    const ca = Buffer.from((await createAuthority()).cert);
    replaceCertificate(served.server, { ...material, ca }, options);
    expect(await visit(served.port, { ...client, session })).toMatchObject({
      identity: { name: 'alice', verified: false },
      isResumed: false,
    });
  });
});

describe('a client certificate', () => {
  it('is not needed', async () => {
    const { authority, tls } = await deploy();
    await using served = await listen(await loadTls(tls), {});
    expect((await visit(served.port, { ca: authority.cert })).identity).toBeNull();
  });

  it.each([
    ['of the CA of the server is verified', true],
    ['of a stranger is not', false],
  ])('%s', async (_what, verified) => {
    const { authority, tls } = await deploy();
    await using served = await listen(await loadTls(tls), {});
    const issuer = verified ? authority : await createAuthority();
    const { key, cert } = await issuer.issueClient('<i>developer</i>', PASSPHRASE);
    const client = { ca: authority.cert, key, cert, passphrase: PASSPHRASE };
    expect((await visit(served.port, client)).identity).toEqual({
      name: '<i>developer</i>',
      issuer: expect.stringContaining('Switchboard development CA'),
      fingerprint: new X509Certificate(cert).fingerprint256,
      verified,
    });
  });

  it('is not asked for where it is off', async () => {
    const { authority, tls } = await deploy();
    await using served = await listen(await loadTls(tls), { clientCert: 'off' });
    const { key, cert } = await authority.issueClient('developer', PASSPHRASE);
    const client = { ca: authority.cert, key, cert, passphrase: PASSPHRASE };
    expect((await visit(served.port, client)).identity).toBeNull();
  });
});

describe('the server hangs up on clients that take too long:', () => {
  const timeouts = { handshake: 100, headers: 200, request: 400 };

  /** Resolves once the server has ended the connection, to what it said before. */
  const farewell = async (socket: TLSSocket): Promise<string> => {
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += chunk;
    return text;
  };

  it('a silent connection', async () => {
    const { tls } = await deploy();
    await using served = await listen(await loadTls(tls), { timeouts });
    const socket = connectTcp(served.port, 'localhost');
    socket.resume();
    await once(socket, 'close');
  });

  it.each([
    ['', 408],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 408],
    ['POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nslow', 200],
  ])('a request that stops at %j', async (begin, status) => {
    const { authority, tls } = await deploy();
    await using served = await listen(await loadTls(tls), { timeouts });
    const socket = connect({ port: served.port, host: 'localhost', ca: authority.cert });
    socket.write(begin);
    expect(await farewell(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

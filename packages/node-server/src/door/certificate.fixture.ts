import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { defineContract, defineEvents } from '@switchboard/contract';
import { createRouter, createSocketMsgRouter, type RouterContext } from '@switchboard/router';
import express from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import { tempFolder, testConfig } from '../app.fixture.ts';
import { eventsBridge } from '../http/events-bridge.ts';
import { identifyBy } from '../sessions/identify.ts';
import type { Identity } from '../sessions/session.ts';
import { sessionJobs } from '../sessions/sqlite-session-store.ts';
import { createTokens } from '../sessions/tokens.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import type { ClientIdentity } from '../tls/client-identity.ts';
import { deploy } from '../tls/deployed.fixture.ts';
import { createHttpsServer } from '../tls/https-server.ts';
import { type Authority, createAuthority } from '../tls/issue-certificate.ts';
import { loadTls } from '../tls/load-tls.ts';
import type { Connections } from './connections.ts';
import { createDoor } from './door.ts';
import type { Socket } from './socket-server.ts';

const Certificate = z.strictObject({ name: z.string(), issuer: z.string(), fingerprint: z.string() });

const contract = defineContract({
  name: 'who',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'who:am-i': {
      summary: 'What the server knows of you',
      response: z.strictObject({
        certificate: Certificate.nullable(),
        scopes: z.array(z.string()),
        frozen: z.boolean(),
      }),
      policy: { http: true },
    },
    'who:trusted': {
      summary: 'For users with a certificate',
      response: z.strictObject({}),
      policy: { scope: 'certificate', http: true },
    },
  }),
  serverEventMap: {},
});

/** What the server knows of a caller: a certificate of its CA is a scope. */
interface Caller extends RouterContext {
  readonly user: Identity | undefined;
  readonly certificate: ClientIdentity | undefined;
}

function callerOf(user: Identity | undefined, certificate: ClientIdentity | undefined): Caller {
  return { user, certificate, scopes: certificate ? ['certificate'] : [] };
}

/** What a client presents. */
export interface Presented {
  readonly key: string;
  readonly cert: string;
  readonly passphrase: string;
}

export interface CertificateApp extends AsyncDisposable {
  readonly url: string;
  readonly ca: string;
  readonly connections: Connections;
  readonly token: string;
  /** How many requests were refused. */
  refused(): number;
  /** A certificate by the server's own CA. */
  issue(name: string): Promise<Presented>;
}

/** A server that gives its callers what it knows of their certificate. */
export async function serveCertificates(): Promise<CertificateApp> {
  const { authority, tls } = await deploy();
  const config = testConfig({ clientCert: 'request' });
  const store = await (await openSqlite(tempFolder(), 'durable')).store(sessionJobs);
  const tokens = createTokens({ secrets: [randomBytes(32)], ttl: 60_000, audience: 'board' });
  const user = { id: 'u1', name: 'Member' };
  const id = (await store.begin(user, undefined, 60_000)) ?? '';
  const token = await tokens.sign({ id, user, expiresAt: Date.now() + tokens.ttl });
  const identify = identifyBy(tokens, store);
  const router = createRouter(contract, { scopes: ['certificate'] })
    .context<Caller>()
    .controllers({
      'who:am-i': (_message, { certificate, scopes }) => {
        const { name, issuer, fingerprint } = certificate ?? {};
        return {
          certificate: name && issuer && fingerprint ? { name, issuer, fingerprint } : null,
          scopes: [...scopes],
          frozen: Object.isFrozen(certificate),
        };
      },
      'who:trusted': () => ({}),
    });

  const app = express();
  app.all('/events/:event', eventsBridge(router, config, { identify, context: callerOf }));
  const server: HttpsServer = createHttpsServer(await loadTls(tls), config, app);
  let refused = 0;
  const metrics = { onRefused: () => void refused++, onCut: () => undefined };
  const door = createDoor({ server }, config, { logger: pino({ level: 'silent' }), metrics });
  const { io, connections, certificateOf } = door;
  createSocketMsgRouter(router, {
    admit: async (socket: Socket) => {
      const { token: given } = socket.handshake.auth;
      if (given !== undefined) socket.data.user = (await identify(given)).user;
    },
    context: (socket: Socket) => callerOf(socket.data.user, certificateOf(socket)),
  }).attach(io);
  server.listen(0);
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    ca: authority.cert,
    connections,
    token,
    refused: () => refused,
    issue: (name) => present(authority, name),
    [Symbol.asyncDispose]: async () => {
      await io.close();
      server.closeAllConnections();
    },
  };
}

/** A certificate by a CA that the server does not know. */
export async function forge(name: string): Promise<Presented> {
  return present(await createAuthority(), name);
}

async function present(authority: Authority, name: string): Promise<Presented> {
  return { ...(await authority.issueClient(name, 'x')), passphrase: 'x' };
}

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnyReply, defineContract, defineEvents, EventError } from '@switchboard/contract';
import {
  type CallFailure,
  type CallRecord,
  createRouter,
  createSocketMsgRouter,
  measuringParser,
} from '@switchboard/router';
import { batchingWsEngine } from '@switchboard/ws-engine';
import express from 'express';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { tempFolder, testConfig } from '../app.fixture.ts';
import type { Caller } from '../create-server.ts';
import { identifyBy } from '../sessions/identify.ts';
import type { Identity } from '../sessions/session.ts';
import { sessionJobs } from '../sessions/sqlite-session-store.ts';
import { createTokens } from '../sessions/tokens.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { eventsBridge } from './events-bridge.ts';

const answered = {
  payload: z.strictObject({ n: z.int(), fill: z.string().optional() }),
  response: z.strictObject({ n: z.int() }),
};
const http = { http: true };

const clientEventMap = defineEvents({
  'try:plain': { summary: 'Answers', ...answered, policy: http },
  'try:small': { summary: 'Takes little', ...answered, policy: { ...http, maxBytes: 200 } },
  'try:rare': { summary: 'Answers once a minute', ...answered, policy: { ...http, rate: '1/m' } },
  'try:member': { summary: 'Needs an identity', ...answered, policy: { ...http, scope: 'member' } },
  'try:admin': { summary: 'Needs a scope that nobody has', ...answered, policy: { ...http, scope: 'admin' } },
  'try:throw': { summary: 'Throws an Error', ...answered, policy: http },
  'try:throw-text': { summary: 'Throws a text', ...answered, policy: http },
  'try:reject': { summary: 'Rejects', ...answered, policy: http },
  'try:never': { summary: 'Never settles', ...answered, policy: { ...http, deadline: 60 } },
  'try:hang': { summary: 'Never settles, and may take its time', ...answered, policy: http },
  'try:lie': { summary: 'Breaks its own promise', ...answered, policy: http },
  'try:barred': { summary: 'Is refused by a middleware', ...answered, policy: http },
});

/** One way to make a call, and what came back: every answer to it, of which there must be one. */
export interface Way {
  call(event: string, payload: unknown, bytes?: number): Promise<readonly AnyReply[]>;
}

export interface Outcomes extends AsyncDisposable {
  readonly io: Server;
  readonly url: string;
  readonly token: string;
  readonly records: readonly CallRecord[];
  /** Of the server itself. */
  readonly failures: readonly CallFailure[];
  inFlight(): number;
  drain(): Promise<void>;
  /** Over a socket; with a token, as somebody. */
  socket(transport: 'websocket' | 'polling', token?: string): Promise<Way & { disconnect(): void }>;
  overHttp(token?: string): Way;
  withoutNetwork(token?: string): Way;
}

/** A server whose every event fails in its own way, reached by every transport. */
export async function serveOutcomes(): Promise<Outcomes> {
  const records: CallRecord[] = [];
  const failures: CallFailure[] = [];
  const sessions = await (await openSqlite(tempFolder(), 'durable')).store(sessionJobs);
  const tokens = createTokens({ secrets: [randomBytes(32)], ttl: 60_000, audience: 'board' });
  const member = { id: 'u1', name: 'Member' };
  const id = (await sessions.begin(member, undefined, 60_000)) ?? '';
  const token = await tokens.sign({ id, user: member, expiresAt: Date.now() + tokens.ttl });
  const never = new Promise<never>(() => undefined);

  const contract = defineContract({ name: 'outcomes', version: '1.0.0', clientEventMap, serverEventMap: {} });
  const router = createRouter(contract, {
    scopes: ['member', 'admin'],
    onSettled: (record) => records.push(record),
    onFailure: (failure) => failures.push(failure),
  })
    .context<Caller>()
    .use(({ event }, _context, next) => {
      if (event === 'try:barred') throw new EventError('FORBIDDEN');
      return next();
    })
    .controllers({
      'try:plain': ({ message }) => ({ n: message.n }),
      'try:small': ({ message }) => ({ n: message.n }),
      'try:rare': ({ message }) => ({ n: message.n }),
      'try:member': ({ message }) => ({ n: message.n }),
      'try:admin': ({ message }) => ({ n: message.n }),
      'try:throw': () => {
        throw new Error('a secret of the server');
      },
      'try:throw-text': () => {
        // biome-ignore lint/style/useThrowOnlyError: a controller that throws anything else is what is tried here
        throw 'a secret of the server';
      },
      'try:reject': () => Promise.reject(new Error('a secret of the server')),
      'try:never': () => never,
      'try:hang': () => never,
      'try:lie': () => ({ n: 'not a number' as never }),
      'try:barred': ({ message }) => ({ n: message.n }),
    });
  const callerOf = (user: Identity | undefined): Caller => ({
    user,
    certificate: undefined,
    scopes: user ? ['member'] : [],
  });
  const whoIs = (given: unknown): Caller => callerOf(given === token ? member : undefined);

  const app = express();
  const options = { identify: identifyBy(tokens, sessions), context: callerOf };
  app.all('/events/:event', eventsBridge(router, { allowedOrigins: [] }, options));
  const server = createServer(app).listen(0);
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const sockets = new Server(server, {
    parser: measuringParser,
    ...(testConfig().batchedWrites && { wsEngine: batchingWsEngine }),
  });
  createSocketMsgRouter(router, {
    context: (socket) => whoIs(socket.handshake.auth.token),
    admit: (socket) => {
      if (socket.handshake.auth.refuse) throw new EventError('UNAUTHORIZED');
    },
  }).attach(sockets);

  return {
    io: sockets,
    url,
    token,
    records,
    failures,
    inFlight: () => router.inFlight,
    drain: () => router.drain(),
    socket: async (transport, as) => {
      const socket = io(url, { forceNew: true, transports: [transport], auth: { token: as } });
      await once(socket as never, 'connect');
      return {
        call: async (event, payload) => {
          const replies: AnyReply[] = [];
          await new Promise<void>((resolve) => {
            socket.emit(event, payload, (reply: AnyReply) => {
              replies.push(reply);
              resolve();
            });
          });
          // What comes after it in order shows whether a second answer came.
          await socket.emitWithAck('try:nothing');
          return replies;
        },
        disconnect: () => void socket.disconnect(),
      };
    },
    overHttp: (as) => ({
      call: async (event, payload) => {
        const response = await fetch(`${url}/events/${event}`, {
          method: 'POST',
          body: JSON.stringify(payload),
          headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as}` }) },
        });
        return [(await response.json()) as AnyReply];
      },
    }),
    withoutNetwork: (as) => ({
      call: async (event, payload) => {
        const bytes = JSON.stringify(payload).length;
        return [await router.dispatch({ event, socketId: 'none', payload, bytes }, whoIs(as))];
      },
    }),
    [Symbol.asyncDispose]: async () => {
      await sockets.close();
      server.closeAllConnections();
    },
  };
}

import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyReply } from '@switchboard/contract';
import type { User } from '@switchboard/events';
import { type Logger, pino } from 'pino';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { expect, inject } from 'vitest';
import { type AppOptions, createApp } from './app.ts';
import { type Config, loadConfig } from './config.ts';
import type { DevCertificates } from '@switchboard/node-server/tls';

declare module 'vitest' {
  interface ProvidedContext {
    /** What BATCHED_WRITES is for the servers of the tests; set by vitest.config.ts. */
    batchedWrites: string;
  }
}

/** An empty folder, removed after the run. */
export function tempFolder(): string {
  return mkdtempSync(join(inject('runFolder'), 'test-'));
}

/** The development certificates of this run. */
export function certificates(): DevCertificates {
  return inject('certificates');
}

/** The configuration that tests start from: a free port, and folders of their own. */
export function testConfig(changed: Partial<Config> = {}): Config {
  return {
    ...loadConfig({ BATCHED_WRITES: inject('batchedWrites') }),
    port: 0,
    dataDir: tempFolder(),
    tls: { source: 'development', directory: dirname(certificates().ca) },
    ...changed,
  };
}

/** Milliseconds until a connection that hangs fails. Many at a time take a loaded machine long. */
const CONNECT_TIMEOUT = 60_000;

export type ConnectOptions = Partial<ManagerOptions & SocketOptions>;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws if it is none. */
  json(): unknown;
}

export interface TestApp extends AsyncDisposable {
  readonly config: Config;
  readonly port: number;
  readonly url: string;
  readonly ca: string;
  /** A client that trusts the CA; it need not be connected yet, and never tries again by itself. */
  open(options?: ConnectOptions): Socket;
  connect(options?: ConnectOptions): Promise<Socket>;
  login(name: string): Promise<{ socket: Socket; user: User; token: string }>;
  request(path: string, options?: RequestOptions & { body?: string | Buffer }): Promise<Answer>;
  reloadCertificate(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server on a free port. Closes itself, and its clients, at the end of the scope. */
export async function startApp(
  changed: Partial<Config> = {},
  logger: Logger = pino({ level: 'silent' }),
  options: AppOptions = {},
): Promise<TestApp> {
  const config = testConfig(changed);
  const app = await createApp(config, logger, options);
  const port = await app.listen();
  const url = `https://localhost:${port}`;
  const ca = readFileSync(certificates().ca, 'utf8');
  const sockets: Socket[] = [];

  const open = (options: ConnectOptions = {}): Socket => {
    const socket = io(url, {
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_TIMEOUT,
      transports: ['websocket'],
      ca,
      ...options,
    });
    sockets.push(socket);
    return socket;
  };
  const connect = async (options?: ConnectOptions): Promise<Socket> => {
    const socket = open(options);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };

  return {
    config,
    port,
    url,
    ca,
    open,
    connect,
    login: async (name) => {
      const socket = await connect();
      const { user, token } = dataOf<{ user: User; token: string }>(
        await socket.emitWithAck('session:login', { name }),
      );
      return { socket, user, token };
    },
    request: async (path, { body, ...options } = {}) => {
      const sent = request(new URL(path, url), { ca, agent: false, ...options });
      sent.end(body);
      const [response] = await once(sent, 'response');
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      const { statusCode: status, headers } = response;
      return { status, headers, text, json: () => JSON.parse(text) };
    },
    reloadCertificate: app.reloadCertificate,
    close: app.close,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.disconnect();
      await app.close();
    },
  };
}

/** The data of a reply that must be a good one. */
export function dataOf<T>(reply: AnyReply): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.data as T;
}

/** What a failed reply looks like. */
export function failure(code: string, more: object = {}): unknown {
  return { ok: false, error: expect.objectContaining({ code, ...more }) };
}

/**
 * Rejects if a timer of so many milliseconds comes first. A busy machine delays that timer as it delays the work, so it
 * shows what waits for something else.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const late = sleep(ms, undefined, { signal: end.signal }).then(() => {
    throw new Error(`It took more than ${ms} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    end.abort();
  }
}

/** The next event of this name. */
export async function next<T>(socket: Socket, event: string): Promise<T> {
  return new Promise((resolve) => socket.once(event, resolve));
}

/** Everything that the socket receives from now on, as `[event, payload]`. */
export function record(socket: Socket): [event: string, payload: unknown][] {
  const heard: [string, unknown][] = [];
  socket.onAny((event: string, payload: unknown) => heard.push([event, payload]));
  return heard;
}

/** Resolves once everything that the server sent to the socket before is there: packets come in order. */
export async function settled(...sockets: Socket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.emitWithAck('system:time')));
}

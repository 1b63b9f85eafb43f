import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { type ManagerOptions, type Socket, type SocketOptions, io } from 'socket.io-client';
import type { App } from '../lifecycle/app.ts';

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

/** A server that listens, and what talks to it. Closes itself, and its clients, at the end of the scope. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly ca: string;
  /** A client that trusts the CA; it need not be connected yet, and never tries again by itself. */
  open(options?: ConnectOptions): Socket;
  connect(options?: ConnectOptions): Promise<Socket>;
  request(path: string, options?: RequestOptions & { body?: string | Buffer }): Promise<Answer>;
  reloadCertificate(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server, for a test, on the port of its configuration: give it 0. `ca` is the CA of its certificate, in PEM. */
export async function startTestServer(app: App, ca: string): Promise<TestServer> {
  const port = await app.listen();
  const url = `https://localhost:${port}`;
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
  return {
    port,
    url,
    ca,
    open,
    connect: async (options) => {
      const socket = open(options);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
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

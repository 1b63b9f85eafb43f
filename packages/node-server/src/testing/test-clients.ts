import { once } from 'node:events';
import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

/** Milliseconds until a connection that hangs fails. Many at a time take a loaded machine long. */
const CONNECT_TIMEOUT = 60_000;

export type ConnectOptions = Partial<ManagerOptions & SocketOptions>;

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws if it is none. */
  json(): unknown;
}

/** What talks to a server in a test. Disconnects its sockets at the end of the scope. */
export interface TestClients extends Disposable {
  /** A socket over WebSocket; it need not be connected yet, and never tries again by itself unless its options say so. */
  open(options?: ConnectOptions): Socket;
  /** The same once it is connected; rejects if it cannot connect. */
  connect(options?: ConnectOptions): Promise<Socket>;
  /** Makes a request over a connection of its own. */
  request(path: string, options?: RequestOptions & { body?: string | Buffer }): Promise<Answer>;
}

/** Clients of the server at this address; over TLS they trust this CA, in PEM. */
export function testClients(url: string, ca?: string): TestClients {
  const sockets: Socket[] = [];
  const open = (options: ConnectOptions = {}): Socket => {
    const socket = io(url, {
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_TIMEOUT,
      transports: ['websocket'],
      ...(ca !== undefined && { ca }),
      ...options,
    });
    sockets.push(socket);
    return socket;
  };
  return {
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
      const to = new URL(path, url);
      const request = to.protocol === 'http:' ? requestHttp : requestHttps;
      const sent = request(to, { ca, agent: false, ...options });
      sent.end(body);
      const [response] = await once(sent, 'response');
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      const { statusCode: status, headers } = response;
      return { status, headers, text, json: () => JSON.parse(text) };
    },
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.disconnect();
    },
  };
}

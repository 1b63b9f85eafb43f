import { once } from 'node:events';
import { Agent, type AgentOptions, request } from 'node:https';
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

const HOST = '127.0.0.1';
/** The attacker has an address of its own; Linux has the whole range of the loopback. */
const ADDRESS = '127.0.0.3';

/** What an attack costs the one who attacks. */
export interface Cost {
  readonly connections: number;
  /** Sent and received, without those of TLS. */
  readonly bytes: number;
}

/** A hostile client: opens connections of any kind, and counts what they cost. */
export class Attacker {
  readonly #port: number;
  readonly signal: AbortSignal;
  readonly #open = new Set<TcpSocket>();
  #connections = 0;
  #bytes = 0;

  constructor(port: number, signal: AbortSignal) {
    this.#port = port;
    this.signal = signal;
    signal.addEventListener('abort', () => {
      for (const socket of this.#open) socket.destroy();
    });
  }

  get cost(): Cost {
    return { connections: this.#connections, bytes: this.#bytes };
  }

  /** Does the work in so many places at a time, again after a pause, whether or not it fails: a client that is cut comes back. */
  async inParallel(places: number, work: (place: number) => Promise<unknown>, pause = 100): Promise<void> {
    const inPlace = async (_: unknown, place: number): Promise<void> => {
      while (!this.signal.aborted) {
        await work(place).catch(() => undefined);
        await delay(pause);
      }
    };
    await Promise.all(Array.from({ length: places }, inPlace));
  }

  openTcp(): TcpSocket {
    const socket = connectTcp({ host: HOST, port: this.#port, localAddress: ADDRESS });
    this.#count(socket);
    return socket;
  }

  async openTls(): Promise<TLSSocket> {
    const { host, port, rejectUnauthorized } = this.#target('');
    const socket = connectTls({ host, port, rejectUnauthorized, localAddress: ADDRESS } as ConnectionOptions);
    this.#count(socket);
    await once(socket, 'secureConnect');
    return socket;
  }

  /** For HTTP; keeps its connections alive, at most so many. */
  agent(maxSockets: number): Agent {
    return new CountingAgent({ maxSockets, keepAlive: true }, (socket) => this.#count(socket));
  }

  /** Makes a request. Resolves to the body of its answer; rejects if it is refused. */
  async request(agent: Agent, path: string, body?: string, headers: object = {}): Promise<string> {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ ...this.#target(path), agent, method, headers: { ...headers } });
    sent.end(body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    if (response.statusCode !== 200) throw new Error(text);
    return text;
  }

  /** A WebSocket of Engine.IO without manners: nothing of it answers by itself, and it reads nothing while it is paused. */
  async openWebSocket(): Promise<Duplex> {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
    };
    const path = '/socket.io/?EIO=4&transport=websocket';
    const sent = request({ ...this.#target(path), agent: this.agent(1), headers });
    sent.end();
    const [, stream] = (await once(sent, 'upgrade')) as [unknown, Duplex];
    return stream.on('error', () => undefined);
  }

  /** A client of Socket.IO with manners, which no more than emits what it should not. */
  async connect(options: Partial<ManagerOptions & SocketOptions> = {}): Promise<Socket> {
    const socket = io(`https://${HOST}:${this.#port}`, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      // Its types name the agent of browsers.
      agent: this.agent(1) as unknown as string,
      rejectUnauthorized: false,
      ...options,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  #target(path: string) {
    return { host: HOST, port: this.#port, path, rejectUnauthorized: false };
  }

  #count(socket: TcpSocket): void {
    this.#connections += 1;
    this.#open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#bytes += socket.bytesWritten + socket.bytesRead;
    });
    if (this.signal.aborted) socket.destroy();
  }
}

class CountingAgent extends Agent {
  readonly #onSocket: (socket: TcpSocket) => void;

  constructor(options: AgentOptions, onSocket: (socket: TcpSocket) => void) {
    super({ ...options, localAddress: ADDRESS, rejectUnauthorized: false });
    this.#onSocket = onSocket;
  }

  override createConnection(...args: Parameters<Agent['createConnection']>) {
    const socket = super.createConnection(...args);
    this.#onSocket(socket as TcpSocket);
    return socket;
  }
}

/** Writes the same bytes again and again, at once or every so many milliseconds, until the connection is over. */
export async function flood(stream: Duplex, bytes: Buffer | string, every = 0): Promise<void> {
  const closed = new AbortController();
  stream.once('close', () => closed.abort());
  while (!stream.destroyed) {
    if (!stream.write(bytes)) await once(stream, 'drain', { signal: closed.signal });
    await delay(every);
  }
}

import { EventEmitter, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';

/** Where a server under measure leaves its Socket.IO server, so that it can be called without a network. */
const SERVER: unique symbol = Symbol.for('bench.server');

/** What this file needs of Socket.IO's server, whichever copy of it a peer has. */
interface SocketIoServer {
  engine: unknown;
  bind(engine: EventEmitter): unknown;
  of(name: '/'): { readonly sockets: ReadonlyMap<string, InternalSocket> };
}

interface InternalSocket {
  _onpacket(packet: object): void;
  packet(packet: { readonly id?: number; readonly data?: unknown[] }): void;
}

/** Calls that are open at a time. */
const OPEN = 100;

/** Milliseconds after which a call that was not answered ends the measure. */
const PATIENCE = 10_000;

/** Calls the server's events as if their packets had been decoded, and takes the replies before they are encoded. */
export class WithoutNetwork {
  readonly #socket: InternalSocket;
  #replies = 0;
  #last: unknown;

  private constructor(socket: InternalSocket) {
    this.#socket = socket;
    socket.packet = ({ data }) => {
      this.#replies += 1;
      this.#last = data?.[0];
    };
  }

  /** Rejects if the server has left no Socket.IO server. */
  static async connect(): Promise<WithoutNetwork> {
    const server = (globalThis as { readonly [SERVER]?: SocketIoServer })[SERVER];
    if (!server) throw new Error('This server has left no Socket.IO server to call.');
    const engine = new EventEmitter();
    const real = server.engine;
    server.bind(engine);
    server.engine = real;
    const connection = new EngineConnection();
    engine.emit('connection', connection);
    const connected = once(connection, 'written');
    connection.emit('data', '0');
    const [packet] = await connected;
    const socket = server.of('/').sockets.get(JSON.parse(String(packet).slice(1)).sid);
    if (!socket) throw new Error('The server took no socket.');
    return new WithoutNetwork(socket);
  }

  /** Microseconds of processor time that so many calls take, and the last reply. Rejects if one is not answered. */
  async call(event: string, payload: object, calls: number): Promise<{ cpu: number; reply: unknown }> {
    this.#replies = 0;
    const before = process.cpuUsage();
    for (let sent = 0; sent < calls; ) {
      const end = Math.min(calls, sent + OPEN);
      // The decoder makes an array of its own for each packet, and the ack goes into it.
      for (; sent < end; sent++)
        this.#socket._onpacket({ type: 2, nsp: '/', id: sent, data: [event, payload] });
      await this.#replied(sent);
    }
    const { user, system } = process.cpuUsage(before);
    return { cpu: user + system, reply: this.#last };
  }

  async #replied(count: number): Promise<void> {
    const end = performance.now() + PATIENCE;
    while (this.#replies < count) {
      if (performance.now() > end) throw new Error(`${count - this.#replies} calls were not answered.`);
      await turn();
    }
  }
}

/** As much of an Engine.IO connection as Socket.IO needs. */
class EngineConnection extends EventEmitter {
  readonly id = 'without-network';
  readonly readyState = 'open';
  readonly protocol = 4;
  readonly remoteAddress = '127.0.0.1';
  readonly transport = { name: 'websocket', writable: true };
  readonly request = { headers: {}, url: '/socket.io/?EIO=4', _query: { EIO: '4' }, connection: {} };

  write(packet: string): this {
    this.emit('written', packet);
    return this;
  }
}

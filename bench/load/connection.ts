import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { CLOSE, encodePong, encodeTexts, FrameReader, PING, TEXT } from './frames.ts';

export interface Address {
  readonly port: number;
  readonly tls: boolean;
  /** The address of this end, of the loopback range: each has ports of its own, and a share of its own at the server. */
  readonly from?: string | undefined;
}

/** What a connection tells its owner. */
export interface Listener {
  readonly onText: (text: string) => void;
  /** Told once, unless the owner has closed it. */
  readonly onLost: (reason: Error) => void;
}

/** A WebSocket with as little between the load and the TCP or TLS socket as can be: what one tick sends is one write. */
export class Connection {
  readonly #socket: Socket;
  readonly #mask = randomBytes(4);
  readonly #reader = new FrameReader();
  #waiting: string[] = [];
  #isOver = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Rejects if the server does not switch to WebSocket. Nothing is read before `listen`. */
  static async open({ port, tls, from }: Address, path: string): Promise<Connection> {
    const ends =
      from === undefined ? { port, host: 'localhost' } : { port, host: '127.0.0.1', localAddress: from };
    const socket = tls ? connectSecure({ ...ends, rejectUnauthorized: false }) : connectPlain(ends);
    socket.setNoDelay(true);
    await once(socket, tls ? 'secureConnect' : 'connect');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await readUpgrade(socket);
    return new Connection(socket);
  }

  listen({ onText, onLost }: Listener): void {
    const lose = (reason: Error): void => {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#socket.destroy();
      onLost(reason);
    };
    const onFrame = (opcode: number, payload: Buffer): void => {
      if (opcode === TEXT) onText(payload.toString());
      else if (opcode === PING) this.#socket.write(encodePong(payload, this.#mask));
      else if (opcode === CLOSE) lose(new Error('The server closed a connection.'));
    };
    this.#socket.on('data', (chunk: Buffer) => {
      try {
        this.#reader.read(chunk, onFrame);
      } catch (error) {
        lose(error as Error);
      }
    });
    this.#socket.on('error', (cause) =>
      lose(new Error(`A connection was lost: ${cause.message}`, { cause })),
    );
    this.#socket.on('close', () => lose(new Error('A connection was lost.')));
    this.#socket.resume();
  }

  /** Leaves at the end of the tick, together with what else it sends. */
  send(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length > 1) return;
    process.nextTick(() => {
      const texts = this.#waiting;
      this.#waiting = [];
      if (!this.#isOver) this.#socket.write(encodeTexts(texts, this.#mask));
    });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    if (this.#socket.destroyed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }
}

/** Reads the answer to the upgrade; what came in the same chunk after it goes back into the socket. */
async function readUpgrade(socket: Socket): Promise<void> {
  let answer = Buffer.alloc(0);
  while (!answer.includes('\r\n\r\n')) {
    const chunk = (await nextChunk(socket)) as Buffer;
    answer = Buffer.concat([answer, chunk]);
  }
  const end = answer.indexOf('\r\n\r\n') + 4;
  const [status = ''] = answer.toString('latin1', 0, end).split('\r\n');
  if (!status.includes(' 101 ')) {
    socket.destroy();
    throw new Error(`The server refused a connection: ${status}`);
  }
  if (answer.length > end) socket.unshift(answer.subarray(end));
}

async function nextChunk(socket: Socket): Promise<unknown> {
  const over = new AbortController();
  try {
    const ended = once(socket, 'close', { signal: over.signal }).then(() => {
      throw new Error('The server hung up before it answered.');
    });
    const [chunk] = await Promise.race([once(socket, 'data', { signal: over.signal }), ended]);
    socket.pause();
    return chunk;
  } finally {
    over.abort();
  }
}

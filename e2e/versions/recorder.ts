import type { Socket } from 'socket.io-client';

/** What one client sent and received, as packets of Engine.IO, and what its application saw. */
export interface Recording {
  readonly sent: readonly string[];
  readonly received: readonly string[];
  readonly seen: readonly string[];
}

interface EnginePacket {
  readonly type: string;
  readonly data?: unknown;
}

/** What is needed of socket.io-client below its documented surface. */
interface Engine {
  on(event: 'packet' | 'packetCreate', listener: (packet: EnginePacket) => void): void;
}

/** Records a client from its first connection on. What is random in it is replaced by the order of its appearance. */
export class Recorder {
  readonly socket: Socket;
  readonly #sent: string[] = [];
  readonly #received: string[] = [];
  readonly #seen: string[] = [];
  readonly #names = new Map<string, string>();
  #engine: unknown;

  /** Takes a client that has not connected yet. */
  constructor(socket: Socket) {
    this.socket = socket;
    // The attempt makes its engine right after this.
    socket.io.on('reconnect_attempt', () => queueMicrotask(() => this.#watch()));
  }

  get recording(): Recording {
    return { sent: this.#sent, received: this.#received, seen: this.#seen };
  }

  connect(): void {
    this.socket.connect();
    this.#watch();
  }

  /** Notes what a listener or an acknowledgement got. */
  note(name: string, ...values: readonly unknown[]): void {
    this.#seen.push(this.#nameIds(`${name} ${toJson(values)}`));
  }

  #watch(): void {
    const engine = this.socket.io.engine as unknown as Engine;
    if (engine === this.#engine) return;
    this.#engine = engine;
    engine.on('packetCreate', (packet) => this.#sent.push(this.#nameIds(toText(packet))));
    engine.on('packet', (packet) => {
      // By polling, one says nothing but that a poll came after the server had begun to close, which is up to the time it takes.
      if (packet.type !== 'noop') this.#received.push(this.#nameIds(toText(packet)));
    });
  }

  #nameIds(text: string): string {
    for (const id of idsIn(text)) if (!this.#names.has(id)) this.#names.set(id, `"id ${this.#names.size}"`);
    return [...this.#names].reduce((named, [id, name]) => named.replaceAll(id, name), text);
  }
}

function toText({ type, data }: EnginePacket): string {
  if (data === undefined) return type;
  return `${type} ${typeof data === 'string' ? data : Buffer.from(data as Uint8Array).toString('hex')}`;
}

function toJson(values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) => (value instanceof Error ? `${value}` : value));
}

/** The ids of a connection, and the offset with which connection state recovery ends each event of the server; with their quotes. */
function idsIn(text: string): string[] {
  const ids = [...text.matchAll(/"(?:sid|pid)":("[^"]+")/g)].map(([, id]) => id ?? '');
  const [, offset] = /^message [25].*,("[\w-]{7}(?:\.\w+)?")\]$/.exec(text) ?? [];
  return offset ? [...ids, offset] : ids;
}

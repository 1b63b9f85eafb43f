import { once } from 'node:events';
import { Agent, type AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

/** A client without manners: a WebSocket that speaks Socket.IO's packets as a test says, and answers the heartbeats that it reads. */
export interface RawClient {
  /** The connection below. */
  readonly stream: Socket;
  readonly isOpen: boolean;
  send(packet: string): void;
  /** Emits an event and resolves to the first argument of its ack; binary is left as a placeholder. */
  call(event: string, payload?: unknown): Promise<unknown>;
  /** Resolves once the connection is over. */
  closed(): Promise<void>;
  /** Hangs up without a word. */
  destroy(): void;
}

export interface RawOptions {
  readonly url: string;
  readonly ca: string;
  readonly agent?: Agent;
}

/** Resumes TLS sessions and reads the authority's certificate once, so that a crowd costs less. */
export function createAgent(ca: string, options: AgentOptions = {}): Agent {
  return new Agent({ secureContext: createSecureContext({ ca }), maxCachedSessions: 10, ...options });
}

/** Connects and joins the main namespace. Rejects if the server turns it away. */
export async function connectRaw({ url, ca, agent }: RawOptions): Promise<RawClient> {
  const address = `${url.replace('https', 'wss')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { agent: agent ?? createAgent(ca), perMessageDeflate: false });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const hungUp = new AbortController();
  const waiting = new Map<string, (reply: unknown) => void>();
  let calls = 0;
  let reason = 'it hung up';
  void closed.then(() => hungUp.abort(new Error(`The server turned the client away: ${reason}.`)));
  socket.on('error', ({ message }) => {
    reason = message;
  });
  socket.on('message', (data) => {
    const text = String(data);
    if (text === '2') return socket.send('3');
    const [, id = '', json = ''] = /^4(?:3|6\d+-)(\d+)(\[.*\])$/s.exec(text) ?? [];
    waiting.get(id)?.((JSON.parse(json || '[]') as unknown[])[0]);
  });
  onTestFinished(() => socket.terminate());
  let stream: Socket | undefined;
  socket.once('upgrade', (response) => {
    stream = response.socket;
  });
  await once(socket, 'message', { signal: hungUp.signal });
  socket.send('40');
  await once(socket, 'message', { signal: hungUp.signal });
  if (!stream) throw new Error('The WebSocket has no stream.');
  return {
    stream,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    send: (packet) => socket.send(packet),
    call: (event, payload = null) =>
      new Promise((resolve) => {
        const id = String(calls++);
        waiting.set(id, resolve);
        socket.send(`42${id}${JSON.stringify([event, payload])}`);
      }),
    closed: () => closed,
    destroy: () => socket.terminate(),
  };
}

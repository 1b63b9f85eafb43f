import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express } from 'express';
import { Server, type Socket as SocketOfServer } from 'socket.io';

/** An event of the plain server, its arguments free, perhaps with an answer as the last one. */
// biome-ignore lint/suspicious/noExplicitAny: socket.io's own type for listeners of events that no contract describes
type Listener = (...args: any[]) => void;

export interface PlainServer {
  readonly url: string;
  /** What each connection sent, oldest first: its packets as they came over the wire. */
  readonly frames: readonly (readonly unknown[])[];
  /** Emits an event to every client of a namespace. */
  emit(namespace: string, event: string, ...args: unknown[]): void;
  /** Ends every transport without a word, as a lost network does. */
  cutConnections(): void;
  close(): Promise<void>;
}

/** The token that `/chat2` wants in `auth`. */
export const CHAT_TOKEN = 'open sesame';

/**
 * A server of plain Socket.IO 4 in a stock Express application, which knows nothing of Switchboard: free names, any
 * number of arguments, answers that are bare values, a namespace that wants a token.
 */
export async function startPlainServer(
  mount: (app: Express) => void = () => undefined,
): Promise<PlainServer> {
  const app = express();
  mount(app);
  const http = createServer(app);
  const io = new Server(http, {
    cors: { origin: '*' },
    // So that a client that lost its connection gets `recovered`.
    connectionStateRecovery: { maxDisconnectionDuration: 60_000 },
  });
  const frames: unknown[][] = [];
  io.engine.on('connection', (connection) => {
    const sent: unknown[] = [];
    frames.push(sent);
    connection.on('packet', ({ type, data }: { type: string; data: unknown }) => {
      if (type === 'message') sent.push(data);
    });
  });
  io.on('connection', (socket) => {
    if (!socket.recovered) socket.emit('welcome', 'hello', 42, { id: socket.id, features: ['sum', 'say'] });
    listen(socket);
    socket.on('chat message', (text: unknown) => io.emit('chat message', text, { from: socket.id }));
    socket.on('ask me', () =>
      socket.emit('question', 'Are you sure?', (...answer: unknown[]) => socket.emit('heard', ...answer)),
    );
    // As a server writes it that knows larger numbers than JavaScript.
    socket.on('send me a large number', () => socket.conn.write('2["large",{"id":9007199254740993}]'));
    socket.on('send me prices', (answer: Listener) => {
      for (const price of PRICES) socket.emit('price', price);
      answer(PRICES.length);
    });
  });
  // The same answers, and nothing that the server says by itself.
  io.of('/quiet').on('connection', listen);
  const chat = io.of('/chat2');
  chat.use((socket, next) => {
    if (socket.handshake.auth.token === CHAT_TOKEN) return next();
    next(Object.assign(new Error('not allowed'), { data: { hint: 'ask for a token', retry: false } }));
  });
  chat.on('connection', (socket) => {
    socket.on('say', (text: unknown) => chat.emit('said', text));
  });
  const open = new Set<Socket>();
  http.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await once(http.listen(0, 'localhost'), 'listening');
  const { port } = http.address() as AddressInfo;
  const cutConnections = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${port}`,
    frames,
    emit: (namespace, event, ...args) => void io.of(namespace).emit(event, ...args),
    cutConnections,
    close: async () => {
      const closed = io.close();
      // A connection that a browser has opened and not used, or that polls again, would keep the server open.
      cutConnections();
      await closed;
    },
  };
}

function listen(socket: SocketOfServer): void {
  for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);
}

const listeners: Readonly<Record<string, Listener>> = {
  sum: (a: number, b: number, answer: Listener) => answer(a + b),
  bare: (answer: Listener) => answer('bare value'),
  // Node's own order of arguments: the error first, and there is none.
  find: (id: unknown, answer: Listener) => answer(null, { id, tags: ['a', 'b'] }, 2),
  echo: (...args) => (args.pop() as Listener)(...args),
  // Answers never.
  forget: () => undefined,
};

/** One shape with an optional field, a union, a format and few words. */
const PRICES = [
  { symbol: 'ABC', amount: 12.5, currency: 'EUR', at: '2026-01-01T10:00:00.000Z' },
  { symbol: 'DEF', amount: 7, currency: 'USD', at: '2026-01-01T10:00:01.000Z', note: 'opening' },
  { symbol: 'ABC', amount: null, currency: 'EUR', at: '2026-01-01T10:00:02.000Z' },
  { symbol: 'GHI', amount: 99.1, currency: 'EUR', at: '2026-01-01T10:00:03.000Z' },
  { symbol: 'DEF', amount: 7.5, currency: 'USD', at: '2026-01-01T10:00:04.000Z' },
];

import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { ServerConfig } from './server.config.ts';

interface Order {
  readonly id: string;
  readonly lines: readonly { readonly count: number; readonly price: number }[];
}

type Ack = (data: unknown) => void;
// biome-ignore lint/suspicious/noExplicitAny: a bare listener takes whatever comes, as Socket.IO has it without types.
type Listener = (this: Socket, payload: any, ack: Ack) => void | Promise<void>;

export interface BareServer extends AsyncDisposable {
  readonly port: number;
  readonly io: Server;
}

/** Socket.IO with its default options and a bare listener for each event, which checks nothing: the baseline. */
export async function startBare({ tls, events }: ServerConfig): Promise<BareServer> {
  const http = tls ? createSecureServer(tls) : createServer();
  const io = new Server(http);
  Object.assign(globalThis, { [Symbol.for('bench.server')]: io });
  const listeners = listenersFor(io, events);
  io.on('connection', (socket: Socket) => {
    for (const [event, listener] of listeners) socket.on(event, listener);
  });
  http.listen(0);
  await once(http, 'listening');
  return {
    port: (http.address() as AddressInfo).port,
    io,
    [Symbol.asyncDispose]: () => io.close(),
  };
}

/** The listeners are shared: only their registration costs each socket something. */
function listenersFor(io: Server, events: number): [event: string, listener: Listener][] {
  const place = ({ id, lines }: Order, ack: Ack): void =>
    ack({ id, total: lines.reduce((sum, { count, price }) => sum + count * price, 0), accepted: true });
  let placed = 0;
  const burst = ({ count }: { count: number }, ack: Ack): void => {
    const at = Date.now();
    for (let index = 0; index < count; index++) {
      placed += 1;
      io.emit('order:placed', { id: `placed-${placed}`, total: placed, accepted: true, at });
    }
    ack({ sent: count });
  };
  const login = ({ name }: { name: string }, ack: Ack): void => ack({ name });
  async function join(this: Socket, { room }: { room: string }, ack: Ack): Promise<void> {
    await this.join(room);
    ack({ room });
  }
  function send(this: Socket, { room, text }: { room: string; text: string }, ack: Ack): void {
    if (this.rooms.has(room)) io.to(room).emit('message:sent', { room, text });
    ack({ room, length: text.length });
  }
  const echo = ({ value }: { value: unknown }, ack: Ack): void => ack({ value });
  const time = (_payload: null, ack: Ack): void => ack({ now: new Date().toISOString() });
  const named: [string, Listener][] = [
    ['order:place', place],
    ['burst:start', burst],
    ['message:send', send],
    ['system:echo', echo],
    ['system:time', time],
    ['session:login', login],
    ['room:join', join],
  ];
  const extra = Array.from({ length: Math.max(0, events - named.length) }, (_, index): [string, Listener] => [
    `extra:${index}`,
    place,
  ]);
  return [...named, ...extra].slice(0, events);
}

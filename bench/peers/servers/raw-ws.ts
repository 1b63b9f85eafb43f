import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { extraEvents } from './environment.config.ts';
import { createServer } from './http-server.ts';
import { accept, type Echo, echo, type Message, nextOrderPlaced, type Order, send } from './order.ts';
import { reportPort } from './report-port.ts';

interface Call {
  readonly n: number;
  readonly event: string;
  readonly payload: unknown;
}

const server = createServer();
const sockets = new WebSocketServer({ server, path: '/socket.io/' });
const place = (order: unknown) => accept(order as Order);
const handlers = new Map<string, (payload: unknown) => unknown>([
  ['order:place', place],
  ['message:send', (message) => send(message as Message)],
  ['system:echo', (payload) => echo(payload as Echo)],
  ['burst:start', (burst) => startBurst(burst as { count: number })],
  ...extraEvents.map((event) => [event, place] as const),
]);

sockets.on('connection', (socket) => {
  socket.on('error', () => socket.terminate());
  socket.on('message', (frame) => answer(socket, frame));
});
server.listen(0, () => reportPort(server));

function answer(socket: WebSocket, frame: RawData): void {
  const { n, event, payload } = JSON.parse(frame.toString()) as Call;
  const data = handlers.get(event)?.(payload);
  socket.send(JSON.stringify({ n, data }));
}

function startBurst({ count }: { count: number }): { sent: number } {
  for (let sent = 0; sent < count; sent += 1) {
    const message = JSON.stringify({ event: 'order:placed', payload: nextOrderPlaced() });
    for (const socket of sockets.clients) if (socket.readyState === socket.OPEN) socket.send(message);
  }
  return { sent: count };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRouter, createSocketMsgRouter, measuringParser } from '@switchboard/router';
import express from 'express';
import session from 'express-session';
import { Server } from 'socket.io';
import { contract } from './contract.ts';

declare module 'express-session' {
  interface SessionData {
    waiter?: string;
  }
}
declare module 'node:http' {
  interface IncomingMessage {
    session: session.Session & session.SessionData;
  }
}

const app = express();
const server = createServer(app);
const sessions = session({ secret: 'for this example only', resave: false, saveUninitialized: false });
app.use(sessions, express.urlencoded());
app.post('/login', (request, response) => {
  request.session.waiter = String(request.body.name);
  response.sendStatus(204);
});

const io = new Server(server, { parser: measuringParser });
io.engine.use(sessions);

interface Order {
  table: number;
  dish: string;
  waiter: string;
  ready: boolean;
}
const orders: Order[] = [];

function placeOrder(table: number, dish: string, waiter: string): number {
  const number = orders.push({ table, dish, waiter, ready: false });
  io.emit('new order', number, table, dish);
  return number;
}

io.on('connection', (socket) => {
  const { waiter } = socket.request.session;

  socket.on('new order', (table, dish, answer) => {
    if (!waiter) return answer('Log in first.');
    answer(null, placeOrder(table, dish, waiter));
  });

  socket.on('order ready', (number) => {
    const order = orders[number - 1];
    if (!order) return;
    order.ready = true;
    io.emit('order ready', number, order.table);
  });

  socket.on('list orders', (answer) => answer(orders));
});

const router = createRouter(contract, { scopes: ['wait'] }).controllers({
  'order:place': ({ message }, { user }) => ({ number: placeOrder(message.table, message.dish, user.id) }),
});
createSocketMsgRouter(router, {
  context: ({ request }) => {
    const { waiter } = request.session;
    return waiter ? { user: { id: waiter }, scopes: ['wait'] } : { user: undefined, scopes: [] };
  },
}).attach(io);

server.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`The kitchen listens on http://localhost:${(server.address() as AddressInfo).port}`);
});

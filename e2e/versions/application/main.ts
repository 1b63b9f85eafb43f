import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import session from 'express-session';
import { Server } from 'socket.io';
import { serveChat } from './chat.ts';
import { serveMain } from './main-namespace.ts';
import { reportProcess, takeReports } from './reports.ts';

reportProcess();
// A stock Socket.IO application; with `attached` the router serves a contract beside its own events, with
// `batched` on the ws-engine too.
const orders = process.argv.includes('attached') ? await import('./attach-orders.ts') : undefined;

const cookies = session({ secret: 'application', resave: false, saveUninitialized: true });
const http = createServer(answerPage);
const io = new Server(http, { connectionStateRecovery: {}, ...orders?.serverOptions });
io.engine.use(cookies);
serveMain(io);
serveChat(io);
orders?.attachOrders(io);
http.listen(0, () => process.send?.((http.address() as AddressInfo).port));

/** `/reports` gives what was reported since the last time, `/cut` closes the connections of all but Bob, any other page sets the cookie. */
function answerPage(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/reports') response.end(JSON.stringify(takeReports()));
  else if (request.url === '/cut') {
    for (const { conn, handshake } of io.sockets.sockets.values())
      if (handshake.auth.name !== 'bob') conn.close();
    response.end();
  } else cookies(request as never, response as never, () => response.end());
}

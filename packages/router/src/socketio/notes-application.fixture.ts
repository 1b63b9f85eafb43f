import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { createRouter, createSocketMsgRouter, measuringParser } from '@switchboard/router';
import type { RequestHandler } from 'express';
import { Server } from 'socket.io';
import { contract } from './notes-contract.fixture.ts';

type WithSession = IncomingMessage & { session: { user?: { id: string } } };

export function serveNotes(httpServer: HttpServer, sessions: RequestHandler): Server {
  const io = new Server(httpServer, { parser: measuringParser }); // new: the parser
  io.engine.use(sessions); // express-session, as before
  io.on('connection', (socket) => {
    socket.on('new note', (text, ack) => ack(io.emit('new note', text))); // as before
  });

  const router = createRouter(contract).controllers({
    'note:add': ({ message }, { user }) => {
      io.emit('new note', message.text); // the old event lives on
      return { by: user?.id ?? 'a stranger' };
    },
  });
  createSocketMsgRouter(router, {
    context: ({ request }) => ({ user: (request as WithSession).session.user, scopes: [] }),
  }).attach(io);
  return io;
}

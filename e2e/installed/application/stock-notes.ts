import type { Server as HttpServer } from 'node:http';
import type { RequestHandler } from 'express';
import { Server } from 'socket.io';

/** The application of the router's README before anything is added to it. */
export function serveNotes(httpServer: HttpServer, sessions: RequestHandler): Server {
  const io = new Server(httpServer);
  io.engine.use(sessions);
  io.on('connection', (socket) => {
    socket.on('new note', (text, ack) => ack(io.emit('new note', text)));
  });
  return io;
}

import { loadServerConfig } from '@switchboard/node-server/config';
import { createLogger } from '@switchboard/node-server/observability';
import { type Https, serveHttps } from '@switchboard/node-server/tls';
import express from 'express';
import { Server } from 'socket.io';

export async function serveGreetings(config = loadServerConfig()): Promise<Https> {
  const app = express(); // as before
  app.get('/greeting', (_request, response) => void response.send('Hello!'));

  // New, instead of `https.createServer(options, app)`.
  const https = await serveHttps(app, config, { logger: await createLogger(config) });

  const io = new Server(https.server); // as before
  io.on('connection', (socket) => {
    socket.on('greet', (name, ack) => ack(`Hello, ${name}!`));
  });
  return https;
}

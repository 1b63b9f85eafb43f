import { createServer } from 'node:http';
import { serveConsole } from '@switchboard/console';
import express from 'express';
import { Server } from 'socket.io';

const app = express();
app.use('/console', serveConsole());

export const httpServer = createServer(app);
export const io = new Server(httpServer);
httpServer.listen(3000);

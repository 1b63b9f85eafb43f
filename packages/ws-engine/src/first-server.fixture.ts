import { createServer } from 'node:http';
import { batchingWsEngine } from '@switchboard/ws-engine';
import { Server } from 'socket.io';

const httpServer = createServer();
export const io = new Server(httpServer, { wsEngine: batchingWsEngine });
httpServer.listen(3000);

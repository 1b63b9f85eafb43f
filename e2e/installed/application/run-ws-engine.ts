import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { io as connectTo } from 'socket.io-client';
import { io } from './ws-engine-example.js';

const { httpServer } = io;
if (!httpServer.listening) await once(httpServer, 'listening');
io.on('connection', (socket) => socket.on('add', (a: number, b: number, ack) => ack(a + b)));
const { port } = httpServer.address() as AddressInfo;
const caller = connectTo(`http://localhost:${port}`, { transports: ['websocket'] });
assert.equal(await caller.emitWithAck('add', 1, 2), 3);
caller.disconnect();
await io.close();
console.log('ws-engine: carried');

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { io as connectTo } from 'socket.io-client';
import { serveNotes } from './router-example.js';

/** A session of nobody, as express-session would make one. */
const sessions: RequestHandler = (request, _response, next) => {
  Object.assign(request, { session: {} });
  next();
};

const httpServer = createServer();
const io = serveNotes(httpServer, sessions);
await once(httpServer.listen(0), 'listening');
const caller = connectTo(`http://localhost:${(httpServer.address() as AddressInfo).port}`);
const heard = new Promise((resolve) => caller.once('new note', resolve));
const reply = await caller.emitWithAck('note:add', { text: 'hello' });
assert.deepEqual(reply, { ok: true, data: { by: 'a stranger' } });
assert.equal(await heard, 'hello');
assert.equal(await caller.emitWithAck('new note', 'as ever'), true);
caller.disconnect();
await io.close();
console.log('router: answered');

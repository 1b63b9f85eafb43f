import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { loadServerConfig } from '@switchboard/node-server/config';
import { io as connectTo } from 'socket.io-client';
import { serveGreetings } from './node-server-example.js';

const https = await serveGreetings({ ...loadServerConfig(), port: 0 });
const url = `https://localhost:${await https.listen()}`;
const [response] = await once(get(`${url}/greeting`, { agent: false }), 'response');
assert.equal(await text(response), 'Hello!');
const caller = connectTo(url, { transports: ['websocket'] });
assert.equal(await caller.emitWithAck('greet', 'Ann'), 'Hello, Ann!');
caller.disconnect();
https.close();
https.server.close();
https.connections.cutAll();
console.log('node-server: greeted');

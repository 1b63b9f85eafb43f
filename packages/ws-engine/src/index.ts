import * as ws from 'ws';
import { chooseEngines } from './choose-engine.ts';
import type { WsEngine } from './ws-engine.ts';

const engines = chooseEngines(ws);

/**
 * Pass it to Socket.IO's server as `wsEngine`: what one connection sends in one tick is then one write to its socket. Where ws
 * lacks what that takes, this is the server of ws itself, and the process warns once.
 */
export const batchingWsEngine: WsEngine = engines.batching;

/**
 * The server of ws with `frame` on each WebSocket and `opened` on itself, which `batchingWsEngine` emits too: a server can then
 * limit the frames that end no message, such as pings. Where ws lacks what that takes, this is the server of ws itself.
 */
export const countingWsEngine: WsEngine = engines.counting;

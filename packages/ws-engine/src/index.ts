import * as ws from 'ws';
import { chooseEngine, type WsEngine } from './choose-engine.ts';

/**
 * Pass it to Socket.IO's server as `wsEngine`: what one connection sends in one tick is then one write to its socket. Where ws
 * lacks what that takes, this is the server of ws itself, and the process warns once.
 */
export const batchingWsEngine: WsEngine = await chooseEngine(ws);

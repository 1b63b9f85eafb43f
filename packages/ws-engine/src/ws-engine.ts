import type { EventEmitter } from 'node:events';

/** What Socket.IO makes its WebSockets with. Types of ws are not in it: an application needs none. */
export type WsEngine = new (options: object) => EventEmitter;

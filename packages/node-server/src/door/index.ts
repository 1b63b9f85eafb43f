export { announceLimits } from './announce-limits.ts';
export { type BoundSessions, bindSessions } from './bound-sessions.ts';
export { guardConnections } from './guard-connections.ts';
export { limitConnections } from './limit-connections.ts';
export { logHookFailures } from './log-hook-failures.ts';
export { trackConnections } from './open-connections.ts';
export { isOriginAllowed } from './origin.ts';
export { type Server, type Socket, createSocketServer } from './socket-server.ts';

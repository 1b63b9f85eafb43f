export { announceLimits } from './announce-limits.ts';
export { createDoor, type Door } from './door.ts';
export { guardConnections } from './guard-connections.ts';
export { isOriginAllowed } from './origin.ts';
export { createSocketServer, type Server, type Socket, type SocketData } from './socket-server.ts';

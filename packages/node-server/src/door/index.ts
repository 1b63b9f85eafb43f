export { announceLimits } from './announce-limits.ts';
export {
  type ClientAddress,
  type Connections,
  createConnections,
  type EngineSession,
} from './connections.ts';
export { createDoor, type Door, type DoorConfig, type DoorParts } from './door.ts';
export { isOriginAllowed } from './origin.ts';
export { createSocketServer, type Server, type Socket, type SocketData } from './socket-server.ts';

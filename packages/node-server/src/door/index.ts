export type { AddressRates, ClientAddress } from './addresses/client-addresses.ts';
export { type ClientOf, createClientOf, type RequestClient } from './addresses/client-of.ts';
export { announceLimits } from './announce-limits.ts';
export {
  type Connections,
  createConnections,
  type EngineSession,
} from './connections.ts';
export { createDoor, type Door, type DoorConfig, type DoorParts, type DoorServer } from './door.ts';
export { limitCosts, type MaxBytes } from './limit-costs.ts';
export { createOriginCheck, type OriginCheck, type OriginRules } from './origin.ts';
export type { Server, Socket, SocketData } from './socket-server.ts';

export { type CallerRooms, createPresence, type Presence, type PresenceOptions } from './presence.ts';
export type { Departure, Joined, OccupiedRoom, PresenceStore, UserSocket } from './presence-store.ts';
export { createRedisPresenceStore } from './redis-presence-store.ts';
export { roomKey, roomsIn } from './room-key.ts';
export { presenceJobs } from './sqlite-presence-store.ts';

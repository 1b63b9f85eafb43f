export { keepLease } from './keep-lease.ts';
export type { Departure, OccupiedRoom, PresenceStore } from './presence-store.ts';
export { createRedisPresenceStore } from './redis-presence-store.ts';
export { presenceJobs } from './sqlite-presence-store.ts';

export type { Links } from './announce.ts';
export type { PrimaryLink } from './primary-link.ts';
export { type ServeOptions, serve, type WorkerPlace } from './serve.ts';
export { type CreateApp, runWorker } from './worker.ts';

export type { ValidationMode } from './check.ts';
export {
  type CallOptions,
  type Client,
  type ClientAuth,
  type ClientOptions,
  createClient,
} from './client.ts';
export type { ConnectionProblem, ConnectionState } from './connection-state.ts';
export type { Traffic } from './traffic.ts';

export type { ValidationMode } from './check.ts';
export { type ClientAuth, type ClientOptions, createClient } from './client.ts';
export type { ConnectionProblem, ConnectionState } from './connection-state.ts';
export type { Traffic } from './traffic.ts';
export type { CallArguments, CallOptions, Client } from './typed-client.ts';

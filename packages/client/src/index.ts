export type { ValidationMode } from './check.ts';
export { type ClientOptions, createClient } from './client.ts';
export type { ConnectionProblem, ConnectionState } from './connection-state.ts';
export type { RetryOptions } from './retry.ts';
export type { Frame, Traffic } from './traffic.ts';
export type { CallArguments, CallOptions, Client, ClientAuth, ListenerResult } from './typed-client.ts';

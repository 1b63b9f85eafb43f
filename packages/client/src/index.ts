export type { ValidationMode } from './check.ts';
export { type ClientOptions, createClient } from './client.ts';
export type { ConnectionProblem, ConnectionState } from './connection-state.ts';
export type { ConnectionStep } from './connection-step.ts';
export type { Fault } from './fault.ts';
export type { Frame } from './frame.ts';
export type { RetryOptions } from './retry.ts';
export type { Traffic } from './traffic.ts';
export type { CallArguments, CallOptions, Client, ClientAuth, ListenerResult } from './typed-client.ts';

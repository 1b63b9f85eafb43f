export type { ValidationMode } from './check.ts';
export { type ClientOptions, type CommonOptions, createClient, type SharedSocketOptions } from './client.ts';
export { handshakeAuth } from './handshake-auth.ts';
export type { RetryOptions } from './retry.ts';
export type { ClientEngine, ClientManager, ClientSocket } from './socket/client-socket.ts';
export type { ConnectionProblem, ConnectionState } from './socket/connection-state.ts';
export type { OpenOptions } from './socket/open-socket.ts';
export type { Traffic } from './traffic.ts';
export type { CallArguments, CallOptions, Client, ClientAuth, ListenerResult } from './typed-client.ts';

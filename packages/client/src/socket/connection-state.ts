import type { CutReason, ErrorBody } from '@switchboard/contract';

/** Why there is no connection. */
export interface ConnectionProblem {
  /** What the transport or the server said. */
  readonly message: string;
  /** The same in one sentence, in short; `inspectClient` of `@switchboard/client/devtools` explains more, and what to do. */
  readonly explanation: string;
  /** The server's typed error, where it refused the handshake. */
  readonly error?: ErrorBody;
  /** The contract of the server, where it refused this end's: only `inspectClient` says so. */
  readonly speaks?: { readonly name: string; readonly version: string };
  /** Why the server cut the connection, where it did. */
  readonly cut?: CutReason;
  /** The error of a connection that could not be made, as socket.io-client reported it. Not enumerable. */
  readonly cause?: Error;
}

/** The one state a connection is in. `since` is in milliseconds since the epoch. */
export type ConnectionState =
  /** Closed by this end, or never opened. */
  | { readonly status: 'disconnected'; readonly since: number }
  /** The first attempt; `problem` is there once it failed and is being tried again. */
  | {
      readonly status: 'connecting';
      readonly since: number;
      readonly attempt: number;
      readonly problem?: ConnectionProblem;
    }
  | {
      readonly status: 'connected';
      readonly since: number;
      readonly socketId: string;
      readonly transport: string;
      /** Whether the server restored the session that was lost, with its rooms and missed events; left out if not. */
      readonly recovered?: true;
    }
  /** The connection was lost and is being tried again by itself. `attempt` counts from 1. */
  | {
      readonly status: 'reconnecting';
      readonly since: number;
      readonly attempt: number;
      readonly problem: ConnectionProblem;
    }
  /** The server said no, and not for a while only; nothing is tried again until `connect()` is called. */
  | { readonly status: 'refused'; readonly since: number; readonly problem: ConnectionProblem };

/** Whether there is no connection and none is being made. */
export function isClosed({ status }: ConnectionState): boolean {
  return status === 'disconnected' || status === 'refused';
}

/** Why there is no connection, where it is known. */
export function problemOf(state: ConnectionState): ConnectionProblem | undefined {
  return 'problem' in state ? state.problem : undefined;
}

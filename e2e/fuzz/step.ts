import type { Frame } from './frame.ts';

/** What a script does next on its connection. */
export interface Step {
  readonly name: string;
  /** Well-formed calls among them get ack ids of their own when they are sent. */
  readonly frames: readonly Frame[];
  /** Whether the server may hang up on this. */
  readonly mayClose: boolean;
}

/** One connection's worth of steps, made from a seed alone. */
export interface Script {
  readonly seed: number;
  readonly transport: 'websocket' | 'polling';
  /** Whether the connection begins with `session:login` and joins a room. */
  readonly loggedIn: boolean;
  readonly steps: readonly Step[];
}

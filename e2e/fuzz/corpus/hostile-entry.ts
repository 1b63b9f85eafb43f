import type { Frame } from '../frame.ts';

/**
 * What becomes of the connection. `answered`: the frame is a well-formed call and gets its answer; `ignored`: nothing
 * comes back and the connection is served on; `closed`: the server hangs up; `either`: it depends on the transport.
 */
export type Outcome = 'answered' | 'ignored' | 'closed' | 'either';

/** Raw frames that some client may send on a connection that has joined the default namespace. */
export interface HostileEntry {
  readonly name: string;
  /** What it tries to break. */
  readonly why: string;
  readonly outcome: Outcome;
  readonly frames: readonly Frame[];
}

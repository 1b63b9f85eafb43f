import { eventFrames } from './event-frames.ts';
import type { HostileEntry } from './hostile-entry.ts';
import { packetFrames } from './packet-frames.ts';

/** Everything known that a client may send on a joined connection to do harm. */
export const corpus: readonly HostileEntry[] = [...eventFrames, ...packetFrames];

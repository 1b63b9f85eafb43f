import type { Row } from './row.ts';
import { callsRow } from './rows/calls-row.ts';

/** Every row of the bench that measures something. P10 follows from them. */
export const ROWS: readonly Row[] = [
  callsRow({ id: 'P1', title: 'Calls over WebSocket', connections: 20, inFlight: 8, target: 0.75 }),
];

/** The row that has no measure of its own: it tells how the rivals stand in all others. */
export const RIVALS = 'P10';

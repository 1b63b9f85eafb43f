import { p8 } from './console/row.ts';
import type { Row } from './row.ts';
import { broadcastRow } from './rows/broadcast-row.ts';
import { callsRow } from './rows/calls-row.ts';
import { dispatchRow } from './rows/dispatch-row.ts';
import { durableRow } from './rows/durable-row.ts';
import { idleRow } from './rows/idle-row.ts';
import { lockedRow } from './rows/locked-row.ts';
import { productRow } from './rows/product-row.ts';
import { refusalsRow } from './rows/refusals-row.ts';
import { p9 } from './start/row.ts';
import { p7 } from './types/row.ts';

/** Every row of the bench that measures something, in the order of docs/performance.md. P10 follows from them. Parts say so; the others measure the server as it ships. */
export const ROWS: readonly Row[] = [
  callsRow({ id: 'P1', title: 'Parts: calls in parallel', connections: 20, inFlight: 8, target: 0.75 }),
  callsRow({ id: 'P2', title: 'Parts: calls one by one', connections: 100, inFlight: 1, target: 1 }),
  callsRow({
    id: 'P3',
    title: 'Parts: calls over TLS',
    tls: true,
    connections: 20,
    inFlight: 8,
    target: 0.9,
  }),
  broadcastRow,
  idleRow,
  dispatchRow,
  p7,
  p8,
  p9,
  productRow,
  refusalsRow,
  durableRow,
  lockedRow,
];

/** The row that has no measure of its own: it tells how the rivals stand in all others. */
export const RIVALS = 'P10';

import { callCosts, type Growth, heaps } from './growth.ts';

const EVENTS = [10, 100, 1_000, 10_000];
const CPU = 'µs of CPU per call';

/** Curves of docs/performance.md: Switchboard with all that it checks, and bare Socket.IO that checks nothing. By connections: `scale`. */
export const GROWTHS: readonly Growth[] = [
  {
    id: 'call-by-events',
    title: 'Cost of a call by declared events',
    x: { label: 'events declared', scale: 'log' },
    y: { label: CPU, scale: 'linear' },
    values: EVENTS,
    measure: (events, options) => callCosts({ events, connections: 20, inFlight: 8 }, options),
  },
  {
    id: 'heap-by-events',
    title: 'Heap of an idle connection by declared events',
    x: { label: 'events declared', scale: 'log' },
    y: { label: 'KiB of heap per connection', scale: 'log' },
    values: EVENTS,
    measure: heaps,
  },
  {
    id: 'call-by-payload',
    title: 'Cost of a call by size of its payload',
    x: { label: 'bytes of payload', scale: 'log' },
    y: { label: CPU, scale: 'log' },
    values: [100, 1_000, 10_000, 100_000],
    measure: (bytes, options) => callCosts({ bytes, connections: 20, inFlight: 8 }, options),
  },
];

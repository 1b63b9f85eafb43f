import { callCosts, deliveryCosts, type Growth, heaps } from './growth.ts';

const EVENTS = [10, 100, 1_000, 10_000];
const CPU = 'µs of CPU per call';

/** The curves of docs/performance.md: Switchboard with all that it checks, and bare Socket.IO that checks nothing. */
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
  {
    id: 'call-by-connections',
    title: 'Cost of a call by connections',
    x: { label: 'connections, one call in flight each', scale: 'log' },
    y: { label: CPU, scale: 'linear' },
    values: [10, 100, 1_000],
    measure: (connections, options) => callCosts({ connections, inFlight: 1 }, options),
  },
  {
    id: 'broadcast-by-receivers',
    title: 'Cost of a broadcast by receivers',
    x: { label: 'receivers', scale: 'log' },
    y: { label: 'µs of CPU per delivery', scale: 'linear' },
    values: [1, 10, 100, 1_000],
    measure: deliveryCosts,
  },
];

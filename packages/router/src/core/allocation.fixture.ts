import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { defineContract, defineEvents } from '@switchboard/contract';
import { createRouter } from '@switchboard/router';
import { z } from 'zod';

// A process of its own, which calls the built router until it is warm, and then counts. Prints what it found as JSON.

const WARM_UP = 40_000;
const CALLS = 3_000;
const WINDOWS = 5;

const contract = defineContract({
  name: 'allocation',
  version: '1.0.0',
  serverEventMap: {},
  clientEventMap: defineEvents({
    'count:add': {
      summary: 'Add',
      payload: z.object({ by: z.int(), to: z.string() }),
      response: z.object({ total: z.int() }),
      policy: { rate: '100000000/s', deadline: 5_000 },
    },
  }),
});

const router = createRouter(contract)
  .use((_message, _context, next) => next())
  .use((_message, _context, next) => next())
  .use((_message, _context, next) => next())
  .controllers({ 'count:add': ({ message }) => ({ total: message.by + 1 }) });

const payload = { by: 1, to: 'everyone' };
const user = { id: 'u1' };
const scopes: readonly string[] = [];

async function callTimes(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const reply = await router.dispatch({ event: 'count:add', socketId: 's1', payload }, { user, scopes });
    if (!reply.ok) throw new Error(reply.error.message);
  }
}

let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});

await callTimes(WARM_UP);
globalThis.gc?.();
await turn();
observer.observe({ entryTypes: ['gc'] });
const bytes: number[] = [];
for (let window = 0; window < WINDOWS; window++) {
  const before = process.memoryUsage().heapUsed;
  await callTimes(CALLS);
  bytes.push((process.memoryUsage().heapUsed - before) / CALLS);
}
await turn();
collections += observer.takeRecords().length;
process.stdout.write(JSON.stringify({ bytesPerCall: Math.min(...bytes), collections }), () => process.exit());

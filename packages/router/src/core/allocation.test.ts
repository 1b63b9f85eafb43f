import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What a call through the built router took when this was last looked at, of young memory: 3,000 on Node 20, 3,730 on Node 24. */
const BYTES = 3_200;

/** Times the budget: what the compiler of the engine does with the same code differs by a tenth. */
const SLACK = 1.2;

const ADVICE = `A call through the router takes more memory than it did.
Look: node --heap-prof instead of the flags of packages/router/src/core/allocation.test.ts.
If the price is right, write the new number into BYTES of that file.`;

const FIXTURE = fileURLToPath(new URL('allocation.fixture.ts', import.meta.url));

// A young generation that all of it fits into, so that what is in use only grows.
const FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256', '--import', 'tsx'];

it('a guarded call, validated both ways behind three middlewares, takes no more memory than its budget', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, FIXTURE]);
  const { bytesPerCall, collections } = JSON.parse(stdout) as { bytesPerCall: number; collections: number };
  expect(collections, 'a collection makes the count worthless').toBe(0);
  expect(bytesPerCall, ADVICE).toBeLessThanOrEqual(BYTES * SLACK);
});

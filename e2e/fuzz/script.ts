import fc from 'fast-check';
import { anyStep } from './arbitraries.ts';
import type { Script } from './step.ts';

const STEPS = 250;

/** The script of a seed, always the same one. */
export function createScript(seed: number): Script {
  const [shape] = fc.sample(fc.record({ polling: fc.nat(5), stranger: fc.nat(4) }), { seed, numRuns: 1 });
  return {
    seed,
    transport: shape?.polling === 0 ? 'polling' : 'websocket',
    loggedIn: shape?.stranger !== 0,
    steps: fc.sample(anyStep, { seed, numRuns: STEPS }),
  };
}

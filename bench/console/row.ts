import type { Measure, Row } from '../row.ts';
import { brokenPromises, LONGEST_TASK, longestTask } from './broken-promises.ts';
import { firstLoad } from './first-load.ts';
import { type Measurement, measure } from './measure.ts';
import { browserPath } from './options.config.ts';

const LOAD = { rate: 5_000, seconds: 30, capacity: 10_000 };
const QUICK = { ...LOAD, seconds: 20 };

/** One round, as the browser is watched for a while in it. Rejects where the console loses something. */
export const p8: Row = {
  id: 'P8',
  title: 'The console: first load, and 5,000 events a second for 30 s',
  run: async ({ quick }) => {
    const executablePath = browserPath();
    const load = quick ? QUICK : LOAD;
    const loaded = await firstLoad(executablePath);
    const measured = await measure({ ...load, executablePath });
    const problems = brokenPromises(measured);
    if (problems.length > 0) throw new Error(`The console under load: ${problems.join('; ')}.`);
    return [
      { ...alone(loaded), name: 'first load, compressed', unit: 'KiB', target: 300 },
      { ...alone(longestTask(measured)), name: 'longest task', unit: 'ms', target: LONGEST_TASK },
      heapGrowth(measured),
    ];
  },
};

function alone(value: number): Pick<Measure, 'samples'> {
  return { samples: [{ variant: 'switchboard', values: [value] }] };
}

/** Bounded: at its end no larger than once the log was full, but for what goes to and fro. */
function heapGrowth({ heap }: Measurement): Measure {
  const mebibytes = heap.slice(1).map(({ bytes }) => bytes / 1_048_576);
  return {
    name: 'heap at the end, to the heap once the log was full',
    unit: 'MiB',
    baseline: 'full log',
    target: 1.2,
    samples: [
      { variant: 'full log', values: mebibytes.slice(0, 1) },
      { variant: 'switchboard', values: mebibytes.slice(-1) },
    ],
  };
}

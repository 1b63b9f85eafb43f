import { brokenPromises, LONGEST_TASK, longestTask } from './broken-promises.ts';
import { type Measurement, measure } from './measure.ts';
import { loadOptions } from './options.config.ts';

const options = loadOptions();
console.log(`console: ${options.rate} events/s for ${options.seconds} s, ${options.capacity} rows kept`);
const measured = await measure(options);
report(measured);
const problems = brokenPromises(measured);
const longest = longestTask(measured);
if (longest > LONGEST_TASK) problems.push(`a task took ${longest} ms, over ${LONGEST_TASK} ms`);
for (const problem of problems) console.error(`console: ${problem}.`);
if (problems.length === 0) console.log('console: all promises kept.');
process.exitCode = problems.length === 0 ? 0 : 1;

function report({ sent, took, counters, longTasks, heap, lost }: Measurement): void {
  const over = (limit: number): number => longTasks.filter((duration) => duration > limit).length;
  const lines: [name: string, value: string][] = [
    ['sent', `${sent} in ${took.toFixed(1)} s, ${Math.round(sent / took)}/s`],
    ['received', `${counters.received}`],
    ['lost', lost.length > 0 ? lost.join(', ') : 'no connection'],
    ['rows kept', `${counters.kept} of ${counters.capacity}`],
    ['rows dropped', `${counters.dropped}, by design`],
    ['longest task', longTasks.length > 0 ? `${Math.max(...longTasks)} ms` : 'none over 50 ms'],
    ['long tasks', `${over(50)} over 50 ms, ${over(100)} over 100 ms`],
    [
      'heap',
      heap.map(({ second, bytes }) => `${second} s: ${(bytes / 1_048_576).toFixed(1)} MiB`).join(', '),
    ],
  ];
  for (const [name, value] of lines) console.log(`  ${name.padEnd(13)}${value}`);
}

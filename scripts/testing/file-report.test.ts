import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { playwrightFiles, vitestFiles } from './file-report.ts';

it('reads the time and the processes of a Vitest file', () => {
  const assertionResults = [{ meta: { processes: 2 } }, { meta: {} }, { meta: { processes: 1 } }];
  const name = join(ROOT, 'packages', 'a.test.ts');
  expect(vitestFiles([{ name, startTime: 1_000, endTime: 1_250, assertionResults }])).toEqual([
    { file: 'packages/a.test.ts', milliseconds: 250, counts: { tests: 2, processes: 3, contexts: 0 } },
  ]);
});

it('reads the time, the processes and the contexts of a Playwright file, of its groups too', () => {
  const result = (processes: number, contexts: number) => ({
    duration: 100,
    annotations: [
      { type: 'processes', description: `${processes}` },
      { type: 'contexts', description: `${contexts}` },
    ],
  });
  const specs = [{ tests: [{ results: [result(1, 2)] }] }];
  const group = { file: 'a.spec.ts', specs: [{ tests: [{ results: [result(0, 1), { duration: 50 }] }] }] };
  expect(playwrightFiles([{ file: 'a.spec.ts', specs, suites: [group] }])).toEqual([
    { file: 'e2e/tests/a.spec.ts', milliseconds: 250, counts: { tests: 1, processes: 1, contexts: 3 } },
  ]);
});

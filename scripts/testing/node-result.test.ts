import { expect, it } from 'vitest';
import { readNodeResult } from './node-result.ts';

it('reads which Node ran, and the total', () => {
  const output = 'v22.1.0\n== unit\n ✓ 99 passed\ntotal: 12 passed, 3 failed, 0 skipped\n';
  expect(readNodeResult(output)).toEqual({ version: 'v22.1.0', passed: 12, failed: 3 });
});

it('has no version and no test where npx found no such Node', () => {
  expect(readNodeResult('npm error notarget')).toEqual({ version: undefined, passed: 0, failed: 0 });
});

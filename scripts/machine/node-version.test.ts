import { expect, it } from 'vitest';
import { nodeProblem } from './node-version.ts';

it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0', '100.0.0'])('accepts Node %s', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

it.each(['4.9.1', '18.20.8', '20.9.0', '20.18.3'])('refuses Node %s and says which to install', (version) => {
  expect(nodeProblem(version)).toBe(
    `Node ${version} is too old: install Node 20.19.0 or later (24 is recommended).`,
  );
});

it('accepts the Node that runs this test', () => {
  expect(nodeProblem()).toBeUndefined();
});

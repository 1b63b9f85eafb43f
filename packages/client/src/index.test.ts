import { expect, it } from 'vitest';
import * as surface from './index.ts';
import * as react from './react/index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual(['createClient']);
  expect(Object.keys(react).sort()).toEqual(['createClientHooks']);
});

import { expect, it } from 'vitest';
import * as surface from './index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'BreachError',
    'checkHandshake',
    'createCallCosts',
    'createMemoryCallStore',
    'createPublisher',
    'createRouter',
    'createSocketMsgRouter',
    'lazyControllers',
    'measured',
    'measuringParser',
    'userRoom',
    'withMiddleware',
  ]);
});

import { expect, it } from 'vitest';
import * as devtools from './devtools/index.ts';
import * as surface from './index.ts';
import * as react from './react/index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual(['createClient', 'handshakeAuth', 'stayLoggedIn']);
  expect(Object.keys(devtools).sort()).toEqual(['createRawConnection', 'inspectClient']);
  expect(Object.keys(react).sort()).toEqual(['createClientHooks']);
});

import { expect } from 'vitest';

// Tests of the console speak our own contract, as the console of our own server does. No other test waits for it.
if (expect.getState().testPath?.includes('web-client')) {
  const [{ registerContracts }, { OWN }] = await Promise.all([
    import('../contract/contracts.ts'),
    import('./contracts.ts'),
  ]);
  registerContracts([OWN]);
}

import { describe, expect, it } from 'vitest';
import { loadServerConfig } from './server-config.ts';

describe.each([
  ['PING_TIMEOUT', 'pingTimeout'],
  ['PING_INTERVAL', 'pingInterval'],
  ['DRAIN_DELAY', 'drainDelay'],
  ['DRAIN_SECONDS', 'drainTime'],
  ['TOKEN_TTL', 'tokenTtl'],
  ['SESSION_CHECK_INTERVAL', 'sessionCheckInterval'],
  ['CONNECT_TIMEOUT', 'connectTimeout'],
] as const)('the duration %s', (name, key) => {
  it.each(['Infinity', '2147484', '1e12', '1000000000000', '-1', 'NaN', '5ms', '0x10'])(
    'is refused in one line where no timer could take it: %j',
    (value) => {
      expect(() => loadServerConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be [^\\n]*\\.$`));
    },
  );

  it('is 0 only where that makes sense', () => {
    if (name === 'DRAIN_DELAY') expect(loadServerConfig({ [name]: '0' })[key]).toBe(0);
    else expect(() => loadServerConfig({ [name]: '0' })).toThrow(`${name} must be `);
  });

  it('is given in seconds, also in parts of them, and kept in milliseconds', () => {
    expect(loadServerConfig({ [name]: '1.5' })[key]).toBe(1_500);
  });

  it.each([
    ['1.001', 1_001],
    ['2.0005', 2_001],
    ['0.0005', 1],
  ])('is a whole number of milliseconds: %s s', (value, ms) => {
    expect(loadServerConfig({ [name]: value })[key]).toBe(ms);
  });

  it('is refused where it is less than half a millisecond, but not 0', () => {
    if (name === 'DRAIN_DELAY') expect(loadServerConfig({ [name]: '0.0004' })[key]).toBe(0);
    else expect(() => loadServerConfig({ [name]: '0.0004' })).toThrow(`${name} must be `);
  });
});

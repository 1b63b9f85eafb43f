import { expect, it } from 'vitest';
import { loadServerConfig } from './server-config.ts';

it.each([
  ['0', 0],
  ['2', 2],
  ['pass-through', 'pass-through'],
  ['10.0.0.7', ['10.0.0.7']],
  ['10.0.0.0/8, ::1,2001:db8::/32', ['10.0.0.0/8', '::1', '2001:db8::/32']],
])('TRUST_PROXY=%s is taken', (text, trustProxy) => {
  expect(loadServerConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trustProxy);
});

it.each([
  'true',
  '17',
  '-1',
  '10.0.0',
  '1.2.3.4/33',
  'loopback',
  '10.0.0.7,',
  '*',
  '::/129',
  '0x1',
  ' 1',
  'off',
])('TRUST_PROXY=%s is refused in one line', (text) => {
  expect(() => loadServerConfig({ TRUST_PROXY: text })).toThrow(
    /^TRUST_PROXY must be the number of proxies, 0 to 16, or their addresses such as 10\.0\.0\.7,10\.1\.0\.0\/16, or pass-through\.$/,
  );
});

import { expect, it } from 'vitest';
import { loadServerConfig } from './server-config.ts';

it.each([
  [
    '10.0.0.7,2001:db8::/32',
    { trustProxy: ['10.0.0.7', '2001:db8::/32'], proxyProtocol: ['10.0.0.7', '2001:db8::/32'] },
  ],
  // The header is the first hop.
  ['1', { trustProxy: 0, proxyProtocol: 'anyone' }],
  ['3', { trustProxy: 2, proxyProtocol: 'anyone' }],
])('PROXY_PROTOCOL=on with TRUST_PROXY=%s', (proxies, expected) => {
  expect(loadServerConfig({ PROXY_PROTOCOL: 'on', TRUST_PROXY: proxies })).toMatchObject(expected);
});

it.each(['0', '2', 'pass-through', '10.0.0.7'])(
  'PROXY_PROTOCOL=off leaves TRUST_PROXY=%s as it is',
  (proxies) => {
    const { trustProxy } = loadServerConfig({ TRUST_PROXY: proxies });
    expect(loadServerConfig({ PROXY_PROTOCOL: 'off', TRUST_PROXY: proxies })).toMatchObject({
      trustProxy,
      proxyProtocol: 'off',
    });
  },
);

it.each([
  [
    undefined,
    /^TRUST_PROXY is missing: PROXY_PROTOCOL=on, so set the addresses .* or 1 if nobody else can reach the port\.$/,
  ],
  ['0', /^TRUST_PROXY is missing: /],
  ['pass-through', /^TRUST_PROXY=pass-through and PROXY_PROTOCOL=on contradict each other: .*\.$/],
])('PROXY_PROTOCOL=on with TRUST_PROXY=%s does not start', (proxies, line) => {
  const env = { PROXY_PROTOCOL: 'on', ...(proxies !== undefined && { TRUST_PROXY: proxies }) };
  expect(() => loadServerConfig(env)).toThrow(line);
});

it.each(['yes', 'true', 'v2', 'ON', '1', ' on'])('PROXY_PROTOCOL=%s is refused in one line', (text) => {
  expect(() => loadServerConfig({ PROXY_PROTOCOL: text, TRUST_PROXY: '1' })).toThrow(
    /^PROXY_PROTOCOL must be on or off\.$/,
  );
});

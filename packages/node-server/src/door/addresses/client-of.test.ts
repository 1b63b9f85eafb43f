import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAddressOf, createClientOf, createIsProxy, type TrustProxy } from './client-of.ts';

/** A request from this address with these headers, over TLS unless it says otherwise. */
function request(
  remoteAddress: string | undefined,
  headers: IncomingMessage['headers'] = {},
  encrypted = true,
): IncomingMessage {
  return { socket: { remoteAddress, encrypted }, headers: { host: 'inside:8443', ...headers } } as never;
}

const forwarded = (address: string, proto = 'https', host = 'site.example') => ({
  'x-forwarded-for': address,
  'x-forwarded-proto': proto,
  'x-forwarded-host': host,
});

describe('without a proxy', () => {
  it('the client is at the other end of the connection, whatever it writes', () => {
    const clientOf = createClientOf(0);
    const direct = { address: '192.0.2.1', protocol: 'https', host: 'inside:8443' };
    expect(clientOf(request('192.0.2.1', forwarded('203.0.113.9')))).toEqual(direct);
    expect(clientOf(request('192.0.2.1', {}, false))).toEqual({ ...direct, protocol: 'http' });
    expect(clientOf(request(undefined)).address).toBe('unknown');
  });
});

describe('behind proxies that are trusted', () => {
  const client = { address: '192.0.2.1', protocol: 'https', host: 'site.example' };

  it.each<[string, TrustProxy, string | undefined, string]>([
    ['one', 1, '10.0.0.7', '192.0.2.1'],
    ['one, where the client wrote another address before', 1, '10.0.0.7', '203.0.113.9, 192.0.2.1'],
    ['two', 2, '10.0.0.7', '192.0.2.1, 10.0.0.8'],
    ['one by its address', ['10.0.0.7'], '10.0.0.7', '203.0.113.9, 192.0.2.1'],
    ['one by its address in the form of IPv6', ['10.0.0.7'], '::ffff:10.0.0.7', '192.0.2.1'],
    ['two by a range', ['10.0.0.0/8'], '10.9.9.9', '203.0.113.9,192.0.2.1,10.0.0.8'],
    ['one by a range of IPv6', ['2001:db8::/32', '::1'], '2001:db8::5', '192.0.2.1'],
    ['one that adds ports', 1, '10.0.0.7', '192.0.2.1:5678'],
  ])('%s', (_what, trust, remote, header) => {
    expect(createClientOf(trust)(request(remote, forwarded(header)))).toEqual(client);
  });

  it('protocol and host are what the outermost of them wrote', () => {
    const clientOf = createClientOf(2);
    const headers = forwarded(
      '192.0.2.1, 10.0.0.8',
      'gopher, https, http',
      'evil.example, site.example, inside',
    );
    expect(clientOf(request('10.0.0.7', headers))).toEqual(client);
  });

  it('an address of IPv6 is one client by its /64, with and without a port', () => {
    const addressOf = createAddressOf(1);
    for (const address of ['2001:db8:1:2::1', '[2001:db8:1:2::9]:443', '"2001:db8:1:2::1"'])
      expect(addressOf(request('10.0.0.7', { 'x-forwarded-for': address }))).toBe(
        address.startsWith('"') ? undefined : '2001:db8:1:2::/64',
      );
  });

  it('who comes past a listed proxy is believed nothing', () => {
    expect(createClientOf(['10.0.0.7'])(request('192.0.2.7', forwarded('203.0.113.9')))).toEqual({
      address: '192.0.2.7',
      protocol: 'https',
      host: 'inside:8443',
    });
  });

  it.each<[string, TrustProxy, IncomingMessage['headers']]>([
    ['says nothing', 1, {}],
    ['says nothing, and is listed', ['10.0.0.0/8'], {}],
    ['says what is no address', 1, { 'x-forwarded-for': 'unknown' }],
    ['lets TLS through', 'pass-through', forwarded('203.0.113.9')],
  ])('the address of a client is not known where the proxy %s', (_what, trust, headers) => {
    expect(createClientOf(trust)(request('10.0.0.7', headers)).address).toBeUndefined();
  });
});

it.each<[TrustProxy, string | undefined, boolean]>([
  [0, '10.0.0.7', false],
  [1, '10.0.0.7', true],
  [['10.0.0.7'], '10.0.0.7', true],
  [['10.0.0.7'], '10.0.0.8', false],
  [['10.0.0.7'], undefined, false],
  ['pass-through', '10.0.0.7', true],
])('with %j a connection from %s is that of a proxy: %s', (trust, address, isProxy) => {
  expect(createIsProxy(trust)(address)).toBe(isProxy);
});

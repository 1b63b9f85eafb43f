import { describe, expect, it } from 'vitest';
import { binary, inet, inet6, LOCAL, proxied, SIGNATURE, tlv } from './proxy-header.fixture.ts';
import { parseProxyHeader } from './proxy-header.ts';

const text = (line: string): Buffer => Buffer.from(line, 'latin1');
const V4 = inet('192.0.2.1', 4242);
const V6 = inet6('20010db8000000000000000000000001', 4242);
const MAPPED = inet6('00000000000000000000ffffc0000201', 4242);
const CLIENT_4 = { address: '192.0.2.1', port: 4242, family: 'IPv4' };
const CLIENT_6 = { address: '2001:db8::1', port: 4242, family: 'IPv6' };
const LONGEST_6 = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

describe('a header with a client', () => {
  it.each([
    ['version 2, IPv4', binary(0x21, 0x11, V4), CLIENT_4],
    ['version 2, IPv6', binary(0x21, 0x21, V6), CLIENT_6],
    ['version 2, IPv4 in the form of IPv6', binary(0x21, 0x21, MAPPED), CLIENT_4],
    ['version 2 with TLVs', binary(0x21, 0x11, Buffer.concat([V4, tlv(2, text('site.example'))])), CLIENT_4],
    [
      'version 2 with 64 KB of TLVs',
      binary(0x21, 0x11, Buffer.concat([V4, tlv(4, Buffer.alloc(65_520))])),
      CLIENT_4,
    ],
    ['version 1, IPv4', text('PROXY TCP4 192.0.2.1 10.0.0.1 4242 443\r\n'), CLIENT_4],
    ['version 1, IPv6', text('PROXY TCP6 2001:db8::1 2001:DB8:0:0::2 4242 443\r\n'), CLIENT_6],
    [
      'version 1, IPv4 in the form of IPv6, as nginx writes it',
      text('PROXY TCP6 ::ffff:192.0.2.1 ::ffff:10.0.0.1 4242 443\r\n'),
      CLIENT_4,
    ],
    [
      'version 1, the shortest',
      text('PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n'),
      { address: '0.0.0.0', port: 0, family: 'IPv4' },
    ],
    [
      'version 1, the longest',
      text(`PROXY TCP6 ${LONGEST_6} ${LONGEST_6} 65535 65535\r\n`),
      { address: LONGEST_6, port: 65_535, family: 'IPv6' },
    ],
  ])('%s', (_what, header, client) => {
    expect(parseProxyHeader(header)).toEqual({ length: header.length, client });
    const hello = Buffer.from([22, 3, 1]);
    expect(parseProxyHeader(Buffer.concat([header, hello]))).toEqual({ length: header.length, client });
  });
});

describe('a header without a client', () => {
  it.each([
    ['version 2, LOCAL', LOCAL],
    ['version 2, LOCAL with addresses', binary(0x20, 0x11, V4)],
    ['version 2, LOCAL of a family that nobody knows', binary(0x20, 0xff, V4)],
    ['version 2, UNSPEC', binary(0x21, 0x00)],
    ['version 2, UNSPEC with bytes', binary(0x21, 0x00, text('whatever'))],
    ['version 2, a transport that is not said', binary(0x21, 0x10, V4)],
    ['version 2, datagrams over IPv4', binary(0x21, 0x12, V4)],
    ['version 2, datagrams over IPv6', binary(0x21, 0x22, V6)],
    ['version 2, UNIX', binary(0x21, 0x31, Buffer.alloc(216, 97))],
    ['version 1, UNKNOWN', text('PROXY UNKNOWN\r\n')],
    ['version 1, UNKNOWN with addresses', text(`PROXY UNKNOWN ${LONGEST_6} ${LONGEST_6} 65535 65535\r\n`)],
  ])('%s', (_what, header) => {
    expect(parseProxyHeader(header)).toEqual({ length: header.length, client: undefined });
  });
});

describe('what came so far is incomplete', () => {
  it.each([
    ['version 2', proxied('192.0.2.1')],
    ['version 2, IPv6', binary(0x21, 0x21, V6)],
    ['version 2, LOCAL', LOCAL],
    ['version 1', text('PROXY TCP4 192.0.2.1 10.0.0.1 4242 443\r\n')],
    ['version 1, UNKNOWN', text('PROXY UNKNOWN\r\n')],
  ])('after each byte but the last of %s', (_what, header) => {
    for (let length = 0; length < header.length; length++)
      expect(parseProxyHeader(header.subarray(0, length)), `${length} bytes`).toBe('incomplete');
  });

  it('up to the addresses, not up to what follows them', () => {
    const header = binary(0x21, 0x11, Buffer.concat([V4, tlv(4, Buffer.alloc(1_000))]));
    expect(parseProxyHeader(header.subarray(0, 27))).toBe('incomplete');
    expect(parseProxyHeader(header.subarray(0, 28))).toEqual({ length: header.length, client: CLIENT_4 });
  });
});

it.each([
  ['TLS', Buffer.from([22])],
  ['HTTP', text('GET ')],
  ['HTTP that begins alike', text('PR0')],
  ['lower case', text('proxy')],
  ['a signature with one wrong byte', Buffer.concat([SIGNATURE.subarray(0, 11), text('x')])],
])('no header: %s', (_what, bytes) => {
  expect(parseProxyHeader(bytes)).toBe('missing');
});

describe('a header that is not well formed', () => {
  const v1 = 'PROXY TCP4 192.0.2.1 10.0.0.1 4242 443';
  it.each([
    ['version 1 in binary', binary(0x11, 0x11, V4)],
    ['version 3', binary(0x31, 0x11, V4)],
    ['a command that nobody knows', binary(0x22, 0x11, V4)],
    ['a family that nobody knows', binary(0x21, 0x41, Buffer.alloc(216))],
    ['a transport that nobody knows', binary(0x21, 0x13, V4)],
    ['too few bytes for IPv4', binary(0x21, 0x11, V4.subarray(1))],
    ['too few bytes for IPv6', binary(0x21, 0x21, V6.subarray(1))],
    ['too few bytes for UNIX', binary(0x21, 0x31, Buffer.alloc(215))],
    ['another protocol', text('PROXY UDP4 192.0.2.1 10.0.0.1 4242 443\r\n')],
    ['UNKNOWN and more in one word', text('PROXY UNKNOWNS\r\n')],
    ['an address out of range', text('PROXY TCP4 256.0.2.1 10.0.0.1 4242 443\r\n')],
    ['an address with a leading zero', text('PROXY TCP4 192.0.02.1 10.0.0.1 4242 443\r\n')],
    ['an address of three parts', text('PROXY TCP4 192.0.1 10.0.0.1 4242 443\r\n')],
    ['an address with a zone', text('PROXY TCP6 fe80::1%eth0 fe80::2 4242 443\r\n')],
    ['IPv6 for IPv4', text('PROXY TCP4 ::1 ::2 4242 443\r\n')],
    ['IPv4 for IPv6', text('PROXY TCP6 192.0.2.1 10.0.0.1 4242 443\r\n')],
    ['a destination that is none', text('PROXY TCP4 192.0.2.1 localhost 4242 443\r\n')],
    ['a port out of range', text('PROXY TCP4 192.0.2.1 10.0.0.1 65536 443\r\n')],
    ['a destination port out of range', text('PROXY TCP4 192.0.2.1 10.0.0.1 4242 70000\r\n')],
    ['a port with a leading zero', text('PROXY TCP4 192.0.2.1 10.0.0.1 04242 443\r\n')],
    ['a negative port', text('PROXY TCP4 192.0.2.1 10.0.0.1 -1 443\r\n')],
    ['two blanks', text('PROXY TCP4  192.0.2.1 10.0.0.1 4242 443\r\n')],
    ['a blank at the end', text(`${v1} \r\n`)],
    ['one port', text('PROXY TCP4 192.0.2.1 10.0.0.1 4242\r\n')],
    ['only LF', text(`${v1}\n`)],
    ['only CR', text(`${v1}\r\x16`)],
    ['no end within 107 bytes', text(`PROXY UNKNOWN ${'x'.repeat(93)}`)],
    ['an end after 107 bytes', text(`PROXY UNKNOWN ${'x'.repeat(92)}\r\n`)],
  ])('%s', (_what, bytes) => {
    expect(parseProxyHeader(bytes)).toBe('invalid');
  });
});

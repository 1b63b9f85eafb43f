import { describe, expect, it } from 'vitest';
import { isOrigin, readAddress } from './address.ts';

describe('an address', () => {
  it.each([
    ['http://localhost:3000', { url: 'http://localhost:3000', namespace: '/' }],
    [' https://chat.example/chat2 ', { url: 'https://chat.example', namespace: '/chat2' }],
    ['ws://10.0.0.1:80/', { url: 'ws://10.0.0.1', namespace: '/' }],
    ['localhost:3000/a/b', { url: 'http://localhost:3000', namespace: '/a/b' }],
    ['chat.example', { url: 'https://chat.example', namespace: '/' }],
    ['HTTP://Chat.Example:80', { url: 'http://chat.example', namespace: '/' }],
    ['[::1]:3000', { url: 'http://[::1]:3000', namespace: '/' }],
    ['my_host-1:3000', { url: 'https://my_host-1:3000', namespace: '/' }],
  ])('is an origin and a namespace: %s', (text, expected) => {
    expect(readAddress(text)).toEqual({ value: expected });
  });

  it('has a namespace without the slash at its end, which a server takes for another namespace', () => {
    expect(readAddress('http://a/room-7/')).toMatchObject({ value: { namespace: '/room-7' } });
  });

  it('has the namespace as it was typed: Socket.IO does not encode it', () => {
    expect(readAddress('http://a/räume/%20')).toMatchObject({ value: { namespace: '/räume/%20' } });
  });

  it.each([
    ['', /^Write an address such as/],
    [' ', /^Write an address such as/],
    ['http://', /^Write an address such as/],
    ['/chat', /^Write an address such as/],
    ['ftp://a', /not over ftp: start the address with http/],
    ['javascript:', /not over javascript:/],
    ['javascript:alert(1)', /not over javascript:/],
    ['http:/localhost:3000', /start the address with http:\/\//],
    ['http://exa mple', /has no spaces/],
    ['two words', /has no spaces/],
    ['http://exa%20mple', /^exa%20mple is not the name of a host/],
    ['http://exa"mple', /is not the name of a host/],
    ['http://user:pw@a', /^Leave out the part before the @/],
    ['user:pw@a', /Put it under Auth/],
    ['http://a:99999', /^99999 is not a port/],
    ['http://a:0', /^0 is not a port/],
    ['localhost:port', /^port is not a port/],
    ['http://a/b?c=1', /^Leave out \?c=1, and put it under Query/],
    ['http://a?c=1#d', /put it under Query/],
    ['http://a/b#c', /^Leave out #c/],
    ['http://a/b,c', /no commas/],
    ['http://a\\b', /start it with a slash/],
  ])('that is none says what to do: %j', (text, expected) => {
    expect(readAddress(text)).toEqual({ problem: expect.stringMatching(expected) });
  });
});

it.each([
  ['', true],
  ['http://localhost:3000', true],
  ['http://localhost:3000/', true],
  ['http://localhost:3000/chat', false],
  ['localhost:3000', false],
  ['javascript:1', false],
  ['http://user:pw@a', false],
])('%j is the origin of a server, or empty: %s', (text, expected) => {
  expect(isOrigin(text)).toBe(expected);
});

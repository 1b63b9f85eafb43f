import { describe, expect, it } from 'vitest';
import { namespacePattern } from './namespace-pattern.ts';

describe("a namespace's pattern", () => {
  it.each([
    ['/', '/', {}],
    ['/admin', '/admin', {}],
    ['/room/:room', '/room/general', { room: 'general' }],
    ['/:tenant/room/:room', '/acme/room/r1', { tenant: 'acme', room: 'r1' }],
    ['/room/:room', '/room/__proto__', { room: '__proto__' }],
    ['/room/:room', '/room/caf%C3%A9', { room: 'caf%C3%A9' }],
  ])('%s fits %s', (path, name, params) => {
    expect(namespacePattern<string>(path).match(name)).toEqual(params);
  });

  it.each([
    ['/', '/admin'],
    ['/', ''],
    ['/admin', '/'],
    ['/admin', '/admin/'],
    ['/admin', '/Admin'],
    ['/admin', 'admin'],
    ['/room/:room', '/room'],
    ['/room/:room', '/room/'],
    ['/room/:room', '/room/a/b'],
    ['/room/:room', '/room/a/b/c/d'],
    ['/room/:room', 'x/room/a'],
    ['/room/:room', `/room/${'x'.repeat(129)}`],
  ])('%s does not fit %s', (path, name) => {
    expect(namespacePattern<string>(path).match(name)).toBeUndefined();
  });

  it('is dynamic where it has parameters', () => {
    const paths = ['/', '/admin', '/room/:room'];
    expect(paths.map((path) => namespacePattern<string>(path).isDynamic)).toEqual([false, false, true]);
  });

  it.each([
    '',
    'room',
    'room/:room',
    '//',
    '/room/',
    '/room/:',
    '/:a/:a',
    '/room-:id',
    '/:1',
    '/a,b',
    '/a b',
    '/*',
  ])('cannot be made of "%s"', (path) => {
    expect(() => namespacePattern<string>(path)).toThrow(TypeError);
  });
});

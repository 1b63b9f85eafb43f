import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOriginCheck } from './origin.ts';

describe('an origin', () => {
  const check = (
    origin: string | undefined,
    host: string | undefined,
    allowedOrigins: string[] | 'any' = [],
    { encrypted = true, publicOrigin }: { encrypted?: boolean; publicOrigin?: string } = {},
  ) =>
    createOriginCheck({ allowedOrigins, publicOrigin })({
      headers: { ...(host !== undefined && { host }), ...(origin !== undefined && { origin }) },
      socket: { encrypted },
    } as unknown as IncomingMessage);

  it.each([
    ['https://board.example', 'board.example'],
    ['wss://board.example', 'board.example'],
    ['http://board.example', 'board.example'],
    ['ws://board.example', 'board.example'],
    ['https://board.example:443', 'board.example'],
    ['https://board.example', 'board.example:443'],
    ['wss://board.example:443', 'board.example'],
    ['HTTPS://Board.Example', 'board.example'],
    ['https://board.example', 'BOARD.example'],
    ['https://board.example.', 'board.example'],
    ['https://board.example/', 'board.example'],
    ['https://board.example:8443', 'board.example:8443'],
    ['http://board.example:8443', 'board.example:8443'],
    ['https://[::1]:8443', '[0:0:0:0:0:0:0:1]:8443'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
    [undefined, 'board.example'],
  ])('%s is our own at the host %s', (origin, host) => {
    expect(check(origin, host)).toBe(true);
  });

  it.each([
    ['https://board.example:8443', 'board.example'],
    ['https://board.example', 'board.example:8443'],
    ['http://board.example', 'board.example:8443'],
    ['http://board.example:80', 'board.example'],
    ['https://evil.example', 'board.example'],
    ['https://board.example.evil.example', 'board.example'],
    ['https://evil-board.example', 'board.example'],
    ['https://board.example@evil.example', 'board.example'],
    ['https://evil.example#board.example', 'board.example'],
    ['https://evil.example\\@board.example', 'board.example'],
    ['https://board.example/path', 'board.example'],
    ['https://board.example, https://evil.example', 'board.example'],
    ['ftp://board.example', 'board.example'],
    ['app://board.example', 'board.example'],
    ['board.example', 'board.example'],
    ['null', 'board.example'],
    ['', 'board.example'],
    ['null', 'null'],
    ['https://undefined', undefined],
    ['https://board.example', 'board.example/path'],
    ['https://a@board.example', 'a@board.example'],
  ])('%j is foreign at the host %s', (origin, host) => {
    expect(check(origin, host)).toBe(false);
    expect(check(origin, host, ['https://allowed.example'])).toBe(false);
  });

  it.each([
    ['http://board.example', 'board.example', true],
    ['http://board.example:80', 'board.example', true],
    ['http://board.example', 'board.example:80', true],
    ['ws://board.example', 'board.example:80', true],
    ['http://board.example:8080', 'board.example:8080', true],
    // A proxy ends TLS, and passes on the Host header alone.
    ['https://board.example', 'board.example', true],
    ['https://board.example:443', 'board.example', true],
    ['http://board.example:8080', 'board.example', false],
    ['http://board.example', 'board.example:8080', false],
    ['https://board.example', 'board.example:80', false],
    ['http://evil.example', 'board.example', false],
  ])('over plain HTTP, %s at the host %s is our own: %s', (origin, host, isOwn) => {
    expect(check(origin, host, [], { encrypted: false })).toBe(isOwn);
  });

  it.each([
    ['https://app.example', '10.0.0.7:8080', true],
    ['wss://app.example', '10.0.0.7:8080', true],
    ['https://app.example:443', 'app.example', true],
    // A page of another name that leads here, too, as DNS rebinding has it.
    ['http://evil.example', 'evil.example', false],
    ['http://10.0.0.7:8080', '10.0.0.7:8080', false],
  ])('where https://app.example is public, %s at the host %s is our own: %s', (origin, host, isOwn) => {
    expect(check(origin, host, [], { encrypted: false, publicOrigin: 'https://app.example' })).toBe(isOwn);
  });

  it.each([
    ['https://allowed.example', 'https://allowed.example'],
    ['https://allowed.example', 'wss://allowed.example'],
    ['https://allowed.example', 'https://ALLOWED.example:443'],
    ['HTTPS://Allowed.example/', 'https://allowed.example'],
    ['https://allowed.example:443', 'https://allowed.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://localhost:3000', 'ws://localhost:3000'],
    ['http://localhost', 'http://localhost:80'],
    ['capacitor://localhost', 'capacitor://localhost'],
    ['Ionic://localhost', 'ionic://localhost'],
    ['app://.', 'app://.'],
    ['file://', 'file://'],
    ['chrome-extension://abcdefgh', 'chrome-extension://abcdefgh'],
    ['null', 'null'],
  ])('where %s is allowed, %s may connect', (allowed, origin) => {
    expect(check(origin, 'board.example')).toBe(false);
    expect(check(origin, 'board.example', [allowed])).toBe(true);
    expect(check(origin, 'board.example', 'any')).toBe(true);
  });

  it.each([
    ['https://allowed.example', 'http://allowed.example'],
    ['https://allowed.example', 'https://allowed.example:8443'],
    ['https://allowed.example', 'https://sub.allowed.example'],
    ['http://localhost:3000', 'https://localhost:3000'],
    ['capacitor://localhost', 'https://localhost'],
    ['capacitor://localhost', 'ionic://localhost'],
    ['file://', 'null'],
  ])('where only %s is allowed, %s may not connect', (allowed, origin) => {
    expect(check(origin, 'board.example', [allowed])).toBe(false);
  });

  it.each(['b.example', 'https://a.example/x', 'https://*.example', '*'])(
    'of the configuration that is none stops the start: %s',
    (allowed) => {
      expect(() => createOriginCheck({ allowedOrigins: [allowed] })).toThrow(allowed);
    },
  );
});

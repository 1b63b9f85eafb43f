import { describe, expect, it } from 'vitest';
import { loadServerConfig } from './server-config.ts';

describe('PUBLIC_ORIGIN', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://App.Example/', 'https://app.example'],
    ['https://app.example:443', 'https://app.example'],
    ['https://app.example:8443', 'https://app.example:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['wss://app.example', 'https://app.example'],
  ])('%s is the origin %s', (text, origin) => {
    expect(loadServerConfig({ PUBLIC_ORIGIN: text }).publicOrigin).toBe(origin);
  });

  it.each([
    [
      'https://app.example/realtime',
      'must be an origin, which has no path: write https://app.example, and set BASE_PATH to the path.',
    ],
    ['app.example', 'must be one origin such as https://app.example, not "app.example".'],
    [
      'https://a.example,https://b.example',
      'must be one origin such as https://app.example, not "https://a.example,https://b.example".',
    ],
    [
      'capacitor://localhost',
      'must be of http or https, such as https://app.example, not "capacitor://localhost".',
    ],
    ['null', 'must be of http or https, such as https://app.example, not "null".'],
  ])('%s is refused', (text, problem) => {
    expect(() => loadServerConfig({ PUBLIC_ORIGIN: text })).toThrow(`PUBLIC_ORIGIN ${problem}`);
  });
});

describe('BASE_PATH', () => {
  it.each([
    ['/realtime', '/realtime'],
    ['/realtime/', '/realtime'],
    ['/', ''],
    ['', ''],
    ['/a/b-c_d.e~f/', '/a/b-c_d.e~f'],
  ])('%j is the path %j', (text, path) => {
    expect(loadServerConfig({ BASE_PATH: text }).basePath).toBe(path);
  });

  it.each([
    'realtime',
    '//evil.example',
    '/a//b',
    '/a/../b',
    '/./a',
    '/a b',
    '/a?b',
    '/a#b',
    '/ä',
    '/:id',
    '/%2e',
  ])('%s is refused', (text) => {
    expect(() => loadServerConfig({ BASE_PATH: text })).toThrow(
      'BASE_PATH must be a path such as /realtime, with a slash first and of letters, digits and . _ ~ - only',
    );
  });

  it.each(['/healthz', '/readyz/', '/metrics'])('%s, which probes need, is refused', (text) => {
    expect(() => loadServerConfig({ BASE_PATH: text })).toThrow(
      /^BASE_PATH must not be \/\w+z?, which probes ask for\.$/,
    );
  });
});

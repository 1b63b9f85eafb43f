import { expect, it } from 'vitest';
import { loadServerConfig } from './server-config.ts';

const load = (list: string) => loadServerConfig({ ALLOWED_ORIGINS: list }).allowedOrigins;

it('takes origins of any scheme, in upper case, with a slash, a dot or the usual port at the end', () => {
  const web = 'HTTPS://A.example/, wss://b.example:443, http://localhost:80, https://c.example.:8443';
  expect(load(`${web}, Capacitor://localhost/, app://., file://, null`)).toEqual([
    'https://a.example',
    'https://b.example',
    'http://localhost',
    'https://c.example:8443',
    'capacitor://localhost',
    'app://.',
    'file://',
    'null',
  ]);
});

it.each([
  ['https://a.example,b.example,c.example', 'such as https://example.com, not "b.example"'],
  ['*', 'such as https://example.com, not "*"'],
  ['https://a.example,', 'such as https://example.com, not ""'],
  ['https://a.example:port', 'such as https://example.com, not "https://a.example:port"'],
  ['https://a@b.example', 'such as https://example.com, not "https://a@b.example"'],
  ['https://', 'such as https://example.com, not "https://"'],
  ['https://a.example?x', 'such as https://example.com, not "https://a.example?x"'],
  ['https://a.example/x', 'which have no path: write https://a.example, not "https://a.example/x"'],
  ['app://x//', 'which have no path: write app://x, not "app://x//"'],
  ['https://*.example', 'without wildcards: write each one in full, not "https://*.example"'],
])('stops the start in one sentence for what is no origin: %s', (list, problem) => {
  const [, before = '', rest = ''] = /^(without|which|such)(.*)$/.exec(problem) ?? [];
  const comma = before === 'which' ? ',' : '';
  expect(() => load(list)).toThrow(`ALLOWED_ORIGINS must be a list of origins${comma} ${before}${rest}.`);
});

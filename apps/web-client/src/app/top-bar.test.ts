import { expect, it } from 'vitest';
import { splitAddress } from './top-bar.tsx';

it.each([
  ['https://localhost:8443', 'localhost:8443', '/'],
  ['https://example.test/admin?x=1', 'example.test', '/admin'],
  ['http://example.test:3000/', 'http://example.test:3000', '/'],
  ['nonsense', 'nonsense', '/'],
])('takes %s apart', (url, host, namespace) => {
  expect(splitAddress(url)).toEqual({ host, namespace });
});

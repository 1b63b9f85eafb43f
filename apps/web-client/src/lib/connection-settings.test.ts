import { expect, it } from 'vitest';
import {
  authOf,
  type ConnectionSettings,
  DEFAULT_SETTINGS,
  readSettings,
  socketOptionsOf,
  urlOf,
} from './connection-settings.ts';

const OWN: ConnectionSettings = {
  namespace: '/admin',
  transports: ['websocket'],
  path: '/elsewhere/',
  query: { shard: '7' },
  auth: { contract: { name: 'chat', version: '9.0.0' } },
};

it('reads back what was stored', () => {
  expect(readSettings(JSON.parse(JSON.stringify(OWN)))).toEqual(OWN);
});

it.each([
  [undefined],
  [null],
  ['text'],
  [[]],
  [{}],
  [{ namespace: 7, transports: [], path: 'x', query: { a: 1 }, auth: [] }],
])('reads %j, which no console stores, as the defaults', (stored) => {
  expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS);
});

it('keeps the parts that are as they should be beside one that is not', () => {
  expect(readSettings({ ...OWN, transports: ['carrier pigeon', 'polling'], path: '/a b' })).toEqual({
    ...OWN,
    transports: ['polling'],
    path: DEFAULT_SETTINGS.path,
  });
});

it('gives the client its URL, options and auth, the token last', () => {
  expect(urlOf(OWN, 'https://here')).toBe('https://here/admin');
  expect(urlOf(DEFAULT_SETTINGS, 'https://here')).toBe('https://here');
  expect(socketOptionsOf(OWN)).toEqual({
    path: '/elsewhere/',
    query: { shard: '7' },
    transports: ['websocket'],
  });
  expect(authOf(OWN, { token: 't' })).toEqual({ ...OWN.auth, token: 't' });
  expect(authOf(OWN, undefined)).toEqual(OWN.auth);
});

import { expect, it } from 'vitest';
import {
  authOf,
  type ConnectionSettings,
  DEFAULT_SETTINGS,
  isSameServer,
  rawOptionsOf,
  readSettings,
  serverPathOf,
  socketOptionsOf,
  urlOf,
} from './connection-settings.ts';

const OWN: ConnectionSettings = {
  url: 'https://chat.example',
  namespace: '/admin',
  transports: ['websocket'],
  path: '/elsewhere/',
  query: { shard: '7' },
  auth: { contract: { name: 'chat', version: '9.0.0' } },
  headers: { 'x-team': 'blue' },
  reconnect: { on: false, attempts: 3, delay: 10, delayMax: 20 },
  contract: 'raw',
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
  [
    {
      url: 'javascript:1',
      namespace: 7,
      transports: [],
      path: 'x',
      query: { a: 1 },
      auth: [],
      headers: 1,
      reconnect: { attempts: -1 },
      contract: {},
    },
  ],
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
  expect(urlOf(OWN, 'https://here')).toBe('https://chat.example/admin');
  expect(urlOf(DEFAULT_SETTINGS, 'https://here')).toBe('https://here');
  const options = {
    path: '/elsewhere/',
    query: { shard: '7' },
    transports: ['websocket'],
    extraHeaders: { 'x-team': 'blue' },
    reconnectionDelay: 10,
    reconnectionDelayMax: 20,
  };
  expect(socketOptionsOf(OWN)).toEqual(options);
  expect(rawOptionsOf(OWN)).toEqual({ ...options, reconnection: false, reconnectionAttempts: 3 });
  expect(authOf(OWN, 't')).toEqual({ ...OWN.auth, token: 't' });
  expect(authOf(OWN, undefined)).toEqual(OWN.auth);
});

it.each([
  [{ path: '/elsewhere' }, true],
  [{ url: 'wss://chat.example' }, true],
  [{ url: 'wss://chat.example:443', path: '/elsewhere' }, true],
  [{ url: 'ws://chat.example' }, false],
  [{ path: '/elsewhere/more' }, false],
])('with %j it leads to the same server: %s', (change, isSame) => {
  expect(isSameServer(OWN, { ...OWN, ...change })).toBe(isSame);
});

it.each([
  ['https://chat.example/console/', '/'],
  ['https://chat.example/console/index.html?a=/b/#c=/d/', '/'],
  ['https://chat.example/realtime/console/', '/realtime/'],
  ['https://chat.example/a/b/console/', '/a/b/'],
  ['https://localhost:5173/', '/'],
])('the console at %s finds its server at %s', (page, path) => {
  expect(serverPathOf(page)).toBe(path);
});

import { expect, it } from 'vitest';
import { createClient } from './client.ts';
import { contract } from './contract.fixture.ts';
import { inspectClient } from './devtools/inspect-client.ts';
import { createRawConnection } from './devtools/raw-connection.ts';
import { stayLoggedIn } from './login/stay-logged-in.ts';
import { createClientHooks } from './react/index.ts';

const URL = 'http://localhost:1';
const OFF = { autoConnect: false };
const client = createClient(contract, URL, OFF);
const raw = createRawConnection(URL, OFF);

it.each<[string, () => unknown, string]>([
  [
    'createClient without a contract',
    () => createClient(URL as never, OFF as never),
    'createClient takes a contract first: what defineContract(…) returns.',
  ],
  [
    'createClientHooks without a contract',
    () => createClientHooks(undefined as never),
    'createClientHooks takes a contract: what defineContract(…) returns.',
  ],
  [
    'stayLoggedIn without a client',
    () => stayLoggedIn(contract as never, { login: 'a', refresh: 'b' } as never),
    'stayLoggedIn takes a client and the names of its events: { login, refresh }.',
  ],
  [
    'stayLoggedIn without events',
    () => stayLoggedIn(client, undefined as never),
    'stayLoggedIn takes a client and the names of its events: { login, refresh }.',
  ],
  [
    'inspectClient on nothing',
    () => inspectClient(undefined as never),
    'inspectClient takes what createClient returns.',
  ],
  [
    'inspectClient on a socket',
    () => inspectClient(client.socket as never),
    'inspectClient takes what createClient returns.',
  ],
  [
    'createRawConnection without a URL',
    () => createRawConnection(undefined as never),
    'createRawConnection takes a URL, such as https://localhost:8443/rooms.',
  ],
  [
    'arguments of a raw event that are no list',
    () => raw.emit('new note', 'hello' as never),
    'The arguments of an event are a list: put a single one into [ ].',
  ],
  [
    'arguments of a raw event with an acknowledgement that are no list',
    () => raw.emitWithAck('new note', 'hello' as never),
    'The arguments of an event are a list: put a single one into [ ].',
  ],
])('refuses %s, and says what to give', (_what, misuse, message) => {
  expect(misuse).toThrow(new TypeError(message));
});

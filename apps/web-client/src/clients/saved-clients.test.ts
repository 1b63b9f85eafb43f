import { expect, it } from 'vitest';
import { identityOf } from './saved-clients.ts';

const user = { id: 'u1', name: 'Alice' };
const known = { token: 'first', user };

it('is whom the login names, and with the next token the same', () => {
  expect(identityOf({ status: 'loggedIn', token: 'first', data: { user } }, undefined)).toEqual(known);
  const bob = { id: 'u2', name: 'Bob' };
  expect(identityOf({ status: 'loggedIn', token: 'second', data: { user: bob } }, known)).toEqual({
    token: 'second',
    user: bob,
  });
});

it('is who it was where the client was created with its token, and nobody whom no server named', () => {
  const restored = { status: 'loggedIn', token: 'second', data: undefined } as const;
  expect(identityOf(restored, known)).toEqual({ token: 'second', user });
  expect(identityOf(restored, undefined)).toEqual({ token: 'second' });
});

it('is nobody after a logout, and once the login has ended', () => {
  const problem = { code: 'UNAUTHORIZED', message: 'Over.', data: undefined };
  expect(identityOf({ status: 'loggedOut' }, known)).toBeUndefined();
  expect(identityOf({ status: 'ended', problem }, known)).toBeUndefined();
});

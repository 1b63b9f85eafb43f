import { expectTypeOf, it } from 'vitest';
import type { BadgeClient } from './badges.fixture.ts';
import { EVENTS } from './badges.fixture.ts';
import { stayLoggedIn } from './stay-logged-in.ts';

declare const client: BadgeClient;

it('the state has the reply to the login', () => {
  const read = () => {
    const { state } = stayLoggedIn(client, { login: 'badge:take', refresh: 'badge:renew' });
    if (state.status !== 'loggedIn') return undefined;
    expectTypeOf(state.token).toEqualTypeOf<string>();
    return state.data;
  };
  type Data = { visitor: string; token: string; expiresIn: number } | undefined;
  expectTypeOf(read).returns.toEqualTypeOf<Data>();
});

it('takes only events that can do what they are named for', () => {
  const calls = [
    () => stayLoggedIn(client, EVENTS),
    // @ts-expect-error the contract has no such event
    () => stayLoggedIn(client, { ...EVENTS, login: 'badge:tak' }),
    // @ts-expect-error its reply has no token
    () => stayLoggedIn(client, { ...EVENTS, login: 'hall:count' }),
    // @ts-expect-error its reply has no token
    () => stayLoggedIn(client, { ...EVENTS, refresh: 'hall:count' }),
    // @ts-expect-error it needs a payload
    () => stayLoggedIn(client, { ...EVENTS, refresh: 'badge:take' }),
    // @ts-expect-error that one comes from the server
    () => stayLoggedIn(client, { ...EVENTS, logout: 'badge:void' }),
    // @ts-expect-error that one goes to the server
    () => stayLoggedIn(client, { ...EVENTS, ended: 'badge:return' }),
  ];
  expectTypeOf(calls).not.toBeAny();
});

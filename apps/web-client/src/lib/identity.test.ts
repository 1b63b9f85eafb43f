import type { Traffic } from '@switchboard/client';
import { ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { type Identity, watchIdentity } from './identity.ts';

const user = { id: 'u1', name: 'Alice' };
const expiresAt = '2026-01-01T12:00:00.000Z';

/** What is told of replies that come in, one after the other. */
function toldOf(...replies: [event: string, data: unknown][]): (Identity | undefined)[] {
  const told: (Identity | undefined)[] = [];
  let hear: (traffic: Traffic) => void = () => undefined;
  const observe = (listener: typeof hear) => {
    hear = listener;
    return () => undefined;
  };
  watchIdentity({ observe }, (identity) => told.push(identity));
  for (const [event, data] of replies) {
    hear({ kind: 'reply', at: 0, call: 1, event, reply: ok(data), latency: 1, issues: [] });
  }
  return told;
}

it('tells who a login makes, the next token of a refresh, and nobody after a logout', () => {
  expect(
    toldOf(
      ['session:login', { user, token: 'first', expiresAt }],
      ['room:list', { rooms: [] }],
      ['session:refresh', { token: 'second', expiresAt }],
      ['session:logout', {}],
    ),
  ).toEqual([{ user, token: 'first' }, { token: 'second' }, undefined]);
});

it('believes no reply that breaks the contract', () => {
  expect(toldOf(['session:login', { token: 'first' }], ['session:refresh', { token: 7 }])).toEqual([]);
});

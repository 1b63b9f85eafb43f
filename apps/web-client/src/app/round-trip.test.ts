import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { CallEntry, Entry } from '../lib/entry.ts';
import { roundTrip } from './round-trip.ts';

function reply(latency: number, clientId = 'a', code?: 'TIMEOUT' | 'NOT_FOUND'): CallEntry {
  const answer = {
    at: 0,
    latency,
    issues: [],
    reply: code ? fail({ code, message: '', data: undefined }) : ok({}),
  };
  return { kind: 'call', id: latency, at: 0, clientId, event: 'x', payload: null, answer };
}

it('is the median of what the client has waited for its replies', () => {
  expect(roundTrip([reply(9), reply(1), reply(5)], 'a')).toBe(5);
  expect(roundTrip([reply(1), reply(2)], 'a')).toBe(1.5);
});

it('counts the last 20 replies of this client, errors too, and nothing that is none', () => {
  const waiting: Entry = { kind: 'call', id: 0, at: 0, clientId: 'a', event: 'x', payload: null };
  const old = Array.from({ length: 30 }, () => reply(1_000));
  const fresh = Array.from({ length: 20 }, () => reply(4));
  expect(roundTrip([...old, ...fresh, waiting, reply(70, 'b'), reply(5_000, 'a', 'TIMEOUT')], 'a')).toBe(4);
  expect(roundTrip([reply(7, 'a', 'NOT_FOUND')], 'a')).toBe(7);
});

it('is unknown before the first reply', () => {
  expect(roundTrip([], 'a')).toBeUndefined();
  expect(roundTrip([reply(3, 'b')], 'a')).toBeUndefined();
});

import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { answerOf } from '../lib/entry.fixture.ts';
import type { CallEntry, Entry } from '../lib/entry.ts';
import { RoundTrips } from './status-bar.tsx';

function reply(latency: number, clientId = 'a', code?: 'TIMEOUT' | 'NOT_FOUND'): CallEntry {
  const answer = answerOf(code ? fail({ code, message: '', data: undefined }) : ok({}), { latency });
  return { kind: 'call', id: latency, at: 0, clientId, event: 'x', args: [], answer };
}

function median(entries: readonly Entry[]): number | undefined {
  const trips = new RoundTrips();
  for (const entry of entries) trips.add(entry);
  return trips.median('a');
}

it('is the median of what the client has waited for its replies', () => {
  expect(median([reply(9), reply(1), reply(5)])).toBe(5);
  expect(median([reply(1), reply(2)])).toBe(1.5);
});

it('counts the last 20 replies of this client, errors too, and nothing that is none', () => {
  const waiting: Entry = { kind: 'call', id: 0, at: 0, clientId: 'a', event: 'x', args: [] };
  const timedOut = reply(5_000, 'a', 'TIMEOUT');
  const { answer, ...call } = reply(6_000);
  const late = {
    ...call,
    ...(answer && { answer: { ...answer, late: { at: 0, code: 'OK', latency: 1, args: [] } } }),
  };
  const old = Array.from({ length: 30 }, () => reply(1_000));
  const fresh = Array.from({ length: 20 }, () => reply(4));
  expect(median([...old, ...fresh, waiting, reply(70, 'b'), timedOut, late])).toBe(4);
  expect(median([reply(7, 'a', 'NOT_FOUND')])).toBe(7);
});

it('counts the replies of the present server alone', () => {
  const [here, there] = ['http://here', 'http://there'].map((url) => ({ contract: 'raw', url, path: '/' }));
  const trips = new RoundTrips();
  trips.add({ ...reply(9), ...(there && { place: there }) });
  expect(trips.median('a', here)).toBeUndefined();
  expect(trips.median('a', there)).toBe(9);
});

it('is unknown before the first reply', () => {
  expect(median([])).toBeUndefined();
  expect(median([reply(3, 'b')])).toBeUndefined();
});

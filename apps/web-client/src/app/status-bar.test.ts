import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { answerOf } from '../traffic/entry.fixture.ts';
import { type CallEntry, type Entry, entryList, type Place } from '../traffic/entry.ts';
import { medianRoundTrip } from './status-bar.tsx';

const [HERE, THERE] = ['http://here', 'http://there'].map(
  (url): Place => ({ contract: 'raw', url, path: '/' }),
) as [Place, Place];

function reply(latency: number, clientId = 'a', code?: 'TIMEOUT' | 'NOT_FOUND'): CallEntry {
  const answer = answerOf(code ? fail({ code, message: '', data: undefined }) : ok({}), { latency });
  return { kind: 'call', id: 0, at: 0, clientId, place: HERE, event: 'x', args: [], answer };
}

function median(entries: readonly Entry[], place = HERE): number | undefined {
  return medianRoundTrip(entryList(entries.map((entry, id) => ({ ...entry, id }))), 'a', place);
}

it('is the median of what the client has waited for its replies', () => {
  expect(median([reply(9), reply(1), reply(5)])).toBe(5);
  expect(median([reply(1), reply(2)])).toBe(1.5);
});

it('counts the last 20 replies of this client, errors too, and nothing that is none', () => {
  const waiting: Entry = { kind: 'call', id: 0, at: 0, clientId: 'a', place: HERE, event: 'x', args: [] };
  const timedOut = reply(5_000, 'a', 'TIMEOUT');
  const old = Array.from({ length: 30 }, () => reply(1_000));
  const fresh = Array.from({ length: 20 }, () => reply(4));
  expect(median([...old, ...fresh, waiting, reply(70, 'b'), timedOut])).toBe(4);
  expect(median([reply(7, 'a', 'NOT_FOUND')])).toBe(7);
});

it('counts the replies of the present server alone', () => {
  expect(median([{ ...reply(9), place: THERE }])).toBeUndefined();
  expect(median([{ ...reply(9), place: THERE }], THERE)).toBe(9);
});

it('is unknown before the first reply', () => {
  expect(median([])).toBeUndefined();
  expect(median([reply(3, 'b')])).toBeUndefined();
});

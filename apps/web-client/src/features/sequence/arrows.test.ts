import { fail } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { Entry } from '../../lib/entry.ts';
import { endsOf, pathOf, sequenceOf } from './arrows.ts';
import { call, client, received } from './sequence.fixture.ts';

const short = (entries: readonly Entry[], text?: string): string[] =>
  sequenceOf(entries, text).arrows.map((arrow) => `${arrow.at} ${arrow.kind} ${arrow.entry.event}`);

it('puts calls, replies and events in the order of time, a reply after what happened in its millisecond', () => {
  const entries = [
    call('alice', 'a:b', { at: 0 }),
    call('bob', 'c:d', { at: 5 }),
    received('bob', 'x:y', { at: 10 }),
    received('alice', 'x:y', { at: 12 }),
  ];
  expect(short(entries)).toEqual([
    '0 call a:b',
    '5 call c:d',
    '10 event x:y',
    '10 reply a:b',
    '15 reply c:d',
  ]);
});

it('shows a call without its reply while there is none', () => {
  const { answer: _, ...open } = call('alice', 'a:b', { at: 0 });
  expect(short([open])).toEqual(['0 call a:b']);
});

it('shows the events whose names have the text', () => {
  const entries = [call('alice', 'a:b', { at: 0 }), received('bob', 'x:y', { at: 1 })];
  expect(short(entries, ' X:')).toEqual(['1 event x:y']);
});

it('keeps the newest and counts the others', () => {
  const entries = Array.from({ length: 2_000 }, (_, at) => received('bob', 'x:y', { at, payload: at }));
  const { arrows, older } = sequenceOf(entries);
  expect(arrows.at(-1)?.at).toBe(1_999);
  expect(arrows.length + older).toBe(2_000);
});

it('draws no arrow from the server where it did not answer: the console says so', () => {
  const reply = fail({ code: 'TIMEOUT', message: 'No reply came.', data: undefined });
  const [, arrow] = sequenceOf([call('alice', 'a:b', { at: 0, reply })]).arrows;
  const clients = [client('alice', [])];
  expect(arrow?.what).toBe('no reply, TIMEOUT');
  expect(arrow && endsOf(arrow, clients)).toEqual({ from: 'Console', to: 'alice' });
  expect(arrow && pathOf(arrow, clients)).toEqual({ from: 0, to: [], missed: [] });
});

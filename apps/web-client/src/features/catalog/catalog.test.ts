import { defineContract } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { RAW } from '../../contract/contracts.ts';
import { groupEvents } from './catalog.tsx';

const made = defineContract({
  name: 'test',
  version: '1.0.0',
  clientEventMap: {
    'b:send': { summary: 'Sends a letter', tags: ['mail'], payload: z.string() },
    'a:time': { summary: 'Asks for the time', payload: z.undefined() },
    'c:read': { summary: 'Reads a letter', tags: ['mail'], payload: z.string() },
  },
  serverEventMap: { 'd:came': { summary: 'A letter came', payload: z.string() } },
});

const contract = { ...made, isRaw: false };

function names(direction: 'send' | 'receive', seen: string[], search = ''): Record<string, string[]> {
  const groups = groupEvents(contract, direction, seen, search);
  return Object.fromEntries(groups.map(({ tag, events }) => [tag, events.map(({ event }) => event)]));
}

it('lists the events by tag in the order of the contract', () => {
  expect(names('send', [])).toEqual({ mail: ['b:send', 'c:read'], other: ['a:time'] });
});

it('adds the names that were seen, though the contract does not have them', () => {
  expect(names('receive', ['welcome', 'd:came', 'bye', 'toString'])).toEqual({
    other: ['d:came'],
    'not in the contract': ['bye', 'toString', 'welcome'],
  });
});

it('finds every word in the name or the summary', () => {
  expect(names('send', ['my letter'], 'LETTER read')).toEqual({ mail: ['c:read'] });
  expect(names('send', ['my letter'], 'letter my')).toEqual({ 'not in the contract': ['my letter'] });
});

it('lists 500 of many names, those that were seen last, says how many there are, and finds the others', () => {
  const seenNames = Array.from({ length: 700 }, (_, index) => `event ${index}`);
  const [group] = groupEvents(RAW, 'receive', seenNames, '');
  expect(group).toMatchObject({ tag: 'seen', total: 700 });
  const listed = group?.events.map(({ event }) => event) ?? [];
  expect([listed.length, listed.includes('event 199'), listed.includes('event 200')]).toEqual([
    500,
    false,
    true,
  ]);
  expect(groupEvents(RAW, 'receive', seenNames, '199')).toMatchObject([
    { total: 1, events: [{ event: 'event 199' }] },
  ]);
});

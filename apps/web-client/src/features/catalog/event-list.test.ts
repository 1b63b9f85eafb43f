import { defineContract } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { RAW } from '../../contract/contracts.ts';
import type { Entry, Place } from '../../lib/entry.ts';
import { groupEvents, MAX_NAMES, NamesSeen } from './event-list.ts';

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

const HERE: Place = { contract: RAW.id, url: 'http://here', path: '/socket.io/' };

function seen(kind: 'call' | 'send' | 'event', event: string, place: Place | undefined = HERE): Entry {
  return { kind, id: 0, at: 0, clientId: 'a', place, event, args: [], issues: [] } as unknown as Entry;
}

it('keeps what was sent and received at one place apart from others', () => {
  const names = new NamesSeen();
  const others = [
    { ...HERE, url: 'http://there' },
    { ...HERE, path: '/other/' },
    { ...HERE, contract: 'x' },
  ];
  for (const entry of [
    seen('call', 'sum'),
    seen('send', 'note'),
    seen('event', 'welcome'),
    ...others.map((place) => seen('event', 'foreign', place)),
    { kind: 'state', id: 0, at: 0, clientId: 'a', state: { status: 'disconnected', since: 0 } } as Entry,
  ])
    names.add(entry);
  expect([...names.at(HERE).sent]).toEqual(['sum', 'note']);
  expect([...names.at(HERE).received]).toEqual(['welcome']);
  for (const place of others) expect([...names.at(place).received]).toEqual(['foreign']);
});

it('keeps a bounded number of names, those that were seen last', () => {
  const names = new NamesSeen();
  names.add(seen('event', 'once'));
  names.add(seen('event', 'often'));
  for (let index = 0; index < MAX_NAMES; index++) {
    names.add(seen('event', `event ${index}`));
    names.add(seen('event', 'often'));
  }
  const { received } = names.at(HERE);
  expect(received.size).toBe(MAX_NAMES);
  expect([received.has('once'), received.has('often')]).toEqual([false, true]);
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

import { defineContract } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defaultContract, RAW, setContractOf } from '../../contract/contracts.ts';
import type { Entry } from '../../lib/entry.ts';
import { groupEvents, NamesSeen } from './event-list.ts';

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

function seen(kind: 'call' | 'send' | 'event', event: string, clientId = 'raw client'): Entry {
  return { kind, id: 0, at: 0, clientId, event, args: [], issues: [] } as Entry;
}

it('keeps what the clients of a contract sent and received, apart from others', () => {
  setContractOf('raw client', RAW);
  const names = new NamesSeen();
  for (const entry of [
    seen('call', 'sum'),
    seen('send', 'note'),
    seen('event', 'welcome'),
    seen('event', 'x', 'own'),
  ])
    names.add(entry);
  names.add({
    kind: 'state',
    id: 0,
    at: 0,
    clientId: 'raw client',
    state: { status: 'disconnected', since: 0 },
  } as Entry);
  expect([...names.of(RAW.id).sent]).toEqual(['sum', 'note']);
  expect([...names.of(RAW.id).received]).toEqual(['welcome']);
  expect([...names.of(defaultContract().id).received]).toEqual(['x']);
});

it('keeps a bounded number of names', () => {
  setContractOf('raw client', RAW);
  const names = new NamesSeen();
  for (let index = 0; index < 2_000; index++) names.add(seen('event', `event ${index}`));
  expect(names.of(RAW.id).received.size).toBe(500);
});

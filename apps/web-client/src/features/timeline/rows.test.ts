import { fail, ok } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../lib/entry.ts';
import { buildRows, type Filter } from './rows.ts';

const entries: Entry[] = [
  { kind: 'state', id: 0, at: 0, clientId: 'a', state: { status: 'disconnected', since: 0 } },
  {
    kind: 'call',
    id: 1,
    at: 1,
    clientId: 'a',
    event: 'message:send',
    payload: { text: 'hello' },
    answer: {
      at: 5,
      reply: fail({ code: 'ROOM_NOT_JOINED', message: 'no', data: undefined }),
      latency: 4,
      issues: [],
    },
  },
  {
    kind: 'event',
    id: 2,
    at: 2,
    clientId: 'b',
    event: 'message:sent',
    payload: {},
    issues: [{ path: [], message: 'bad' }],
  },
  { kind: 'call', id: 3, at: 3, clientId: 'b', event: 'system:time', payload: null },
  { kind: 'send', id: 4, at: 4, clientId: 'b', event: 'typing:set', payload: { typing: true } },
];

function keys(filter: Partial<Filter>): string[] {
  return buildRows(entries, { text: '', show: 'all', ...filter }).map(({ key }) => key);
}

it('puts the answer right under its call, also before it came; a send has none', () => {
  expect(keys({})).toEqual(['0', '1', '1 answer', '2', '3', '3 answer', '4']);
});

describe('the filter', () => {
  it('shows one direction, the connection, or what broke the contract', () => {
    expect(keys({ show: 'sent' })).toEqual(['1', '1 answer', '3', '3 answer', '4']);
    expect(keys({ show: 'received' })).toEqual(['2']);
    expect(keys({ show: 'connection' })).toEqual(['0']);
    expect(keys({ show: 'violations' })).toEqual(['2']);
  });

  it('counts a reply that breaks the contract to its call', () => {
    const [, call] = entries;
    if (call?.kind !== 'call' || !call.answer) throw new Error('the second entry is an answered call');
    const broken: Entry = {
      ...call,
      answer: { ...call.answer, reply: ok(1), issues: [{ path: [], message: 'bad' }] },
    };
    expect(buildRows([broken], { text: '', show: 'violations' })).toHaveLength(2);
  });

  it('shows one client', () => {
    expect(keys({ clientId: 'a' })).toEqual(['0', '1', '1 answer']);
  });

  it('wants every word, in the name, the payload or the reply, in any case', () => {
    expect(keys({ text: 'send HELLO' })).toEqual(['1', '1 answer']);
    expect(keys({ text: 'room_not' })).toEqual(['1', '1 answer']);
    expect(keys({ text: 'hello nowhere' })).toEqual([]);
  });
});

it('does not find a secret, which no row shows', () => {
  const login: Entry = {
    kind: 'call',
    id: 5,
    at: 5,
    clientId: 'a',
    event: 'session:login',
    payload: { name: 'Alice' },
    answer: {
      at: 6,
      reply: ok({ user: { id: 'u1', name: 'Alice' }, token: 'tok-123' }),
      latency: 1,
      issues: [],
    },
  };
  expect(buildRows([login], { text: 'u1', show: 'all' })).toHaveLength(2);
  expect(buildRows([login], { text: 'tok-123', show: 'all' })).toEqual([]);
});

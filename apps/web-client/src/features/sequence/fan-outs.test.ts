import { ok } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import type { NamedClient } from '../../clients/named-client.ts';
import type { Entry } from '../../traffic/entry.ts';
import { type FanOut, groupArrivals, toFanOuts } from './fan-outs.ts';
import { ADMIN, call, client, received } from './sequence.fixture.ts';

const fanOuts = (entries: readonly Entry[], clients: readonly NamedClient[] = []): FanOut[] =>
  toFanOuts(groupArrivals(entries), entries, clients);
const clientsOf = (groups: readonly FanOut[]): string[][] =>
  groups.map((group) => group.received.map(({ clientId }) => clientId));

describe('a fan-out', () => {
  it('is what several clients got under one name with an equal payload', () => {
    const groups = fanOuts([
      received('alice', 'x:y', { at: 0, payload: { a: 1, bytes: Uint8Array.of(1) } }),
      received('alice', 'x:z', { at: 1, payload: { a: 1, bytes: Uint8Array.of(1) } }),
      received('bob', 'x:y', { at: 2, payload: { a: 1, bytes: Uint8Array.of(1) } }),
      received('carol', 'x:y', { at: 3, payload: { a: 2, bytes: Uint8Array.of(1) } }),
    ]);
    expect(clientsOf(groups)).toEqual([['alice', 'bob'], ['alice'], ['carol']]);
  });

  it('keeps long payloads apart that differ in one character', () => {
    const text = 'x'.repeat(50_000);
    const groups = fanOuts([
      received('alice', 'x:y', { at: 0, payload: { text: `${text}a` } }),
      received('bob', 'x:y', { at: 0, payload: { text: `${text}b` } }),
      received('carol', 'x:y', { at: 0, payload: { text: `${text}a` } }),
    ]);
    expect(clientsOf(groups)).toEqual([['alice', 'carol'], ['bob']]);
  });

  it('has each client once, and ends after a second', () => {
    const groups = fanOuts([
      received('alice', 'x:y', { at: 0 }),
      received('alice', 'x:y', { at: 10 }),
      received('bob', 'x:y', { at: 20 }),
      received('carol', 'x:y', { at: 1_011 }),
    ]);
    expect(clientsOf(groups)).toEqual([['alice'], ['alice', 'bob'], ['carol']]);
  });

  it('is of one server: the same from another one is another', () => {
    const groups = fanOuts([
      received('alice', 'x:y', { at: 0 }),
      received('bob', 'x:y', { at: 1, place: ADMIN }),
      received('carol', 'x:y', { at: 2 }),
    ]);
    expect(clientsOf(groups)).toEqual([['alice', 'carol'], ['bob']]);
  });

  it('keeps payloads apart that cannot be written', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const groups = fanOuts(['alice', 'bob'].map((id) => received(id, 'x:y', { at: 0, payload: circular })));
    expect(groups).toHaveLength(2);
  });
});

describe('the cause of a fan-out', () => {
  const causeOf = (...entries: Entry[]) => fanOuts(entries)[0]?.cause;
  const message = { id: 'm1', room: 'hall', text: 'hi' };

  it('is the call that shares the most with it, in its payload or its reply', () => {
    const [joined, sent] = [
      call('bob', 'room:join', { at: 5, payload: { room: 'hall' } }),
      call('alice', 'message:send', {
        at: 0,
        payload: { room: 'hall', text: 'hi' },
        reply: ok({ id: 'm1' }),
      }),
    ];
    expect(causeOf(sent, joined, received('bob', 'message:sent', { at: 9, payload: message }))).toBe(sent);
  });

  it('is the newest of those that share as much', () => {
    const calls = [0, 1].map((at) => call('alice', 'room:join', { at, payload: { room: 'hall' } }));
    expect(causeOf(...calls, received('bob', 'room:joined', { at: 9, payload: { room: 'hall' } }))).toBe(
      calls[1],
    );
  });

  it('is no call that came later, or more than two seconds before, or shares nothing', () => {
    const payload = { room: 'hall', typing: true };
    const sent = (at: number, more: object) => call('alice', 'a:b', { at, payload: more });
    const event = received('bob', 'x:y', { at: 3_000, payload });
    expect(causeOf(sent(999, payload), event)).toBeUndefined();
    expect(causeOf(sent(2_999, { room: 'attic', typing: false }), event)).toBeUndefined();
    expect(causeOf(event, sent(3_000, payload))).toBeUndefined();
    const flag = received('bob', 'x:y', { at: 3_000, payload: { typing: true } });
    expect(causeOf(sent(2_999, { typing: true }), flag)).toBeUndefined();
  });

  it('is no call to another server', () => {
    const payload = { room: 'hall' };
    const [here, there] = [
      call('bob', 'a:b', { at: 0, payload }),
      call('bob', 'a:b', { at: 1, payload, place: ADMIN }),
    ];
    const event = received('bob', 'x:y', { at: 2, payload });
    expect(causeOf(here, there, event)).toBe(here);
    expect(causeOf(there, event)).toBeUndefined();
  });

  it('looks at own fields alone', () => {
    const event = received('bob', 'x:y', { at: 1, payload: { length: 2 } });
    expect(causeOf(call('alice', 'a:b', { at: 0, payload: null }), event)).toBeUndefined();
    expect(causeOf(call('alice', 'a:b', { at: 0, payload: 'ab' }), event)).toBeUndefined();
  });
});

it('a client that was connected to the same server and did not get an event missed it', () => {
  const connected = {
    at: 0,
    state: { status: 'connected', since: 0, socketId: 's', transport: 't' },
  } as const;
  const lost = { at: 50, state: { status: 'disconnected', since: 50 } } as const;
  const clients = [
    client('alice', [connected]),
    client('bob', [connected]),
    client('carol', [connected]),
    client('dave', [connected, lost]),
    client('erin', [{ ...connected, at: 200 }]),
    client('frank', [connected], ADMIN),
  ];
  const entries = [
    received('bob', 'x:y', { at: 104, payload: { room: 'hall' } }),
    received('carol', 'x:y', { at: 109, payload: { room: 'hall' } }),
  ];
  expect(fanOuts(entries, clients)[0]?.missed).toEqual(['alice']);
});

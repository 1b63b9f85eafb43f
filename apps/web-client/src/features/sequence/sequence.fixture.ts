import { type AnyReply, ok } from '@switchboard/contract';
import type { HistoryItem, NamedClient } from '../../clients/named-client.ts';
import { answerOf } from '../../traffic/entry.fixture.ts';
import type { CallEntry, EventEntry, Place } from '../../traffic/entry.ts';

let lastId = 0;

export const HERE: Place = { contract: 'chat', url: 'http://here:1', path: '/socket.io/' };
export const ADMIN: Place = { ...HERE, url: 'http://here:1/admin' };

/** A call at this time, answered 10 ms later unless told otherwise. */
export function call(
  clientId: string,
  event: string,
  {
    at,
    payload = null,
    reply = ok(null),
    place = HERE,
  }: { at: number; payload?: unknown; reply?: AnyReply; place?: Place },
): CallEntry {
  lastId += 1;
  const answer = answerOf(reply, { at: at + 10, latency: 10 });
  return { kind: 'call', id: lastId, at, clientId, event, args: argsOf(payload), answer, place };
}

/** A server event that came to this client. */
export function received(
  clientId: string,
  event: string,
  { at, payload = null, place = HERE }: { at: number; payload?: unknown; place?: Place },
): EventEntry {
  lastId += 1;
  return { kind: 'event', id: lastId, at, clientId, event, args: argsOf(payload), issues: [], place };
}

function argsOf(payload: unknown): unknown[] {
  return payload === null ? [] : [payload];
}

/** As much of a client as the sequence looks at. */
export function client(
  id: string,
  states: readonly Pick<Extract<HistoryItem, { state: unknown }>, 'at' | 'state'>[],
  place = HERE,
): NamedClient {
  const history = states.map((state) => ({ ...state, place }));
  return { id, name: id, hue: 0, history } as unknown as NamedClient;
}

import { isBytes } from '@switchboard/contract';
import type { NamedClient } from '../../clients/named-client.ts';
import { printJson } from '../../lib/print-json.ts';
import {
  type CallEntry,
  type Entry,
  type EventEntry,
  isSeenAt,
  isSent,
  namespaceKey,
  payloadOf,
} from '../../traffic/entry.ts';

/** What several clients got, in the order of arrival; each client once. */
type Received = readonly [EventEntry, ...EventEntry[]];

/** One event of the server, as the clients got it. */
export interface FanOut {
  readonly key: string;
  readonly event: string;
  readonly received: Received;
  /** The call that it probably followed from. */
  readonly cause: CallEntry | undefined;
  /** The ids of the clients that were connected to the same namespace and did not get it. */
  readonly missed: readonly string[];
}

/** Milliseconds between the first and the last arrival of what counts as one event. */
const TOGETHER = 1_000;

/**
 * The events of servers, those with the same name and an equal payload that came from one namespace to several clients within
 * a second as one. The wire does not say that they are one, so this is a guess: what comes twice to one client is two.
 */
export function groupArrivals(entries: readonly Entry[]): Received[] {
  const groups: [EventEntry, ...EventEntry[]][] = [];
  const latest = new Map<string, EventEntry[]>();
  for (const entry of entries) {
    if (entry.kind !== 'event') continue;
    const content = contentOf(entry);
    const group = latest.get(content);
    if (group && belongs(entry, group)) group.push(entry);
    else {
      const begun: [EventEntry] = [entry];
      groups.push(begun);
      latest.set(content, begun);
    }
  }
  return groups;
}

/** Looks for the call of each event among `entries`, and for the clients that did not get it. */
export function toFanOuts(
  groups: readonly Received[],
  entries: readonly Entry[],
  clients: readonly NamedClient[],
): FanOut[] {
  const calls = entries.filter(isSent);
  return groups.map((received) => {
    const [first] = received;
    const missed = missedBy(received, clients);
    return { key: `event ${first.id}`, event: first.event, received, cause: findCause(first, calls), missed };
  });
}

function missedBy(received: Received, clients: readonly NamedClient[]): string[] {
  const [{ at: start, place }] = received;
  const missed = clients.filter(({ id, history }) => {
    const last = history.findLast((item) => 'state' in item && item.at <= start);
    if (!last || !('state' in last) || last.state.status !== 'connected') return false;
    return isSeenAt(last, place) && !received.some(({ clientId }) => clientId === id);
  });
  return missed.map(({ id }) => id);
}

function belongs({ at, clientId }: EventEntry, group: readonly EventEntry[]): boolean {
  const start = group[0]?.at ?? 0;
  return at - start <= TOGETHER && !group.some((other) => other.clientId === clientId);
}

// Entries never change, so each is written once. Its text may be as long as the payload, so only a hash of it is kept.
const contents = new WeakMap<EventEntry, string>();

function contentOf(entry: EventEntry): string {
  const known = contents.get(entry);
  if (known !== undefined) return known;
  // What cannot be written is like nothing else.
  const content = `${namespaceKey(entry.place)} ${entry.event} ${hashOf(payloadOf(entry)) ?? `of ${entry.id}`}`;
  contents.set(entry, content);
  return content;
}

/** 53 bits and the length: payloads that differ have the same hash by a chance that does not matter to a guess. */
function hashOf(payload: unknown): string | undefined {
  let text: string;
  try {
    text = printJson(payload) ?? '';
  } catch {
    return undefined;
  }
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  return `${(high >>> 0) * 2 ** 21 + (low >>> 11)} ${text.length}`;
}

/** Milliseconds from a call to an event that may still follow from it. */
const FOLLOWS = 2_000;

/** How many calls back a cause is looked for. */
const LOOK_BACK = 50;

/**
 * The call that an event probably followed from: sent to the same namespace at most two seconds before it, with the most
 * fields whose names and values are those of the event, such as the room it names or the id in its reply. Of several the newest;
 * `undefined` where no call shares a text or a number. `calls` come oldest first.
 */
function findCause(event: EventEntry, calls: readonly CallEntry[]): CallEntry | undefined {
  let best: { call: CallEntry; shared: number } | undefined;
  const end = calls.findLastIndex(({ id }) => id < event.id);
  for (let index = end; index >= 0 && end - index < LOOK_BACK; index--) {
    const call = calls[index];
    if (!call || event.at - call.at > FOLLOWS) break;
    if (!isSeenAt(call, event.place)) continue;
    const shared = countShared(payloadOf(event), call);
    if (shared > (best?.shared ?? 0)) best = { call, shared };
  }
  return best?.call;
}

/** The fields of the event that the call or its reply has, too; 0 where none of them is a text or a number. */
function countShared(payload: unknown, call: CallEntry): number {
  const reply = call.answer?.reply;
  const given = [fieldsOf(payloadOf(call)), fieldsOf(reply?.ok && reply.data)];
  const shared = [...fieldsOf(payload)].filter(
    ([name, value]) => typeof value !== 'object' && given.some((fields) => fields.get(name) === value),
  );
  const isDistinctive = shared.some(([, value]) => typeof value !== 'boolean');
  return isDistinctive ? shared.length : 0;
}

function fieldsOf(value: unknown): Map<string, unknown> {
  const isPlain = typeof value === 'object' && value !== null && !isBytes(value);
  return new Map(isPlain ? Object.entries(value) : []);
}

/** Milliseconds from the call that an event followed from to each arrival; none where no call is known. */
export function latenciesOf({ received, cause }: FanOut): number[] {
  return cause ? received.map(({ at }) => at - cause.at) : [];
}

import { isBytes, toJson } from '@switchboard/contract';
import type { NamedClient } from '../../clients/named-client.ts';
import { type CallEntry, type Entry, type EventEntry, payloadOf } from '../../lib/entry.ts';

/** One event of the server, as the clients got it. */
export interface EventGroup {
  readonly key: string;
  readonly event: string;
  /** In the order of arrival; each client once. */
  readonly received: readonly [EventEntry, ...EventEntry[]];
}

export interface FanOut extends EventGroup {
  /** The call that it probably followed from. */
  readonly cause: CallEntry | undefined;
}

/** Milliseconds between the first and the last arrival of what counts as one event. */
const TOGETHER = 1_000;

/**
 * The server's events, those with the same name and an equal payload that came to several clients within a second as
 * one. The wire does not say that they are one, so this is a guess: what comes twice to one client is two.
 */
export function groupEvents(entries: readonly Entry[]): EventGroup[] {
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
  return groups.map((received) => ({
    key: `event ${received[0].id}`,
    event: received[0].event,
    received,
  }));
}

/** Looks for the call of each event among `entries`. */
export function withCauses(groups: readonly EventGroup[], entries: readonly Entry[]): FanOut[] {
  const calls = entries.filter((entry): entry is CallEntry => entry.kind === 'call' || entry.kind === 'send');
  return groups.map((group) => ({ ...group, cause: findCause(group.received[0], calls) }));
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
  const content = `${entry.event} ${hashOf(payloadOf(entry))}`;
  contents.set(entry, content);
  return content;
}

/** 53 bits and the length: payloads that differ have the same hash by a chance that does not matter to a guess. */
function hashOf(payload: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(toJson(payload)) ?? '';
  } catch {
    // What cannot be written is like nothing else.
    return crypto.randomUUID();
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
 * The call that an event probably followed from: sent at most two seconds before it, with the most fields whose names
 * and values are those of the event, such as the room it names or the id in its reply. Of several the newest;
 * `undefined` where no call shares a text or a number. `calls` come oldest first.
 */
function findCause(event: EventEntry, calls: readonly CallEntry[]): CallEntry | undefined {
  let best: { call: CallEntry; shared: number } | undefined;
  const end = calls.findLastIndex(({ id }) => id < event.id);
  for (let index = end; index >= 0 && end - index < LOOK_BACK; index--) {
    const call = calls[index];
    if (!call || event.at - call.at > FOLLOWS) break;
    const shared = countShared(payloadOf(event), call);
    if (shared > (best?.shared ?? 0)) best = { call, shared };
  }
  return best?.call;
}

function countShared(payload: unknown, call: CallEntry): number {
  const sent = payloadOf(call);
  const reply = call.answer?.reply;
  const given = reply?.ok ? reply.data : undefined;
  let [values, all] = [0, 0];
  for (const [name, value] of fieldsOf(payload)) {
    if (typeof value === 'object' || !(isField(sent, name, value) || isField(given, name, value))) continue;
    all += 1;
    if (typeof value === 'string' || typeof value === 'number') values += 1;
  }
  return values > 0 ? all : 0;
}

function fieldsOf(value: unknown): [string, unknown][] {
  const isPlain = typeof value === 'object' && value !== null && !isBytes(value);
  return isPlain ? Object.entries(value) : [];
}

function isField(holder: unknown, name: string, value: unknown): boolean {
  return (
    typeof holder === 'object' &&
    holder !== null &&
    Object.hasOwn(holder, name) &&
    Reflect.get(holder, name) === value
  );
}

/** What became of an event at one client. */
export type Receiver =
  | {
      readonly clientId: string;
      readonly received: true;
      readonly at: number;
      /** Milliseconds since the call that it followed from, if that is known. */
      readonly latency: number | undefined;
    }
  | { readonly clientId: string; readonly received: false };

/** Who got the event, first come first, and then which clients were connected and did not get it. */
export function receiversOf({ received, cause }: FanOut, clients: readonly NamedClient[]): Receiver[] {
  const start = received[0].at;
  const got = new Set(received.map(({ clientId }) => clientId));
  return [
    ...received.map(({ clientId, at }) => ({
      clientId,
      received: true as const,
      at,
      latency: cause && at - cause.at,
    })),
    ...clients
      .filter((client) => !got.has(client.id) && wasConnected(client, start))
      .map(({ id }) => ({ clientId: id, received: false as const })),
  ];
}

function wasConnected({ history }: NamedClient, at: number): boolean {
  const last = history.findLast((item) => 'state' in item && item.at <= at);
  return last !== undefined && 'state' in last && last.state.status === 'connected';
}

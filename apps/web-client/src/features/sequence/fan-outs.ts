import { toJson } from '@switchboard/contract';
import type { CallEntry, Entry, EventEntry } from '../../lib/entry.ts';
import { findCause } from './find-cause.ts';

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

// Entries never change, so each is written once.
const contents = new WeakMap<EventEntry, string>();

function contentOf(entry: EventEntry): string {
  const known = contents.get(entry);
  if (known !== undefined) return known;
  const content = `${entry.event} ${write(entry.payload)}`;
  contents.set(entry, content);
  return content;
}

function write(payload: unknown): string {
  try {
    return JSON.stringify(toJson(payload)) ?? '';
  } catch {
    // What cannot be written is like nothing else.
    return crypto.randomUUID();
  }
}

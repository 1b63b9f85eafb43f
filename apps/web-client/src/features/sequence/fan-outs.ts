import { toJson } from '@switchboard/contract';
import type { CallEntry, Entry, EventEntry } from '../../lib/entry.ts';
import { findCause } from './find-cause.ts';

/** One event of the server, as the clients got it. */
export interface FanOut {
  readonly key: string;
  readonly event: string;
  /** In the order of arrival; each client once. */
  readonly received: readonly [EventEntry, ...EventEntry[]];
  /** The call that it probably followed from. */
  readonly cause: CallEntry | undefined;
}

/** Milliseconds between the first and the last arrival of what counts as one event. */
export const TOGETHER = 1_000;

/**
 * The server's events, those with the same name and an equal payload that came to several clients within a second as
 * one. The wire does not say that they are one, so this is a guess: what comes twice to one client is two.
 */
export function fanOuts(entries: readonly Entry[]): FanOut[] {
  const groups: EventEntry[][] = [];
  const latest = new Map<string, EventEntry[]>();
  for (const entry of entries) {
    if (entry.kind !== 'event') continue;
    const content = contentOf(entry);
    const group = latest.get(content);
    if (group && belongs(entry, group)) group.push(entry);
    else {
      const begun = [entry];
      groups.push(begun);
      latest.set(content, begun);
    }
  }
  const calls = entries.filter((entry): entry is CallEntry => entry.kind === 'call' || entry.kind === 'send');
  return groups.flatMap(([first, ...others]) =>
    first
      ? [
          {
            key: `event ${first.id}`,
            event: first.event,
            received: [first, ...others],
            cause: findCause(first, calls),
          },
        ]
      : [],
  );
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

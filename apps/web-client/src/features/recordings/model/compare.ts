import type { RecordedReply, Recording } from '../../../lib/recording.ts';
import { canonical, mapParts } from './json-parts.ts';
import { type RecordedCall, toScript } from './script.ts';
import { isVolatile } from './volatile.ts';

/** Two values to look at side by side, with what varies put aside. */
export interface Sides {
  readonly recorded: unknown;
  readonly replayed: unknown;
}

export interface ComparedCall extends Sides {
  readonly kind: 'call';
  readonly client: string;
  readonly event: string;
  /** `OK`, an error's code, or `no reply`. */
  readonly outcomes: { readonly recorded: string; readonly replayed: string };
  readonly same: boolean;
  /** Milliseconds; left out where there was no reply. */
  readonly latency: { readonly recorded?: number; readonly replayed?: number };
}

export interface ComparedEvent extends Sides {
  readonly kind: 'event';
  readonly client: string;
  readonly event: string;
  readonly verdict: 'same' | 'differs' | 'missing' | 'unexpected';
  readonly same: boolean;
}

export interface Comparison {
  readonly calls: readonly ComparedCall[];
  readonly events: readonly ComparedEvent[];
  readonly differences: number;
}

/** What stands for a value that differs from run to run. */
export const VARIES = '(varies)';

/**
 * Lays a replay beside its recording: the nth call of a client beside its nth call, every server event beside its like.
 * `replaced` says which texts of the recording became which in the replay; ids, times, tokens and running numbers are put
 * aside on both sides.
 */
export function compareRuns(
  recorded: Recording,
  replayed: Recording,
  replaced: ReadonlyMap<string, string>,
): Comparison {
  const left = (value: unknown): unknown => normalise(value, replaced);
  const right = (value: unknown): unknown => normalise(value, new Map());
  const others = callsByClient(replayed);
  const calls = toScript(recorded).calls.map((call): ComparedCall => {
    const { client, event } = call.entry;
    const other = others.get(client)?.shift();
    const sides = { recorded: left(outcomeOf(call)), replayed: right(other && outcomeOf(other)) };
    return {
      kind: 'call',
      client,
      event,
      ...sides,
      outcomes: { recorded: nameOutcome(call), replayed: other ? nameOutcome(other) : 'not sent' },
      same: other !== undefined && canonical(sides.recorded) === canonical(sides.replayed),
      latency: { ...latencyOf(call, 'recorded'), ...latencyOf(other, 'replayed') },
    };
  });
  const events = compareEvents(eventsOf(recorded, left), eventsOf(replayed, right));
  const differences = [...calls, ...events].filter(({ same }) => !same).length;
  return { calls, events, differences };
}

/** The value with the texts replaced, and a note in the place of everything that varies. */
export function normalise(value: unknown, replaced: ReadonlyMap<string, string>): unknown {
  return mapParts(value, ({ value: part, path }) => {
    if (isVolatile(part, path)) return { value: VARIES };
    return typeof part === 'string' ? { value: replaced.get(part) ?? part } : undefined;
  });
}

interface Heard {
  readonly client: string;
  readonly event: string;
  readonly payload: unknown;
}

function eventsOf({ entries }: Recording, look: (value: unknown) => unknown): Heard[] {
  return entries.flatMap((entry) =>
    entry.kind === 'event'
      ? [{ client: entry.client, event: entry.event, payload: look(entry.payload) }]
      : [],
  );
}

function compareEvents(recorded: readonly Heard[], replayed: readonly Heard[]): ComparedEvent[] {
  const alike = new Queues(replayed, ({ client, event, payload }) => canonical([client, event, payload]));
  const matches = new Map<Heard, { heard: Heard; verdict: 'same' | 'differs' }>();
  for (const one of recorded) {
    const heard = alike.take(one);
    if (heard) matches.set(one, { heard, verdict: 'same' });
  }
  const taken = new Set([...matches.values()].map(({ heard }) => heard));
  const left = replayed.filter((heard) => !taken.has(heard));
  const namesakes = new Queues(left, ({ client, event }) => canonical([client, event]));
  for (const one of recorded) {
    const heard = matches.has(one) ? undefined : namesakes.take(one);
    if (heard) matches.set(one, { heard, verdict: 'differs' });
  }
  const compared = recorded.map((one): ComparedEvent => {
    const match = matches.get(one);
    const verdict = match?.verdict ?? 'missing';
    const sides = { recorded: one.payload, replayed: match?.heard.payload };
    return {
      kind: 'event',
      client: one.client,
      event: one.event,
      ...sides,
      verdict,
      same: verdict === 'same',
    };
  });
  const unexpected = namesakes.rest().map(({ client, event, payload }): ComparedEvent => {
    const sides = { recorded: undefined, replayed: payload };
    return { kind: 'event', client, event, ...sides, verdict: 'unexpected', same: false };
  });
  return [...compared, ...unexpected];
}

/** Takes items out by what they are like, oldest first. */
class Queues<Item> {
  readonly #keyOf: (item: Item) => string;
  readonly #queues = new Map<string, Item[]>();

  constructor(items: readonly Item[], keyOf: (item: Item) => string) {
    this.#keyOf = keyOf;
    for (const item of [...items].reverse()) {
      const queue = this.#queues.get(keyOf(item)) ?? [];
      queue.push(item);
      this.#queues.set(keyOf(item), queue);
    }
  }

  take(like: Item): Item | undefined {
    return this.#queues.get(this.#keyOf(like))?.pop();
  }

  rest(): Item[] {
    return [...this.#queues.values()].flatMap((queue) => queue.toReversed());
  }
}

function callsByClient(recording: Recording): Map<string, RecordedCall[]> {
  const calls = new Map<string, RecordedCall[]>();
  for (const call of toScript(recording).calls) {
    const ofClient = calls.get(call.entry.client) ?? [];
    ofClient.push(call);
    calls.set(call.entry.client, ofClient);
  }
  return calls;
}

function nameOutcome({ settled }: RecordedCall): string {
  if (!settled) return 'no reply';
  const { reply } = settled.entry;
  return reply.ok ? 'OK' : reply.error.code;
}

/** What of a reply is compared: an error's words may change. */
function outcomeOf({ settled }: RecordedCall): unknown {
  if (!settled) return 'no reply';
  return withoutWords(settled.entry.reply);
}

function withoutWords(reply: RecordedReply): unknown {
  if (reply.ok) return reply.data === undefined ? { ok: true } : { ok: true, data: reply.data };
  const { code, data } = reply.error;
  return { ok: false, error: data === undefined ? { code } : { code, data } };
}

function latencyOf<Side extends string>(
  call: RecordedCall | undefined,
  side: Side,
): { [K in Side]?: number } {
  const latency = call?.settled?.entry.latency;
  return (latency === undefined ? {} : { [side]: latency }) as { [K in Side]?: number };
}

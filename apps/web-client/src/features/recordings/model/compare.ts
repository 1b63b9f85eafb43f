import type { AnyReply } from '@switchboard/contract';
import { payloadOf } from '../../../lib/entry.ts';
import type { IgnoredPlace, Recording } from '../../../lib/recording.ts';
import { canonical, mapParts, type Path } from './json-parts.ts';
import { type RecordedCall, toScript } from './script.ts';
import { isVolatile } from './volatile.ts';

/** Two values to look at side by side, with what varies put aside. */
export interface Sides {
  readonly recorded: unknown;
  readonly replayed: unknown;
}

export interface ComparedCall extends Sides {
  readonly kind: 'call';
  readonly clientId: string;
  readonly event: string;
  /** `OK`, an error's code, in raw mode what became of it, or `no answer`. */
  readonly outcomes: { readonly recorded: string; readonly replayed: string };
  readonly same: boolean;
  /** Milliseconds; left out where there was no reply. */
  readonly latency: { readonly recorded?: number; readonly replayed?: number };
}

export interface ComparedEvent extends Sides {
  readonly kind: 'event';
  readonly clientId: string;
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
/** What stands for a value that the user ignores. */
const IGNORED = '(ignored)';

export interface CompareOptions {
  /** Which texts of the recording became which in the replay. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Places that are not compared. */
  readonly ignored?: readonly IgnoredPlace[];
}

/**
 * Lays a replay beside its recording: the nth call of a client beside its nth call, every server event beside its like.
 * Ids, times, tokens and running numbers are put aside on both sides, and so are the ignored places.
 */
export function compareRuns(
  recorded: Recording,
  replayed: Recording,
  { replaced, ignored = [] }: CompareOptions,
): Comparison {
  const places = new Map<string, Set<string>>();
  for (const { event, path } of ignored) places.set(event, (places.get(event) ?? new Set()).add(path));
  const look = (texts: ReadonlyMap<string, string>): Look => {
    return (event, value) => normalise(value, texts, places.get(event));
  };
  const [left, right] = [look(replaced), look(new Map())];
  const others = callsByClient(replayed);
  const calls = toScript(recorded).calls.map((call): ComparedCall => {
    const { clientId, event } = call.entry;
    const other = others.get(clientId)?.shift();
    const sides = {
      recorded: left(event, outcomeOf(call)),
      replayed: right(event, other && outcomeOf(other)),
    };
    return {
      kind: 'call',
      clientId,
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

type Look = (event: string, value: unknown) => unknown;

/** The value with the texts replaced, and a note in the place of everything that varies or is ignored. */
export function normalise(
  value: unknown,
  replaced: ReadonlyMap<string, string>,
  ignored: ReadonlySet<string> = new Set(),
): unknown {
  return mapParts(value, ({ value: part, path }) => {
    if (ignored.size > 0 && ignored.has(placeOf(path))) return { value: IGNORED };
    if (isVolatile(part, path)) return { value: VARIES };
    return typeof part === 'string' ? { value: replaced.get(part) ?? part } : undefined;
  });
}

/** A path as a text in which any item of a list is `*`: `data.rooms.*.name`. */
function placeOf(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
}

/** The places in which two values differ, outermost first; the empty text is the whole value. */
export function differingPlaces({ recorded, replayed }: Sides): string[] {
  const places = new Set<string>();
  const visit = (left: unknown, right: unknown, path: Path): void => {
    if (canonical(left) === canonical(right)) return;
    const keys = keysOfBoth(left, right);
    if (!keys) places.add(placeOf(path));
    for (const key of keys ?? [])
      visit(Reflect.get(Object(left), key), Reflect.get(Object(right), key), [...path, key]);
  };
  visit(recorded, replayed, []);
  return [...places];
}

function keysOfBoth(left: unknown, right: unknown): (string | number)[] | undefined {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return undefined;
  if (Array.isArray(left) !== Array.isArray(right)) return undefined;
  if (!Array.isArray(left)) return [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Array.from({ length: Math.max(left.length, (right as unknown[]).length) }, (_, index) => index);
}

interface Heard {
  readonly clientId: string;
  readonly event: string;
  readonly payload: unknown;
}

function eventsOf({ entries }: Recording, look: Look): Heard[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'event') return [];
    const { clientId, event } = entry;
    return [{ clientId, event, payload: look(event, payloadOf(entry)) }];
  });
}

function compareEvents(recorded: readonly Heard[], replayed: readonly Heard[]): ComparedEvent[] {
  const alike = new Queues(replayed, ({ clientId, event, payload }) => canonical([clientId, event, payload]));
  const matches = new Map<Heard, { heard: Heard; verdict: 'same' | 'differs' }>();
  for (const one of recorded) {
    const heard = alike.take(one);
    if (heard) matches.set(one, { heard, verdict: 'same' });
  }
  const taken = new Set([...matches.values()].map(({ heard }) => heard));
  const left = replayed.filter((heard) => !taken.has(heard));
  const namesakes = new Queues(left, ({ clientId, event }) => canonical([clientId, event]));
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
      clientId: one.clientId,
      event: one.event,
      ...sides,
      verdict,
      same: verdict === 'same',
    };
  });
  const unexpected = namesakes.rest().map(({ clientId, event, payload }): ComparedEvent => {
    const sides = { recorded: undefined, replayed: payload };
    return { kind: 'event', clientId, event, ...sides, verdict: 'unexpected', same: false };
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
    const ofClient = calls.get(call.entry.clientId) ?? [];
    ofClient.push(call);
    calls.set(call.entry.clientId, ofClient);
  }
  return calls;
}

function nameOutcome({ settled }: RecordedCall): string {
  return settled?.answer.outcome ?? 'no answer';
}

/** What of a reply is compared: an error's words may change. */
function outcomeOf({ settled }: RecordedCall): unknown {
  if (!settled) return 'no answer';
  const { reply, args, by, outcome } = settled.answer;
  if (reply) return withoutWords(reply);
  return by === 'server' ? args : outcome;
}

function withoutWords(reply: AnyReply): unknown {
  if (reply.ok) return reply.data === undefined ? { ok: true } : { ok: true, data: reply.data };
  const { code, data } = reply.error;
  return { ok: false, error: data === undefined ? { code } : { code, data } };
}

function latencyOf<Side extends string>(
  call: RecordedCall | undefined,
  side: Side,
): { [K in Side]?: number } {
  const latency = call?.settled?.answer.latency;
  return (latency === undefined ? {} : { [side]: latency }) as { [K in Side]?: number };
}

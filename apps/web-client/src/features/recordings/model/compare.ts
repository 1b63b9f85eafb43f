import type { AnyReply, Path } from '@switchboard/contract';
import type { CallEntry } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';
import { countOf } from '../../../texts/recordings.ts';
import { canonical, isVolatile, mapParts } from './json-parts.ts';
import { type Carrier, ignoredPlaces, namedArguments, placeOf } from './places.ts';
import type { Replay } from './replay.ts';

/** A call or an event of the recording beside the one of the replay, with what varies put aside. */
export interface ComparedRow {
  readonly kind: 'call' | 'event';
  readonly clientId: string;
  readonly event: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
  readonly verdict: 'same' | 'differs' | 'missing' | 'unexpected';
  /** Of a call: `OK`, an error's code, in raw mode what became of it, `no answer` or `not sent`. */
  readonly outcomes?: Both<string>;
  /** Of a call, in milliseconds; `undefined` where there was no reply. */
  readonly latency?: Both<number | undefined>;
}

interface Both<Value> {
  readonly recorded: Value;
  readonly replayed: Value;
}

export interface Comparison {
  readonly calls: readonly ComparedRow[];
  readonly events: readonly ComparedRow[];
  readonly differences: number;
}

/** What stands for a value that differs from run to run. */
const VARIES = '(varies)';
/** What stands for a value that the user ignores. */
const IGNORED = '(ignored)';

type Texts = ReadonlyMap<string, string>;

/**
 * Lays a replay beside its recording: the nth call of a client beside its nth call, every server event beside its like.
 * Ids, times, tokens and running numbers are put aside on both sides, and so is what the recording ignores. What greeted
 * the clients of the replay counts only where it was recorded, too: a recording may begin after its clients connected.
 */
export function compareRuns(
  recorded: Recording,
  replayed: Recording,
  { replaced = new Map(), greetings = 0 }: Partial<Pick<Replay, 'replaced' | 'greetings'>> = {},
): Comparison {
  const places = ignoredPlaces(recorded);
  const normal = (carrier: Carrier, value: unknown, texts: Texts): unknown =>
    normalise(value, texts, places.get(carrier));
  const others = queuesOf(callsOf(replayed), ({ clientId }) => clientId);
  const calls = callsOf(recorded).map((call): ComparedRow => {
    const { clientId, event } = call;
    const other = others.get(clientId)?.shift();
    const sides = {
      recorded: normal(`call ${event}`, outcomeOf(call), replaced),
      replayed: other && normal(`call ${event}`, outcomeOf(other), new Map()),
    };
    return {
      kind: 'call',
      clientId,
      event,
      ...sides,
      verdict: other && canonical(sides.recorded) === canonical(sides.replayed) ? 'same' : 'differs',
      outcomes: { recorded: nameOutcome(call), replayed: other ? nameOutcome(other) : 'not sent' },
      latency: { recorded: call.answer?.latency, replayed: other?.answer?.latency },
    };
  });
  const heardIn = ({ entries }: Recording, texts: Texts): Heard[] =>
    entries.flatMap((entry) => {
      if (entry.kind !== 'event') return [];
      const { clientId, event } = entry;
      return [{ clientId, event, payload: normal(`event ${event}`, namedArguments(entry.args), texts) }];
    });
  const events = compareEvents(heardIn(recorded, replaced), heardIn(replayed, new Map()), greetings);
  const differences = [...calls, ...events].filter(({ verdict }) => verdict !== 'same').length;
  return { calls, events, differences };
}

/** The value with the texts replaced, and a note in the place of everything that varies or is ignored. */
export function normalise(value: unknown, replaced: Texts, ignored?: ReadonlySet<string>): unknown {
  return mapParts(value, (part) => {
    if (ignored?.has(placeOf(part.path))) return { value: IGNORED };
    if (isVolatile(part)) return { value: VARIES };
    return typeof part.value === 'string' ? { value: replaced.get(part.value) ?? part.value } : undefined;
  });
}

/** The places in which two values differ, outermost first; the empty text is the whole value. */
export function differingPlaces({ recorded, replayed }: Both<unknown>): string[] {
  const places = new Set<string>();
  const visit = (left: unknown, right: unknown, path: Path): void => {
    if (canonical(left) === canonical(right)) return;
    const isList = Array.isArray(left);
    if (!isBranch(left) || !isBranch(right) || isList !== Array.isArray(right)) places.add(placeOf(path));
    else {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        visit(Reflect.get(left, key), Reflect.get(right, key), [...path, isList ? '*' : key]);
    }
  };
  visit(recorded, replayed, []);
  return [...places];
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

interface Heard {
  readonly clientId: string;
  readonly event: string;
  readonly payload: unknown;
}

/** Pairs what is alike first, then what has the same name; the greetings, which came first, after the others. */
function compareEvents(
  recorded: readonly Heard[],
  replayed: readonly Heard[],
  greetings: number,
): ComparedRow[] {
  const greeted = replayed.slice(0, greetings);
  type Other = Pick<ComparedRow, 'verdict' | 'replayed'>;
  const pairs = new Map<Heard, Other>();
  const left = new Set([...replayed.slice(greetings), ...greeted]);
  const pair = (verdict: 'same' | 'differs', keyOf: (heard: Heard) => string): void => {
    const queues = queuesOf([...left], keyOf);
    for (const one of recorded) {
      const other = pairs.has(one) ? undefined : queues.get(keyOf(one))?.shift();
      if (!other) continue;
      pairs.set(one, { verdict, replayed: other.payload });
      left.delete(other);
    }
  };
  pair('same', canonical);
  pair('differs', ({ clientId, event }) => canonical([clientId, event]));
  const compared = recorded.map((one): ComparedRow => {
    const { clientId, event, payload } = one;
    const other: Other = pairs.get(one) ?? { verdict: 'missing', replayed: undefined };
    return { kind: 'event', clientId, event, recorded: payload, ...other };
  });
  for (const greeting of greeted) left.delete(greeting);
  const unexpected = [...left].map(({ clientId, event, payload }): ComparedRow => {
    return { kind: 'event', clientId, event, recorded: undefined, replayed: payload, verdict: 'unexpected' };
  });
  return [...compared, ...unexpected];
}

/** The items by what they are like, oldest first. */
function queuesOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const queues = new Map<string, Item[]>();
  for (const item of items) {
    const queue = queues.get(keyOf(item));
    if (queue) queue.push(item);
    else queues.set(keyOf(item), [item]);
  }
  return queues;
}

function callsOf({ entries }: Recording): CallEntry[] {
  return entries.flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
}

function nameOutcome({ answer }: CallEntry): string {
  return answer?.outcome ?? 'no answer';
}

/** What of an answer is compared: an error's words may change. */
function outcomeOf({ answer }: CallEntry): unknown {
  if (!answer) return 'no answer';
  const { reply, args, by, outcome } = answer;
  if (reply) return withoutWords(reply);
  return by === 'server' ? namedArguments(args) : outcome;
}

/** A reply without the words of its error, which may change; its code and data may not. */
export function withoutWords(reply: AnyReply): unknown {
  if (reply.ok) return reply.data === undefined ? { ok: true } : { ok: true, data: reply.data };
  const { code, data } = reply.error;
  return { ok: false, error: data === undefined || data === null ? { code } : { code, data } };
}

/** The outcome in a line: `Same: 5 calls and 8 events`, or `Differs in 2 of 13: 5 calls and 8 events`. */
export function summariseComparison({ calls, events, differences }: Comparison): string {
  const all = `${countOf(calls.length, 'call')} and ${countOf(events.length, 'event')}`;
  if (differences === 0) return `Same: ${all}`;
  return `Differs in ${differences} of ${calls.length + events.length}: ${all}`;
}

/** The comparison as a text for a ticket or a chat. */
export function writeReport(recording: Recording, replay: Replay, comparison: Comparison): string {
  const { name, contract, startedAt, clients } = recording;
  const names = new Map(clients.map((client) => [client.id, client.name]));
  const stopped = replay.stopped ? ', stopped before its end' : '';
  const lines = [
    `Replay of "${name}" (${contract.name} ${contract.version})`,
    `Recorded ${isoTime(startedAt)}, replayed ${isoTime(replay.recording.startedAt)}${stopped}`,
    summariseComparison(comparison),
    ...replay.problems.map((problem) => `! ${problem}`),
  ];
  for (const row of [...comparison.calls, ...comparison.events]) {
    const { verdict, outcomes, clientId, event, recorded, replayed } = row;
    if (verdict === 'same') continue;
    const what = outcomes ? `${outcomes.recorded} -> ${outcomes.replayed}` : `event ${verdict}`;
    lines.push('', `${names.get(clientId) ?? clientId} ${event}: ${what}`);
    lines.push(`  recorded: ${print(recorded)}`, `  replayed: ${print(replayed)}`);
  }
  return `${lines.join('\n')}\n`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

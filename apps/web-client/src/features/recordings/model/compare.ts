import type { AnyReply, Path } from '@switchboard/contract';
import { isBranch } from '../../../lib/at-path.ts';
import { isJsonBytes } from '../../../lib/bytes.ts';
import { groupBy } from '../../../lib/group-by.ts';
import { canonical, mapParts } from '../../../lib/json-parts.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { isJsonInteger, printMarked } from '../../../recordings/recording-marks.ts';
import { isSecretMark } from '../../../recordings/recording-secrets.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import { type Answer, argumentsOf, type EventEntry } from '../../../traffic/entry.ts';
import { isVolatile } from './given-values.ts';
import { type IgnoredPaths, ignoredPlaces, namedArguments, patternOf } from './places.ts';
import type { Replay } from './replay.ts';

/** A call or an event of the recording beside the one of the replay, with what varies put aside. */
export interface ComparedRow {
  readonly kind: 'call' | 'event';
  readonly clientId: string;
  readonly event: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
  readonly verdict: 'same' | 'differs' | 'missing' | 'unexpected';
  /** Of a call and of an event that wants an answer of the user, in words: `OK`, the code of an error, `not sent`. */
  readonly outcomes?: Sides<string>;
  /** Of a call, in milliseconds; `undefined` where there was no reply. */
  readonly latency?: Sides<number | undefined>;
}

interface Sides<Value> {
  readonly recorded: Value;
  readonly replayed: Value;
}

export interface Comparison {
  readonly calls: readonly ComparedRow[];
  readonly events: readonly ComparedRow[];
  readonly differences: number;
}

type Texts = ReadonlyMap<string, string>;

/** A call or an event of one run. */
interface Seen extends Pick<ComparedRow, 'kind' | 'clientId' | 'event'> {
  /** What is compared: the answer to a call, the arguments of an event. */
  readonly value: unknown;
  readonly outcome: string | undefined;
  readonly latency: number | undefined;
  readonly isGreeting: boolean;
  /** Whether it is a call that had no answer yet when the recording ended. */
  readonly isOpen: boolean;
}

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
  const left = seenIn(recorded, places, replaced, 0);
  const right = seenIn(replayed, places, new Map(), greetings);
  const others = groupBy(right.calls, ({ clientId }) => clientId);
  const calls = left.calls.map((call) => {
    const other = others.get(call.clientId)?.shift();
    const isSame = other && (call.isOpen || canonical(call.value) === canonical(other.value));
    return rowOf(isSame ? 'same' : 'differs', call, other);
  });
  const events = compareEvents(left.events, right.events);
  const differences = [...calls, ...events].filter(({ verdict }) => verdict !== 'same').length;
  return { calls, events, differences };
}

function seenIn(
  { entries }: Recording,
  places: ReturnType<typeof ignoredPlaces>,
  texts: Texts,
  greetings: number,
): { calls: Seen[]; events: Seen[] } {
  const calls: Seen[] = [];
  const events: Seen[] = [];
  let heard = 0;
  for (const entry of entries) {
    if (entry.kind === 'state' || entry.kind === 'send') continue;
    const { clientId, event, answer } = entry;
    const isEvent = entry.kind === 'event';
    if (isEvent) heard += 1;
    const ignored = places.get(`${isEvent ? 'event' : 'call'} ${event}`);
    if (isEvent && ignored?.has(undefined)) continue;
    const compared = isEvent ? namedArguments(argumentsOf(entry)) : comparedAnswer(answer);
    (isEvent ? events : calls).push({
      kind: isEvent ? 'event' : 'call',
      clientId,
      event,
      value: normalise(compared, texts, ignored),
      outcome: isEvent ? askedOutcome(entry) : (answer?.outcome ?? RECORDINGS.noAnswer),
      latency: answer?.latency,
      isGreeting: isEvent && heard <= greetings,
      isOpen: !isEvent && !answer,
    });
  }
  return { calls, events };
}

/** What became of the question to the user; `undefined` where the server asked for no answer. */
function askedOutcome({ wantsAnswer, answer }: EventEntry): string | undefined {
  if (!wantsAnswer) return undefined;
  return answer?.by === 'user' ? RECORDINGS.answered : RECORDINGS.unanswered;
}

function rowOf(verdict: ComparedRow['verdict'], one: Seen | undefined, other: Seen | undefined): ComparedRow {
  const { kind, clientId, event } = (one ?? other) as Seen;
  const isCall = kind === 'call';
  const isAsked = one && other && (one.outcome ?? other.outcome) !== undefined;
  const otherwise = isCall ? RECORDINGS.notSent : RECORDINGS.notAsked;
  const outcomes = { recorded: one?.outcome ?? otherwise, replayed: other?.outcome ?? otherwise };
  return {
    kind,
    clientId,
    event,
    recorded: one?.value,
    replayed: other?.value,
    verdict,
    ...((isCall || isAsked) && { outcomes }),
    ...(isCall && { latency: { recorded: one?.latency, replayed: other?.latency } }),
  };
}

/** The value with the texts replaced, and a note in the place of everything that varies or is ignored. */
export function normalise(value: unknown, replaced: Texts, ignored?: IgnoredPaths): unknown {
  return mapParts(value, (part) => {
    if (ignored?.has(patternOf(part.path))) return { value: RECORDINGS.isIgnored };
    if (isVolatile(part)) return { value: RECORDINGS.varies };
    return typeof part.value === 'string' ? { value: replaced.get(part.value) ?? part.value } : undefined;
  });
}

/** The places in which two values differ, outermost first; the empty text is the whole value. */
export function differingPlaces({ recorded, replayed }: Sides<unknown>): string[] {
  const places = new Set<string>();
  const visit = (left: unknown, right: unknown, path: Path): void => {
    if (canonical(left) === canonical(right)) return;
    const isList = Array.isArray(left);
    const isOther =
      isList !== Array.isArray(right) || (isList && left.length !== (right as unknown[]).length);
    if (!hasParts(left) || !hasParts(right) || isOther) places.add(patternOf(path));
    else {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        visit(Reflect.get(left, key), Reflect.get(right, key), [...path, isList ? '*' : key]);
    }
  };
  visit(recorded, replayed, []);
  return [...places];
}

/** Whether it has places inside: what stands as a mark in a recording has none that an application knows. */
function hasParts(value: unknown): value is object {
  return isBranch(value) && !isJsonBytes(value) && !isJsonInteger(value) && !isSecretMark(value);
}

/** Pairs what is alike first, then what has the same name; the greetings, which came first, after the others. */
function compareEvents(recorded: readonly Seen[], replayed: readonly Seen[]): ComparedRow[] {
  const pairs = new Map<Seen, ComparedRow>();
  const left = new Set([...replayed].sort((a, b) => Number(a.isGreeting) - Number(b.isGreeting)));
  const pair = (verdict: 'same' | 'differs', keyOf: (seen: Seen) => string): void => {
    const queues = groupBy([...left], keyOf);
    for (const one of recorded) {
      const other = pairs.has(one) ? undefined : queues.get(keyOf(one))?.shift();
      if (!other) continue;
      pairs.set(one, rowOf(verdict, one, other));
      left.delete(other);
    }
  };
  pair('same', ({ clientId, event, value, outcome }) => canonical([clientId, event, value, outcome]));
  pair('differs', ({ clientId, event }) => canonical([clientId, event]));
  const unexpected = [...left].filter(({ isGreeting }) => !isGreeting);
  return [
    ...recorded.map((one) => pairs.get(one) ?? rowOf('missing', one, undefined)),
    ...unexpected.map((other) => rowOf('unexpected', undefined, other)),
  ];
}

/** What of an answer is compared: an error's words may change. */
function comparedAnswer(answer: Answer | undefined): unknown {
  if (!answer) return RECORDINGS.noAnswer;
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

/** The comparison as a text for a ticket or a chat. */
export function writeReport(recording: Recording, replay: Replay, comparison: Comparison): string {
  const { name, contract, startedAt, clients } = recording;
  const names = new Map(clients.map((client) => [client.id, client.name]));
  const lines = [
    RECORDINGS.reportOf(name, RECORDINGS.contract(contract.name, contract.version)),
    RECORDINGS.runs(isoTime(startedAt), isoTime(replay.recording.startedAt), replay.stopped),
    RECORDINGS.summary(comparison),
    ...replay.problems.map((problem) => `! ${problem}`),
  ];
  for (const row of [...comparison.calls, ...comparison.events]) {
    const { verdict, outcomes, clientId, event, recorded, replayed } = row;
    if (verdict === 'same') continue;
    const what = outcomes ? `${outcomes.recorded} -> ${outcomes.replayed}` : `event ${verdict}`;
    lines.push('', `${names.get(clientId) ?? clientId} ${event}: ${what}`);
    lines.push(
      `  recorded: ${printMarked(recorded) ?? 'nothing'}`,
      `  replayed: ${printMarked(replayed) ?? 'nothing'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

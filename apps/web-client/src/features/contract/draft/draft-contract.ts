import { isReply, isReserved, isSocketIoEvent, isStandardCode, toJson } from '@switchboard/contract';
import { inferShape, type Shape } from './infer-shape.ts';

/** One message of the traffic, as it was on the wire. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly direction: 'sent' | 'received';
  readonly event: string;
  /** All arguments, without the callback. */
  readonly args: readonly unknown[];
  /** All arguments of the acknowledgement; left out where none came. */
  readonly answer?: readonly unknown[];
}

/** What was seen of one event, in one direction. */
export interface DraftedEvent {
  readonly direction: Sample['direction'];
  /** The name in the contract: that of the wire, but for reserved names. */
  readonly name: string;
  readonly wireName: string;
  readonly count: number;
  /** The arguments of a message: one in the place of the payload, several as a tuple. */
  readonly args: Arguments;
  /** Left out where no acknowledgement came. */
  readonly answer?: DraftedAnswer;
  /** A payload that was seen, in JSON form; left out where none is small, or one may hold a secret. */
  readonly example?: unknown;
}

export interface Arguments {
  /** The fewest and the most that were seen. */
  readonly least: number;
  readonly most: number;
  /** By position. */
  readonly shapes: readonly Shape[];
}

export interface DraftedAnswer {
  readonly count: number;
  /**
   * `reply` has the form of Switchboard, `{ ok, … }`; `bare` is any other; `node` is a callback with an error, then the
   * results: `(null, result)`.
   */
  readonly style: 'reply' | 'bare' | 'node';
  /** What the event's `response` describes. */
  readonly response: Arguments;
  /** By code, with the data of each. */
  readonly errors: ReadonlyMap<string, Shape>;
}

/** What each event carried. The result is ordered by direction and name. */
export function draftContract(samples: readonly Sample[]): readonly DraftedEvent[] {
  const byEvent = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.direction, sample.event]);
    const seen = byEvent.get(key);
    if (seen) seen.push(sample);
    else byEvent.set(key, [sample]);
  }
  const events = [...byEvent.values()].flatMap((seen) => (seen[0] ? draftEvent(seen[0], seen) : []));
  return withOwnNames(events).sort((one, other) =>
    one.direction === other.direction
      ? compare(one.name, other.name)
      : compare(other.direction, one.direction),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function draftEvent({ direction, event }: Sample, seen: readonly Sample[]): DraftedEvent {
  const answers = seen.flatMap(({ answer }) => (answer ? [answer] : []));
  const args = draftArguments(seen.map((sample) => sample.args));
  const example = exampleOf(args, seen);
  return {
    direction,
    name: nameOf(event),
    wireName: event,
    count: seen.length,
    args,
    ...(answers.length > 0 && { answer: draftAnswer(answers) }),
    ...(example !== undefined && { example }),
  };
}

/** Socket.IO and Switchboard keep some names for themselves: an event of such a name gets another one. */
function nameOf(event: string): string {
  const isTaken = isSocketIoEvent(event) || isReserved(event) || event === 'error' || event === '*';
  return isTaken ? `app:${event.replace(/^\$+/, '')}` : event;
}

/** With a number after the names that two events of a direction would have. */
function withOwnNames(events: readonly DraftedEvent[]): DraftedEvent[] {
  const kept = events.filter(({ name, wireName }) => name === wireName);
  const keyOf = ({ direction, name }: DraftedEvent): string => `${direction} ${name}`;
  const taken = new Set(kept.map(keyOf));
  const renamed = events.filter(({ name, wireName }) => name !== wireName);
  return [
    ...kept,
    ...renamed.map((event) => {
      let own = event;
      for (let number = 2; taken.has(keyOf(own)); number += 1)
        own = { ...event, name: `${event.name} ${number}` };
      taken.add(keyOf(own));
      return own;
    }),
  ];
}

function draftArguments(lists: readonly (readonly unknown[])[]): Arguments {
  const lengths = lists.map(({ length }) => length);
  const most = lengths.reduce((one, other) => Math.max(one, other), 0);
  const least = lengths.reduce((one, other) => Math.min(one, other), most);
  const shapes = Array.from({ length: most }, (_, index) =>
    inferShape(lists.flatMap((list) => (index < list.length ? [list[index]] : []))),
  );
  return { least, most, shapes };
}

function draftAnswer(answers: readonly (readonly unknown[])[]): DraftedAnswer {
  const replies = answers.flatMap((args) => (args.length === 1 && isReply(args[0]) ? [args[0]] : []));
  const count = answers.length;
  if (replies.length === count) {
    const data = replies.flatMap((reply) => (reply.ok ? [reply.data] : []));
    const errors = new Map<string, unknown[]>();
    for (const reply of replies) {
      if (reply.ok || isStandardCode(reply.error.code)) continue;
      const { code } = reply.error;
      errors.set(code, [...(errors.get(code) ?? []), reply.error.data ?? undefined]);
    }
    return {
      count,
      style: 'reply',
      response: draftArguments(data.map((value) => (value === undefined ? [] : [value]))),
      errors: new Map([...errors].map(([code, values]) => [code, inferShape(values)])),
    };
  }
  const isNode = answers.every(([error, ...results]) => (error === null) === results.length > 0);
  const results = answers.filter(([error]) => error === null).map((args) => args.slice(1));
  if (isNode && results.length > 0) {
    return { count, style: 'node', response: draftArguments(results), errors: new Map() };
  }
  return { count, style: 'bare', response: draftArguments(answers), errors: new Map() };
}

const MAX_EXAMPLE = 400;
/** What a literal of TypeScript does not give back. */
const NOT_LITERAL = /"(\$bytes|__proto__)":/;

/** The first payload that is small, if no part of what was seen may be a secret. */
function exampleOf({ most, shapes }: Arguments, seen: readonly Sample[]): unknown {
  if (most === 0 || shapes.some(hasSecret)) return undefined;
  for (const { args } of seen) {
    if (args.length < most) continue;
    try {
      const json = toJson(most === 1 ? args[0] : args);
      const text = JSON.stringify(json);
      if (text.length <= MAX_EXAMPLE && !NOT_LITERAL.test(text)) return json;
    } catch {
      // It cannot be written: the next one may.
    }
  }
  return undefined;
}

function hasSecret({ variants }: Shape): boolean {
  return variants.some((variant) => {
    if (variant.kind === 'list') return hasSecret(variant.items);
    if (variant.kind === 'record') return hasSecret(variant.values);
    const fields =
      variant.kind === 'object'
        ? variant.fields
        : variant.kind === 'union'
          ? variant.members.flatMap(({ object }) => object.fields)
          : [];
    return fields.some(({ isSecret, shape }) => isSecret || hasSecret(shape));
  });
}

import { isReply, isReserved, isSocketIoEvent, isStandardCode, toJson } from '@switchboard/contract';
import { groupBy } from '../../../lib/group-by.ts';
import { inferShape, type Shape } from './infer-shape.ts';
import type { Sample } from './samples.ts';

/** What was seen of one event, in one direction. */
export interface DraftedEvent {
  readonly direction: Sample['direction'];
  /** The name in the contract: that of the wire, but for reserved names. */
  readonly name: string;
  readonly wireName: string;
  readonly count: number;
  /** The arguments of a message: one in the place of the payload, several as a tuple. */
  readonly args: Arguments;
  /** Set where the server asked for acknowledgements. */
  readonly wantsAnswer?: true;
  /** Left out where none was given. */
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
   * Of a server: `reply` has the form of Switchboard and nothing else, `{ ok, data }` or `{ ok, error }`; `node` is a callback
   * with an error, then the results: `(null, result)`; `bare` is any other. `returned` is what a client answers to a server.
   */
  readonly style: 'reply' | 'bare' | 'node' | 'returned';
  /** What the event's `response` describes. */
  readonly response: Arguments;
  /** By code, with the data of each. */
  readonly errors: ReadonlyMap<string, Shape>;
}

/** What each event carried: first what was sent, then what was received, each by name. */
export function draftContract(samples: readonly Sample[]): readonly DraftedEvent[] {
  const keyOf = (direction: Sample['direction'], name: string): string => `${direction} ${name}`;
  const byEvent = groupBy(samples, ({ direction, event }) => keyOf(direction, event));
  const taken = new Set(byEvent.keys());
  const nameOf = (direction: Sample['direction'], event: string): string => {
    if (!isTaken(event)) return event;
    const base = `app:${event.replace(/^\$+/, '')}`;
    let name = base;
    for (let number = 2; taken.has(keyOf(direction, name)); number += 1) name = `${base} ${number}`;
    taken.add(keyOf(direction, name));
    return name;
  };
  const events = [...byEvent.values()].flatMap((seen): DraftedEvent[] => {
    const [first] = seen;
    if (!first) return [];
    const { direction, event } = first;
    const answers = seen.flatMap(({ answer }) => (answer ? [answer] : []));
    const args = draftArguments(seen.map((sample) => sample.args));
    const example = exampleOf(args, seen);
    return [
      {
        direction,
        name: nameOf(direction, event),
        wireName: event,
        count: seen.length,
        args,
        ...(seen.some(({ wantsAnswer }) => wantsAnswer) && { wantsAnswer: true }),
        ...(answers.length > 0 && {
          answer: direction === 'sent' ? draftAnswer(answers) : draftReturned(answers),
        }),
        ...(example !== undefined && { example }),
      },
    ];
  });
  const rank = ({ direction, name }: DraftedEvent): string => `${Number(direction === 'received')}${name}`;
  return events.sort((one, other) => (rank(one) < rank(other) ? -1 : Number(rank(one) > rank(other))));
}

/** Socket.IO and Switchboard keep some names for themselves: an event of such a name gets another one. */
function isTaken(event: string): boolean {
  return isSocketIoEvent(event) || isReserved(event) || event === 'error' || event === '*';
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

/** What clients answered; in a contract an acknowledgement without a value is `null`. */
function draftReturned(answers: readonly (readonly unknown[])[]): DraftedAnswer {
  const values = answers.map((args) => (args.length === 0 ? [null] : args));
  return { count: answers.length, style: 'returned', response: draftArguments(values), errors: new Map() };
}

function draftAnswer(answers: readonly (readonly unknown[])[]): DraftedAnswer {
  const count = answers.length;
  const replies = answers.flatMap(([reply, ...others]) =>
    others.length === 0 && isReply(reply) && isWhole(reply) ? [reply] : [],
  );
  if (replies.length === count) {
    const data = replies.flatMap((reply) => (reply.ok ? [reply.data] : []));
    const errors = replies.flatMap((reply) =>
      reply.ok || isStandardCode(reply.error.code) ? [] : [reply.error],
    );
    return {
      count,
      style: 'reply',
      response: draftArguments(data.map((value) => (value === undefined ? [] : [value]))),
      errors: new Map(
        [...groupBy(errors, ({ code }) => code)].map(([code, seen]) => [
          code,
          inferShape(seen.map((error) => error.data ?? undefined)),
        ]),
      ),
    };
  }
  const isNode = answers.every(([error, ...results]) => (error === null) === results.length > 0);
  const results = answers.filter(([error]) => error === null).map((args) => args.slice(1));
  return isNode && results.length > 0
    ? { count, style: 'node', response: draftArguments(results), errors: new Map() }
    : { count, style: 'bare', response: draftArguments(answers), errors: new Map() };
}

const ERROR_FIELDS = ['code', 'message', 'data', 'issues', 'retryAfter'];

/** Whether clients of Switchboard read all fields of a reply. */
function isWhole(reply: { readonly ok: boolean; readonly error?: object }): boolean {
  if (reply.ok) return hasOnly(reply, ['ok', 'data']);
  return hasOnly(reply, ['ok', 'error']) && hasOnly(reply.error ?? {}, ERROR_FIELDS);
}

function hasOnly(value: object, fields: readonly string[]): boolean {
  return Object.keys(value).every((key) => fields.includes(key));
}

const MAX_EXAMPLE = 400;
/** What a literal of TypeScript does not give back: binary, and data that only looks so. */
const NOT_LITERAL = /"(\$+bytes|__proto__)":/;

/** The first payload that is small, if no part of what was seen may be a secret. */
function exampleOf({ most, shapes }: Arguments, seen: readonly Sample[]): unknown {
  // A quote inside of a text would be written as \".
  if (most === 0 || JSON.stringify(shapes).includes('"isSecret":true')) return undefined;
  for (const { args } of seen) {
    if (args.length < most) continue;
    try {
      const json = toJson(most === 1 ? args[0] : args);
      // It throws for an integer beyond 2^53, which a literal of TypeScript would round.
      const text = JSON.stringify(json) ?? '';
      if (text.length <= MAX_EXAMPLE && !NOT_LITERAL.test(text)) return json;
    } catch {
      // It cannot be written: the next one may.
    }
  }
  return undefined;
}

import { isDuration, MAX_DURATION } from './duration.ts';
import type { EventMap, EventSpec } from './event-map.ts';
import type { UnknownFields } from './tolerance.ts';

/** So many calls in a second, a minute or an hour: `20/s`, `100/m`, `1000/h`. */
export type Rate = `${number}/${'s' | 'm' | 'h'}`;

/** The rules that the router enforces for one event. */
export interface Policy {
  /** What the caller's identity must have been granted; without it no identity is needed. */
  readonly scope?: string;
  /**
   * How often one socket, and one identity over all of its sockets, may call; as many at once.
   * @default no limit
   */
  readonly rate?: Rate;
  /**
   * Milliseconds until the caller gets TIMEOUT and the controller's signal is aborted.
   * @default the router's own, 10,000
   */
  readonly deadline?: number;
  /**
   * The largest packet in bytes, as encoded on the wire.
   * @default the router's own, 16,384
   */
  readonly maxBytes?: number;
  /**
   * One call after the other: of the same socket, in the order of arrival, or with the same value in a field of the
   * payload (`key`, a dot path). Events with the same order wait in the same line. Lines belong to one server process: a
   * socket has all its calls in one, but calls with the same key that reach different processes run side by side.
   * @default none
   */
  readonly order?: 'socket' | 'none' | { readonly key: string };
  /**
   * How many calls of this event may run at a time in one server process, from all callers together. Several processes run
   * that many each.
   * @default no limit
   */
  readonly concurrency?: number;
  /**
   * A repeated call (same caller, same `meta.id`) gets the first reply again, for `window` milliseconds.
   * `true` leaves the window to the router's call store, 60,000.
   * @default false
   */
  readonly idempotent?: boolean | { readonly window: number };
  /**
   * What is done about fields of the payload, the response and the data of errors that the contract does not name: they are
   * left out, or the value is refused, where nothing may be smuggled in.
   * @default 'drop'
   */
  readonly unknownFields?: UnknownFields;
  /**
   * Whether `POST /events/:event` serves it too.
   * @default false
   */
  readonly http?: boolean;
}

/** What holds for every event that does not say otherwise. A scope changes the types of its event, so it stands there. */
export type PolicyDefaults = Omit<Policy, 'scope'>;

const RATE = /^([1-9]\d{0,8})\/([smh])$/;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a rate as `count` calls in `per` milliseconds. Throws a TypeError that shows what a rate looks like. */
export function parseRate(rate: Rate): { count: number; per: number } {
  const [, count, unit = ''] = RATE.exec(rate) ?? [];
  const per = UNITS[unit];
  if (!count || !per) throw new TypeError(`the rate "${rate}" must look like 20/s, 100/m or 1000/h`);
  return { count: Number(count), per };
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** What each rule takes, in words and as a test. */
const RULES: { readonly [Rule in keyof Policy]-?: readonly [string, (value: unknown) => boolean] } = {
  scope: ['a text', isText],
  rate: ['like 20/s, 100/m or 1000/h', (value) => typeof value === 'string' && RATE.test(value)],
  deadline: [`milliseconds, 1-${MAX_DURATION}`, isDuration],
  maxBytes: ['a number of bytes', isCount],
  order: [
    "'socket', 'none' or { key }",
    (value) => value === 'socket' || value === 'none' || isText(field(value, 'key')),
  ],
  concurrency: ['a whole number from 1', isCount],
  idempotent: ['true, false or { window }', (value) => isFlag(value) || isDuration(field(value, 'window'))],
  unknownFields: ["'drop' or 'refuse'", (value) => value === 'drop' || value === 'refuse'],
  http: ['true or false', isFlag],
};

/** What is wrong with the policies of these events, a line each; empty if each of them can be kept. */
export function policyProblems(events: EventMap): string[] {
  return Object.entries(events).flatMap(([event, spec]) =>
    problemsOf(spec).map((problem) => `"${event}": ${problem}`),
  );
}

function problemsOf({ policy = {}, response, payload }: EventSpec): string[] {
  const problems: string[] = [];
  for (const [rule, value] of Object.entries(policy)) {
    const [takes, accepts] = Object.hasOwn(RULES, rule) ? RULES[rule as keyof Policy] : [];
    if (!accepts) problems.push(`there is no rule "${rule}"`);
    else if (value !== undefined && !accepts(value)) problems.push(`${rule} must be ${takes}`);
  }
  if (policy.idempotent && !response) problems.push('idempotent needs a response to give again');
  if (typeof policy.order === 'object' && !payload) problems.push('order by a key needs a payload');
  return problems;
}

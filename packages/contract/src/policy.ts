import type { UnknownFields } from './tolerance.ts';

/** So many calls in a second, a minute or an hour: `20/s`, `100/m`, `1000/h`. */
export type Rate = `${number}/${'s' | 'm' | 'h'}`;

/** The rules that the router enforces for one event. */
export interface Policy {
  /** What the caller's identity must have been granted; without it no identity is needed. */
  readonly scope?: string;
  /**
   * How often one socket, and one identity over all of its sockets, may call; as many at once. Callers of an event without a
   * scope, such as a login, are counted by address, as strangers are.
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
   * What is done about fields of the payload, the response and the data of errors that the contract does not name.
   * `drop` leaves them out and reports them. `refuse` refuses the whole value, as BAD_REQUEST or REPLY_INVALID, and needs
   * closed objects (`z.strictObject`): for an event into which nobody may smuggle anything.
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

export function isRate(value: unknown): value is Rate {
  return typeof value === 'string' && RATE.test(value);
}

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDuration } from '@switchboard/contract';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { StartError } from '../lifecycle/start-error.ts';
import { originForm, originProblem } from './origin-form.ts';

/**
 * Reads variables of the environment, each with its schema: those of `serverVariables` and the application's own. One that is
 * set to nothing counts as left out. Throws a StartError with one line for each that is missing or does not fit.
 */
export function readVariables<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0]);
    // One line a variable: its first problem.
    if (!lines.has(name))
      lines.set(name, given[name] === undefined ? `${name} is missing: set it.` : line(name, message));
  }
  throw new StartError([...lines.values()]);
}

/** Our messages go on after the name; those of zod are sentences of their own. */
function line(name: string, message: string): string {
  return /^[A-Z]/.test(message) ? `${name}: ${message}.` : `${name} ${message}.`;
}

/** A duration, given in seconds: whole milliseconds that a timer can take. `most` is in seconds. */
export const seconds = (fallback: number, { most = 3_600, allowZero = false } = {}) =>
  z
    .string()
    .refine(
      isSeconds(most, allowZero),
      `must be a number of seconds, ${allowZero ? 'from 0 to' : 'more than 0 and at most'} ${most}`,
    )
    .transform(toMilliseconds)
    .default(fallback * 1_000);

/** A whole number in plain digits, from `least` to `most`. */
export const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .refine(isBetween(least, most, /^\d{1,15}$/), `must be a whole number, ${least} to ${most}`)
    .transform(Number)
    .default(fallback);

/** A port; 0 takes a free one. */
export const port = (fallback: number) => portNumber.default(fallback);

const portNumber = z
  .string()
  .refine(isBetween(0, 65_535, /^\d+$/), 'must be a port number, at most 65535')
  .transform(Number);

/** A port that may be left out; 0 takes a free one. */
export const optionalPort = portNumber.optional();

/** A path; a relative one starts from the folder. */
export const path = (folder: string) => z.string().transform((value) => resolve(folder, value));

/** The path of a file that exists; a relative one starts from the folder. */
export const file = (folder: string) =>
  path(folder).refine(existsSync, { error: ({ input }) => `names a file that does not exist: ${input}` });

/** Origins of pages, separated by commas; any scheme has them. Each comes out in the form that `originForm` gives. */
export const origins = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every((origin) => originForm(origin) !== undefined), {
    error: ({ input }) => (input as string[]).map(originProblem).find((problem) => problem !== undefined),
  })
  .transform((list) => list.flatMap((origin) => originForm(origin) ?? []));

/** What is on or off. */
export const onOrOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');

/** How many proxies to trust, or their addresses and ranges; `pass-through` where they hide who their clients are. */
export type TrustedProxies = number | readonly string[] | 'pass-through';

/** How many proxies to trust, from 0 to 16, or their addresses and ranges, separated by commas; or `pass-through`. */
export const trustedProxies = z
  .string()
  .transform((text): TrustedProxies => {
    if (text === 'pass-through') return text;
    return /^\d+$/.test(text) ? Number(text) : text.split(',').map((address) => address.trim());
  })
  .refine(isTrustedProxies, {
    error:
      'must be the number of proxies, 0 to 16, or their addresses such as 10.0.0.7,10.1.0.0/16, or pass-through',
  });

function isTrustedProxies(value: TrustedProxies): boolean {
  if (typeof value === 'number') return value <= 16;
  return (
    value === 'pass-through' ||
    value.every((range) => (range.includes('/') ? ipaddr.isValidCIDR(range) : isAddress(range)))
  );
}

/** ipaddr.js takes parts of IPv4 and numbers, too. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** Whether a text is a number in range, written as `digits` wants it: `0x10` or a blank must not become a number. */
export function isBetween(least: number, most: number, digits: RegExp): (text: string) => boolean {
  return (text) => digits.test(text) && Number(text) >= least && Number(text) <= most;
}

function isSeconds(most: number, allowZero: boolean): (text: string) => boolean {
  return (text) =>
    isBetween(0, most, /^\d+(\.\d+)?$/)(text) &&
    (isDuration(toMilliseconds(text)) || (allowZero && toMilliseconds(text) === 0));
}

function toMilliseconds(seconds: string): number {
  return Math.round(Number(seconds) * 1_000);
}

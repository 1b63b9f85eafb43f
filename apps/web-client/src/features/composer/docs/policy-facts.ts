import type { Policy } from '@switchboard/contract';

const UNITS: Readonly<Record<string, string>> = { s: 'a second', m: 'a minute', h: 'an hour' };

/** `20/s` in words: 20 a second. */
export function rateInWords(rate: NonNullable<Policy['rate']>): string {
  const [count, unit = ''] = rate.split('/');
  return `${count} ${UNITS[unit]}`;
}

/** What waits for what, in words; `undefined` where nothing does. */
export function orderInWords(order: Policy['order']): string | undefined {
  if (order === undefined || order === 'none') return undefined;
  return order === 'socket' ? 'one at a time per connection' : `one at a time per ${order.key}`;
}

/** For how long a repeated call gets its first reply, in words; `undefined` where it runs again. */
export function idempotentInWords(idempotent: Policy['idempotent']): string | undefined {
  if (!idempotent) return undefined;
  const window = idempotent === true ? '' : ` for ${idempotent.window / 1_000} s`;
  return `repeated with the same id, gets the first reply again${window}`;
}

import { ownValue, type Policy } from '@switchboard/contract';
import type { Caller } from './caller.ts';
import { Line } from './line.ts';

/** The lines that exist now, by what they are for. A line that is empty is forgotten. */
export class Lines {
  readonly #lines = new Map<string, Line>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#lines.size;
  }

  /** The line for `name`, one at a time. Enter it at once: an empty one is not kept for later. */
  of(name: string): Line {
    const existing = this.#lines.get(name);
    if (existing) return existing;
    const line = new Line({ places: 1, limit: this.#limit, onEmpty: () => this.#lines.delete(name) });
    this.#lines.set(name, line);
    return line;
  }
}

/** The line of `order: 'socket'`. A call without a socket has no order. */
export function socketLine(order: Policy['order'], lines: Lines, { socket }: Caller): Line | undefined {
  return order === 'socket' && socket !== undefined ? lines.of(`socket:${socket}`) : undefined;
}

/** The line of `order: { key }`, by the field's value in the validated payload. */
export function keyLine(order: Policy['order'], lines: Lines, message: unknown): Line | undefined {
  if (typeof order !== 'object') return undefined;
  const value = order.key.split('.').reduce(field, message);
  // An object may have a toString of its own, off the wire; all objects share a line.
  const name = typeof value === 'object' ? '' : String(value);
  return lines.of(`key:${order.key}:${typeof value}:${name}`);
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? ownValue(value as Record<string, unknown>, key)
    : undefined;
}

import { ownValue } from '@switchboard/contract';
import fc from 'fast-check';
import type { JsonSchema } from '../../../lib/payload-schema.ts';

/** How far a number without a limit goes: small enough to be read. */
const SPAN = 1_000;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

const LOREM = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor'.split(' ');
/** What a careless receiver stumbles over. */
const ODD = ['naïve', '“quoted”', "it's", '<b>bold</b>', 'C:\\temp', '日本語', '👍🏽', '{}'];

/** Random texts and numbers: the same for the same seed. */
export class Leaves {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number, both limits among them. */
  int(min: number, max: number): number {
    return min + Math.floor(this.#next() * Math.max(1, max - min + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)] as Item;
  }

  word(): string {
    return this.pick(LOREM);
  }

  /** Words, plain for the most part. */
  words(): string {
    return this.#many(1, 6, () => (this.int(0, 11) === 0 ? this.pick(ODD) : this.word())).join(' ');
  }

  base64(min: number, max: number): string {
    return btoa(this.#many(min, max, () => String.fromCharCode(this.int(0, 255))).join(''));
  }

  /** Of the schema's format where it has one that is known, else of its pattern, else words of a fitting length. */
  text({ format = '', pattern, minLength = 0, maxLength = 2_000 }: JsonSchema): string {
    const known = ownValue(FORMATS, format);
    if (known) return known(this);
    if (pattern === undefined) return ofLength(this.words(), minLength, maxLength);
    return this.sample(fc.stringMatching(new RegExp(pattern), { size: 'xsmall', maxLength }));
  }

  /** A small one where the schema leaves the choice. */
  number(schema: JsonSchema): number {
    const step = schema.multipleOf ?? (schema.type === 'integer' ? 1 : undefined);
    const [min, max] = limitsOf(schema, step);
    if (step !== undefined) {
      const count = this.int(Math.ceil(min / step), Math.floor(max / step));
      return Number((count * step).toPrecision(15));
    }
    // Two decimals are enough to tell a number from a whole one.
    const rounded = Math.round((min + this.#next() * (max - min)) * 100) / 100;
    return Math.min(Math.max(rounded, min), max) || 0;
  }

  sample<Value>(values: fc.Arbitrary<Value>): Value {
    return fc.sample(values, { seed: this.int(0, 2 ** 31 - 1), numRuns: 1 })[0] as Value;
  }

  #many<Item>(min: number, max: number, make: () => Item): Item[] {
    return Array.from({ length: this.int(min, max) }, make);
  }

  /** From 0 up to but not including 1, by mulberry32. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const FORMATS: Readonly<Record<string, (leaves: Leaves) => string>> = {
  'date-time': instant,
  date: (leaves) => instant(leaves).slice(0, 10),
  time: (leaves) => instant(leaves).slice(11, 19),
  duration: (leaves) => `PT${leaves.int(1, 240)}M`,
  email: (leaves) => `${leaves.word()}${leaves.int(0, 99)}@example.com`,
  uuid: (leaves) => leaves.sample(fc.uuid({ version: 4 })),
  uri: (leaves) => `https://example.com/${leaves.word()}/${leaves.int(0, 99)}`,
  hostname: (leaves) => `${leaves.word()}.example.com`,
  ipv4: (leaves) => leaves.sample(fc.ipV4()),
  ipv6: (leaves) => leaves.sample(fc.ipV6()),
  base64: (leaves) => leaves.base64(0, 24),
  hex: (leaves) => leaves.int(0, 0xffff_ffff).toString(16).padStart(8, '0'),
};

function instant(leaves: Leaves): string {
  return new Date(leaves.int(Date.UTC(2020), Date.UTC(2035))).toISOString();
}

/** Cut or filled up to the length, in the UTF-16 units that schemas count, without cutting a character in two. */
function ofLength(text: string, min: number, max: number): string {
  const filled = text.length < min ? text.padEnd(min, ' lorem ipsum') : text;
  const cut = filled.slice(0, max).replace(/\p{Cs}/gu, '');
  const trimmed = cut.trim();
  return trimmed.length >= min ? trimmed : cut.replace(/^\s|\s$/g, 'x').padEnd(min, 'x');
}

function limitsOf(schema: JsonSchema, step = 0.01): [min: number, max: number] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = Math.max(minimum ?? -NO_LIMIT, (exclusiveMinimum ?? -NO_LIMIT) + step);
  const high = Math.min(maximum ?? NO_LIMIT, (exclusiveMaximum ?? NO_LIMIT) - step);
  // zod gives integers the limits of what is safe.
  const isLow = low > -NO_LIMIT + step;
  const isHigh = high < NO_LIMIT - step;
  if (isLow) return [low, isHigh ? high : low + SPAN];
  return isHigh ? [high - SPAN, high] : [0, SPAN];
}

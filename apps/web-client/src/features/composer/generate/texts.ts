import { ownValue } from '@switchboard/contract';
import fc from 'fast-check';
import type { JsonSchema } from '../../../lib/payload-schema.ts';

/** Plain words for the most part, and some that a careless receiver stumbles over. */
const WORDS = fc.oneof(
  { weight: 5, arbitrary: fc.lorem({ mode: 'words', maxCount: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'naïve',
      '“quoted”',
      "it's",
      '<b>bold</b>',
      'C:\\temp',
      '日本語',
      '👍🏽',
      '{}',
    ),
  },
);

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

const name = fc
  .lorem({ mode: 'words', maxCount: 1 })
  .map((word) => word.toLowerCase().replace(/[^a-z]/g, ''));
const instant = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': instant,
  date: instant.map((text) => text.slice(0, 10)),
  time: instant.map((text) => text.slice(11, 19)),
  duration: fc.integer({ min: 1, max: 240 }).map((minutes) => `PT${minutes}M`),
  email: fc.tuple(name, fc.nat(99)).map(([word, number]) => `${word}${number}@example.com`),
  uuid: fc.uuid({ version: 4 }),
  uri: fc.tuple(name, fc.nat(99)).map(([word, number]) => `https://example.com/${word}/${number}`),
  hostname: name.map((word) => `${word}.example.com`),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  base64: fc.uint8Array({ maxLength: 24 }).map((bytes) => btoa(String.fromCharCode(...bytes))),
  hex: fc.nat(8).chain((bytes) => hex(2 * bytes)),
};

/** Texts of a schema: of its format where it has one that is known, else of its pattern, else words of a fitting length. */
export function textsOf(schema: JsonSchema): fc.Arbitrary<string> {
  const { format = '', pattern } = schema;
  const known = ownValue(FORMATS, format);
  if (known) return known;
  const { minLength = 0, maxLength = 2_000 } = schema as { minLength?: number; maxLength?: number };
  if (typeof pattern === 'string') {
    return fc.stringMatching(new RegExp(pattern), { size: 'xsmall', maxLength });
  }
  return fc
    .array(WORDS, { minLength: 1, maxLength: 4 })
    .map((words) => ofLength(words.join(' '), minLength, maxLength));
}

/** Cut or filled up to the length, in the UTF-16 units that schemas count, without cutting a character in two. */
function ofLength(text: string, min: number, max: number): string {
  const filled = text.length < min ? text.padEnd(min, ' lorem ipsum') : text;
  const cut = filled.slice(0, max).replace(/\p{Cs}/gu, '');
  const trimmed = cut.trim();
  return trimmed.length >= min ? trimmed : cut.replace(/^\s|\s$/g, 'x').padEnd(min, 'x');
}

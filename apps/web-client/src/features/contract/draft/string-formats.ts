import { z } from 'zod';

/** A format that zod knows, as the code that makes its schema. */
export type StringFormat = (typeof FORMATS)[number]['code'];

/** From the strictest on: the first that every text fits counts. */
const FORMATS = [
  { code: 'z.uuid()', schema: z.uuid() },
  { code: 'z.ulid()', schema: z.ulid() },
  { code: 'z.iso.datetime()', schema: z.iso.datetime() },
  { code: 'z.iso.datetime({ offset: true })', schema: z.iso.datetime({ offset: true }) },
  { code: 'z.iso.datetime({ local: true })', schema: z.iso.datetime({ local: true }) },
  { code: 'z.iso.date()', schema: z.iso.date() },
  { code: 'z.iso.time()', schema: z.iso.time() },
  { code: 'z.ipv4()', schema: z.ipv4() },
  { code: 'z.jwt()', schema: z.jwt() },
  { code: 'z.email()', schema: z.email() },
  { code: 'z.url({ protocol: /^(https?|wss?)$/ })', schema: z.url({ protocol: /^(https?|wss?)$/ }) },
] as const;

/** The format that all texts have; `undefined` if there is none. */
export function stringFormatOf(texts: readonly string[]): StringFormat | undefined {
  const distinct = [...new Set(texts)];
  return FORMATS.find(({ schema }) => distinct.every((text) => schema.safeParse(text).success))?.code;
}

import { isBytes, type JsonSchema } from '../../lib/payload-schema.ts';
import { numberIn, typesOf } from './schema-nodes.ts';

/** One change of a value that may make it invalid. */
export interface Fault {
  /** In two or three words. Of two with the same words at the same place only one is made. */
  readonly what: string;
  readonly wrong: string;
  /** The changed value. */
  readonly value: unknown;
}

/** The longest array or string that is made. */
const MAX_MADE = 100_000;

/** Almost as deep as the JSON form may be; the payload may be around it. */
const DEEP = 48;

function nested(levels: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level += 1) value = { deeper: value };
  return value;
}

const DEEP_FAULT: Fault = {
  what: 'nested deep',
  wrong: `${DEEP} nested objects`,
  value: nested(DEEP),
};

/** Values that may replace the whole payload. */
export function wholeFaults(json: unknown): Fault[] {
  return [
    { what: 'null', wrong: 'null instead', value: null },
    { what: 'a string', wrong: 'a string instead', value: 'text' },
    { what: 'a number', wrong: 'a number instead', value: 0 },
    { what: 'true', wrong: 'true instead', value: true },
    { what: 'an empty array', wrong: 'an array instead', value: [] },
    { what: 'in an array', wrong: 'an array around it', value: [json] },
    { what: 'an empty object', wrong: 'an object without properties', value: {} },
    DEEP_FAULT,
  ].filter(({ value }) => !(json === null && value === null));
}

/** Changes of one value that its schema may not allow. */
export function valueFaults(node: JsonSchema, value: unknown): Fault[] {
  if (isBytes(node)) return bytesFaults();
  const types = typesOf(node);
  return [
    { what: 'null', wrong: 'null instead', value: null },
    ...wrongTypes(types),
    ...choiceFaults(node),
    ...(types.includes('string') ? stringFaults(node, value) : []),
    ...(types.some((type) => type === 'number' || type === 'integer') ? numberFaults(node, types) : []),
    ...(Array.isArray(value) ? listFaults(node, value) : []),
    ...(types.length === 0 ? [DEEP_FAULT] : []),
  ];
}

/** Properties removed, and one added that the contract does not have. */
export function objectFaults(
  node: JsonSchema,
  value: Readonly<Record<string, unknown>>,
): { readonly key: string; readonly fault: Fault }[] {
  const missing = (node.required ?? []).map((key) => {
    const others = Object.entries(value).filter(([name]) => name !== key);
    return { key, fault: { what: 'missing', wrong: 'left out', value: Object.fromEntries(others) } };
  });
  const key = 'unexpected';
  const fault = {
    what: 'not in the contract',
    wrong: 'a property that the contract does not have',
    value: { ...value, [key]: true },
  };
  return [...missing, { key, fault }];
}

function wrongTypes(types: readonly string[]): Fault[] {
  const others: [what: string, value: unknown, own: string[]][] = [
    ['a string', 'text', ['string']],
    ['a number', 0, ['number', 'integer']],
    ['true', true, ['boolean']],
    ['an empty array', [], ['array']],
    ['an empty object', {}, []],
  ];
  return others
    .filter(([, , own]) => !own.some((type) => types.includes(type)))
    .map(([what, value]) => ({ what, wrong: `${what} instead of ${inWords(types)}`, value }));
}

function inWords(types: readonly string[]): string {
  return types.length > 0 ? types.join(' or ') : 'what is allowed';
}

function choiceFaults(node: JsonSchema): Fault[] {
  const choices = node.enum ?? (node.const === undefined ? [] : [node.const]);
  const [first] = choices;
  if (first === undefined) return [];
  const value = typeof first === 'number' ? Math.max(...choices.map(Number)) + 1 : `${String(first)}?`;
  return [
    {
      what: 'not a choice',
      wrong: `not one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      value,
    },
  ];
}

function numberFaults(node: JsonSchema, types: readonly string[]): Fault[] {
  const limits: [keyword: string, step: number, what: string][] = [
    ['minimum', -1, 'too small'],
    ['exclusiveMinimum', 0, 'too small'],
    ['maximum', 1, 'too large'],
    ['exclusiveMaximum', 0, 'too large'],
  ];
  const beyond = limits.flatMap(([keyword, step, what]) => {
    const limit = numberIn(node, keyword);
    if (limit === undefined) return [];
    return [{ what, wrong: `${limit + step}, ${keyword} ${limit}`, value: limit + step }];
  });
  const multiple = numberIn(node, 'multipleOf');
  return [
    ...beyond,
    ...(types.includes('number') ? [] : [{ what: 'a fraction', wrong: 'not a whole number', value: 1.5 }]),
    ...(multiple === undefined
      ? []
      : [{ what: 'not a multiple', wrong: `not a multiple of ${multiple}`, value: multiple * 1.5 }]),
    { what: 'negative', wrong: 'a number below zero', value: -1 },
    { what: 'huge', wrong: 'larger than any exact whole number', value: 1e300 },
  ];
}

function listFaults(node: JsonSchema, value: readonly unknown[]): Fault[] {
  const min = numberIn(node, 'minItems') ?? 0;
  const max = numberIn(node, 'maxItems');
  const [first = null] = value;
  return [
    ...(min > 0
      ? [{ what: 'too short', wrong: `${min - 1} items, at least ${min}`, value: value.slice(0, min - 1) }]
      : []),
    ...(max !== undefined && max < MAX_MADE
      ? [
          {
            what: 'too long',
            wrong: `${max + 1} items, at most ${max}`,
            value: Array.from({ length: max + 1 }, () => first),
          },
        ]
      : []),
    ...(node.uniqueItems === true && value.length > 0
      ? [{ what: 'repeated', wrong: 'the same item twice', value: [...value, first] }]
      : []),
  ];
}

/** Changes of a string that its schema may not allow, also by checks in code. */
function stringFaults(node: JsonSchema, value: unknown): Fault[] {
  const text = typeof value === 'string' && value !== '' ? value : 'text';
  const min = numberIn(node, 'minLength') ?? 0;
  const max = numberIn(node, 'maxLength');
  const faults: Fault[] = [];
  if (min > 1) {
    const short = text.slice(0, min - 1);
    faults.push({ what: 'too short', wrong: `${short.length} characters, at least ${min}`, value: short });
  }
  faults.push({ what: 'empty', wrong: 'an empty string', value: '' });
  if (max !== undefined && max < MAX_MADE) {
    const long = text.repeat(Math.ceil((max + 1) / text.length)).slice(0, max + 1);
    faults.push({ what: 'too long', wrong: `${max + 1} characters, at most ${max}`, value: long });
  }
  if (node.format !== undefined) {
    faults.push({ what: 'bad format', wrong: `not a ${node.format}`, value: `not a ${node.format}` });
  }
  const { pattern } = node;
  if (typeof pattern === 'string') {
    faults.push(
      ...[`${text} `, text.toUpperCase(), `${text}!`, `!${text}`, text.repeat(200)].map((broken) => ({
        what: 'bad pattern',
        wrong: `does not match ${pattern}`,
        value: broken,
      })),
    );
  }
  return [
    ...faults,
    { what: 'spaces', wrong: 'only spaces', value: '   ' },
    { what: 'a control character', wrong: 'U+0000 in it', value: `${text.slice(0, 1)}\u0000` },
    { what: 'half a character', wrong: 'a lone surrogate in it', value: `${text.slice(0, 1)}\ud800` },
  ];
}

/** Sizes just above likely bounds. A larger payload would close the connection instead of being refused. */
const SIZES = [64, 256, 1_024, 4_096, 16_384, 65_536, 131_072, 262_144, 524_288].map((size) => size + 1);

/** Changes of binary that its schema may not allow. Only the schema's code knows its bounds, so several sizes are tried. */
function bytesFaults(): Fault[] {
  return [
    { what: 'null', wrong: 'null instead', value: null },
    { what: 'a string', wrong: 'a string instead of binary', value: 'text' },
    { what: 'a number', wrong: 'a number instead of binary', value: 0 },
    { what: 'an array', wrong: 'numbers in an array instead of binary', value: [1, 2, 3] },
    { what: 'an empty object', wrong: 'an object instead of binary', value: {} },
    { what: 'no bytes', wrong: 'empty binary', value: bytes(0) },
    ...SIZES.map((size) => ({ what: 'too many bytes', wrong: `${size} bytes`, value: bytes(size) })),
  ];
}

/** Binary of this many zeros, in JSON form. */
function bytes(size: number): { readonly $bytes: string } {
  const rest = size % 3;
  const tail = rest === 0 ? '' : rest === 1 ? 'AA==' : 'AAA=';
  return { $bytes: `${'A'.repeat(((size - rest) / 3) * 4)}${tail}` };
}

import { isBytesSchema, type JsonSchema } from '../../contract/payload-schema.ts';

/** One change of a value that may make it invalid. */
export interface Fault {
  /** In two or three words. Of two with the same words at the same place only one is made. */
  readonly what: string;
  readonly wrong: string;
  /** The changed value. */
  readonly value: unknown;
}

const fault = (what: string, wrong: string, value: unknown): Fault => ({ what, wrong, value });

/** The longest array or string that is made. */
const MAX_MADE = 100_000;

/** Almost as deep as the JSON form may be; the payload may be around it. */
const DEEP = 48;

const DEEP_FAULT = fault(
  'nested deep',
  `${DEEP} nested objects`,
  Array.from({ length: DEEP }).reduce<unknown>((inner) => ({ deeper: inner }), 'deep'),
);

const NULL_FAULT = fault('null', 'null instead', null);

/** Values that may replace the whole payload. */
export function wholeFaults(json: unknown): Fault[] {
  return [
    NULL_FAULT,
    ...wrongTypes([]),
    fault('in an array', 'an array around it', [json]),
    DEEP_FAULT,
  ].filter(({ value }) => !(json === null && value === null));
}

/** Changes of one value that its schema may not allow. */
export function valueFaults(node: JsonSchema, value: unknown): Fault[] {
  if (isBytesSchema(node)) return bytesFaults();
  const types = typesOf(node);
  return [
    NULL_FAULT,
    ...wrongTypes(types),
    ...choiceFaults(node),
    ...(types.includes('string') ? stringFaults(node, value) : []),
    ...(types.some((type) => type === 'number' || type === 'integer') ? numberFaults(node, types) : []),
    ...(Array.isArray(value) ? listFaults(node, value) : []),
    ...(types.length === 0 ? [DEEP_FAULT] : []),
  ];
}

interface PropertyFault {
  readonly key: string;
  readonly fault: Fault;
}

/** Properties removed, and one added that the contract does not have. */
export function objectFaults(
  { required = [] }: JsonSchema,
  value: Readonly<Record<string, unknown>>,
): PropertyFault[] {
  const missing = required.map((key) => {
    const { [key]: _, ...others } = value;
    return { key, fault: fault('missing', 'left out', others) };
  });
  const wrong = 'a property that the contract does not have';
  const added = fault('not in the contract', wrong, { ...value, unexpected: true });
  return [...missing, { key: 'unexpected', fault: added }];
}

function wrongTypes(types: readonly string[]): Fault[] {
  const others: [what: string, value: unknown, own: string[]][] = [
    ['a string', 'text', ['string']],
    ['a number', 0, ['number', 'integer']],
    ['true', true, ['boolean']],
    ['an empty array', [], ['array']],
    ['an empty object', {}, []],
  ];
  const allowed = types.join(' or ') || 'what is allowed';
  return others
    .filter(([, , own]) => !own.some((type) => types.includes(type)))
    .map(([what, value]) => fault(what, `${what} instead of ${allowed}`, value));
}

function choiceFaults(node: JsonSchema): Fault[] {
  const choices = node.enum ?? (node.const === undefined ? [] : [node.const]);
  const [first] = choices;
  if (first === undefined) return [];
  const value = typeof first === 'number' ? Math.max(...choices.map(Number)) + 1 : `${String(first)}?`;
  const wrong = `not one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
  return [fault('not a choice', wrong, value)];
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
    return [fault(what, `${limit + step}, ${keyword} ${limit}`, limit + step)];
  });
  const step = numberIn(node, 'multipleOf');
  return [
    ...beyond,
    ...(types.includes('number') ? [] : [fault('a fraction', 'not a whole number', 1.5)]),
    ...(step === undefined ? [] : [fault('not a multiple', `not a multiple of ${step}`, step * 1.5)]),
    fault('negative', 'a number below zero', -1),
    fault('huge', 'larger than any exact whole number', 1e300),
  ];
}

function listFaults(node: JsonSchema, value: readonly unknown[]): Fault[] {
  const min = numberIn(node, 'minItems') ?? 0;
  const max = numberIn(node, 'maxItems') ?? MAX_MADE;
  const [first = null] = value;
  const faults: Fault[] = [];
  if (min > 0) {
    faults.push(fault('too short', `${min - 1} items, at least ${min}`, value.slice(0, min - 1)));
  }
  if (max < MAX_MADE) {
    const long = Array.from({ length: max + 1 }, () => first);
    faults.push(fault('too long', `${max + 1} items, at most ${max}`, long));
  }
  if (node.uniqueItems === true && value.length > 0) {
    faults.push(fault('repeated', 'the same item twice', [...value, first]));
  }
  return faults;
}

/** Changes of a string that its schema may not allow, also by checks in code. */
function stringFaults({ format, pattern, ...node }: JsonSchema, value: unknown): Fault[] {
  const text = typeof value === 'string' && value !== '' ? value : 'text';
  const min = numberIn(node, 'minLength') ?? 0;
  const max = numberIn(node, 'maxLength') ?? MAX_MADE;
  const faults: Fault[] = [];
  if (min > 1) {
    const short = text.slice(0, min - 1);
    faults.push(fault('too short', `${short.length} characters, at least ${min}`, short));
  }
  faults.push(fault('empty', 'an empty string', ''));
  if (max < MAX_MADE) {
    const long = text.repeat(Math.ceil((max + 1) / text.length)).slice(0, max + 1);
    faults.push(fault('too long', `${max + 1} characters, at most ${max}`, long));
  }
  if (format !== undefined) faults.push(fault('bad format', `not a ${format}`, `not a ${format}`));
  if (typeof pattern === 'string') {
    for (const broken of [`${text} `, text.toUpperCase(), `${text}!`, `!${text}`, text.repeat(200)]) {
      faults.push(fault('bad pattern', `does not match ${pattern}`, broken));
    }
  }
  return [
    ...faults,
    fault('spaces', 'only spaces', '   '),
    fault('a control character', 'with U+0000 in it', `${text.slice(0, 1)}\u0000`),
    fault('half a character', 'a lone surrogate in it', `${text.slice(0, 1)}\ud800`),
  ];
}

/** Sizes just above likely bounds. A larger payload would close the connection instead of being refused. */
const SIZES = [64, 256, 1_024, 4_096, 16_384, 65_536, 131_072, 262_144, 524_288].map((size) => size + 1);

/** Changes of binary that its schema may not allow. Only the schema's code knows its bounds, so several sizes are tried. */
function bytesFaults(): Fault[] {
  return [
    NULL_FAULT,
    ...wrongTypes(['binary']),
    fault('an array', 'numbers in an array instead of binary', [1, 2, 3]),
    fault('no bytes', 'empty binary', bytes(0)),
    ...SIZES.map((size) => fault('too many bytes', `${size} bytes`, bytes(size))),
  ];
}

/** Binary of this many zeros, in JSON form. */
function bytes(size: number): { readonly $bytes: string } {
  const tail = ['', 'AA==', 'AAA='][size % 3] ?? '';
  return { $bytes: `${'AAAA'.repeat(Math.floor(size / 3))}${tail}` };
}

/** The types that a schema allows; empty if it allows any. */
function typesOf({ type, properties, items }: JsonSchema): readonly string[] {
  if (Array.isArray(type)) return type;
  if (type !== undefined) return [type];
  if (properties) return ['object'];
  return items ? ['array'] : [];
}

function numberIn(node: JsonSchema, keyword: string): number | undefined {
  const value = node[keyword];
  return typeof value === 'number' ? value : undefined;
}

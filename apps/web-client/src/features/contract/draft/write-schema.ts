import type { Field, Shape, Variant } from './infer-shape.ts';

/** The name of the schema of binary, which the file of a draft defines where it is used. */
export const BYTES = 'Bytes';

/** The lines between two others, each one step deeper. */
export function block(first: string, lines: readonly string[], last: string): string {
  return [first, ...lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`), last].join('\n');
}

/** The shape as the code of a zod schema, over several lines where it has fields. */
export function schemaCode(shape: Shape): string {
  const isNullable = shape.variants.some(({ kind }) => kind === 'null');
  const others = shape.variants.filter(({ kind }) => kind !== 'null');
  if (others.length === 0) return isNullable ? 'z.null()' : 'z.unknown()';
  const codes = others.map(variantCode);
  const code = codes.length === 1 ? String(codes[0]) : `z.union([${codes.join(', ')}])`;
  return isNullable ? `${code}.nullable()` : code;
}

/** What the samples say about a shape beside its schema, in a few words; empty if nothing. */
export function shapeNote({ count, variants }: Shape): string {
  if (variants.length > 1) return variants.map(({ kind, count: of }) => `${of} ${WORDS[kind]}`).join(', ');
  const [only] = variants;
  if (only?.kind !== 'text' || !only.choices) return samples(count);
  return only.choices.map(({ value, count: of }) => `${of} ${JSON.stringify(value)}`).join(', ');
}

const WORDS: Readonly<Record<Variant['kind'], string>> = {
  null: 'null',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  binary: 'binary',
  unknown: 'other',
  text: 'text',
  list: 'list',
  record: 'object',
  object: 'object',
  union: 'object',
};

function variantCode(variant: Variant): string {
  switch (variant.kind) {
    case 'null':
      return 'z.null()';
    case 'boolean':
      return 'z.boolean()';
    case 'integer':
      return 'z.int()';
    case 'number':
      return 'z.number()';
    case 'binary':
      return BYTES;
    case 'unknown':
      return 'z.unknown()';
    case 'text':
      if (variant.choices) return `z.enum([${variant.choices.map(({ value }) => quote(value)).join(', ')}])`;
      return variant.format ?? 'z.string()';
    case 'list':
      return `z.array(${schemaCode(variant.items)})`;
    case 'record':
      return `z.record(z.string(), ${schemaCode(variant.values)})`;
    case 'object':
      return objectCode(variant.fields);
    case 'union': {
      const { by, members } = variant;
      const lines = members.map(({ value, object }) => {
        const others = object.fields.filter(({ key }) => key !== by);
        const literal = `${keyCode(by)}: z.literal(${quote(value)}), // ${samples(object.count)}`;
        return `${objectCode(others, literal)},`;
      });
      return block(`z.discriminatedUnion(${quote(by)}, [`, lines, '])');
    }
  }
}

function objectCode(fields: readonly Field[], ...first: readonly string[]): string {
  const lines = [...first, ...fields.map(fieldCode)];
  return lines.length === 0 ? 'z.strictObject({})' : block('z.strictObject({', lines, '})');
}

function fieldCode({ key, isOptional, isSecret, shape }: Field): string {
  const marks = `${isOptional ? '.optional()' : ''}${isSecret ? '.meta({ secret: true })' : ''}`;
  return `${keyCode(key)}: ${schemaCode(shape)}${marks}, // ${lineOf(shapeNote(shape))}`;
}

function samples(count: number): string {
  return count === 1 ? '1 sample' : `${count} samples`;
}

/** A key of an object literal; `__proto__` without brackets would set the prototype. */
export function keyCode(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

/** A text as a literal of TypeScript. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** A text that may stand in a comment to the end of a line. */
export function lineOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a comment must not hold them
  const line = text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

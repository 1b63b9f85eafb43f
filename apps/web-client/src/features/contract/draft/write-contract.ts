import { printKey, printText } from '../../../lib/code-literal.ts';
import { countOf } from '../../../texts/numbers.ts';
import type { Arguments, DraftedAnswer, DraftedEvent } from './draft-contract.ts';
import type { Field, Shape, ShapeVariant } from './infer-shape.ts';

export interface ContractHead {
  /** Of the contract. */
  readonly name: string;
  /** Where the traffic was seen. */
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The name of the schema of binary, which the file defines where it is used. */
const BYTES = 'Bytes';
const BYTES_CODE = `const ${BYTES} = z
  .custom<Uint8Array>(isBytes, 'must be binary')
  .overwrite(toBytes)
  .meta({ title: 'Bytes', format: 'binary' });`;

/** The events as a TypeScript file for a folder such as `packages/events`, with what was seen and what must change. */
export function contractCode(events: readonly DraftedEvent[], { name, source, at }: ContractHead): string {
  const sent = events.filter(({ direction }) => direction === 'sent');
  const received = events.filter(({ direction }) => direction === 'received');
  const maps = [
    '/** Every event that a client may send. */',
    block('export const clientEventMap = defineEvents({', sent.map(eventCode), '});'),
    '',
    '/** Every event that the server may send. */',
    block('export const serverEventMap = defineServerEvents({', received.map(eventCode), '});'),
  ].join('\n');
  const hasBytes = new RegExp(`\\b${BYTES}\\b`).test(maps.replace(/\/\/.*$/gm, ''));
  const imports = [
    'defineContract',
    'defineEvents',
    'defineServerEvents',
    ...(hasBytes ? ['isBytes', 'toBytes'] : []),
  ];
  const count = events.reduce((sum, event) => sum + event.count, 0);
  return [
    `// Drafted from ${countOf(count, 'message')} of ${lineOf(source)} on ${new Date(at).toISOString()}.`,
    '// Read it before you use it: a schema allows what was seen, and no more.',
    ...bareList(sent),
    `import { ${imports.join(', ')} } from '@switchboard/contract';`,
    "import { z } from 'zod';",
    '',
    ...(hasBytes ? [BYTES_CODE, ''] : []),
    maps,
    '',
    `export const contract = defineContract({ name: ${printText(name)}, version: '0.1.0', clientEventMap, serverEventMap });`,
    '',
  ].join('\n');
}

/** The answers that a Switchboard client reads in another way. */
function bareList(sent: readonly DraftedEvent[]): string[] {
  const bare = sent.filter(({ answer }) => answer && answer.style !== 'reply');
  if (bare.length === 0) return [];
  return [
    '//',
    '// These events have bare answers. A client of Switchboard reads `reply.data` in their place:',
    ...bare.map(({ name, answer }) => `// - ${lineOf(name)}: ${countOf(answer?.count ?? 0, 'answer')}`),
  ];
}

/** What the users of the event must change, a sentence each; empty if nothing. */
export function changesOf({ direction, name, wireName, args, wantsAnswer, answer }: DraftedEvent): string[] {
  const changes: string[] = [];
  if (name !== wireName) {
    changes.push(`The name ${printText(wireName)} is reserved: send ${printText(name)} in its place.`);
  }
  if (args.most > 1) {
    const list = parameters(args.most);
    const event = printText(wireName);
    changes.push(
      direction === 'sent'
        ? `Several arguments become one payload. Clients change socket.emit(${event}, ${list}) to client.${answer ? 'call' : 'send'}(${printText(name)}, [${list}]).`
        : `Several arguments become one payload. Clients change socket.on(${event}, (${list}${wantsAnswer ? ', callback' : ''}) => …) to client.on(${printText(name)}, ([${list}]) => …).`,
    );
  }
  if (answer?.style === 'returned') {
    changes.push(`${returnedChange(answer)} The server asks with publish.collect(${printText(name)}, …).`);
  } else if (wantsAnswer) {
    changes.push(
      'The server waits for an answer, which was not seen. Describe it in `response`: the listener of the client returns it.',
    );
  } else if (answer && answer.style !== 'reply') changes.push(answerChange(answer));
  return changes;
}

function returnedChange({ response: { most, shapes } }: DraftedAnswer): string {
  if (most > 1) return `The listener of the client returns the answer as one list, [${parameters(most)}].`;
  return shapes[0]?.variants.every(({ kind }) => kind === 'null')
    ? 'The acknowledgement has no value: the listener of the client returns null.'
    : 'The listener of the client returns the answer.';
}

function answerChange({ style, response: { most } }: DraftedAnswer): string {
  if (style === 'node') {
    const [results, returned] =
      most > 1 ? [parameters(most), `[${parameters(most)}]`] : ['result', 'the result'];
    return `A callback (error, ${results}): the controller returns ${returned} and throws the error. Clients read reply.data and reply.error.`;
  }
  if (most === 0) return 'An acknowledgement without a value: clients look at reply.ok.';
  if (most === 1) return 'A bare answer: the controller returns it, and clients read reply.data.';
  return `An answer of several values: the controller returns [${parameters(most)}], and clients read reply.data.`;
}

function parameters(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    count <= 26 ? String.fromCharCode(97 + index) : `a${index}`,
  ).join(', ');
}

function eventCode(event: DraftedEvent): string {
  const { direction, name, count, args, answer, example } = event;
  const lines = [
    `summary: '${direction === 'sent' ? 'Sent' : 'Received'} ${count === 1 ? 'once' : `${count} times`}',`,
    ...argumentsLines('payload', args),
    ...(answer ? argumentsLines('response', answer.response) : []),
    ...(answer && answer.errors.size > 0 ? [block('errors: {', errorLines(answer.errors), '},')] : []),
    ...(example === undefined ? [] : [`examples: [{ name: 'seen', payload: ${JSON.stringify(example)} }],`]),
  ];
  const comments = changesOf(event).map((change) => `// ${change}`);
  return [...comments, block(`${printKey(name)}: {`, lines, '},')].join('\n');
}

function argumentsLines(key: string, { least, most, shapes }: Arguments): string[] {
  const [first] = shapes;
  if (!first) return [];
  const nullish = least === 0 ? '.nullish()' : '';
  if (most === 1) return [`${key}: ${schemaCode(first)}${nullish}, // ${lineOf(shapeNote(first))}`];
  const items = shapes.map((shape, index) => {
    const optional = index > 0 && index >= least ? '.optional()' : '';
    return `${schemaCode(shape)}${optional}, // ${lineOf(shapeNote(shape))}`;
  });
  return [block(`${key}: z.tuple([`, items, `])${nullish},`)];
}

function errorLines(errors: ReadonlyMap<string, Shape>): string[] {
  return [...errors].map(([code, shape]) => {
    const hasData = shape.variants.some(({ kind }) => kind !== 'null');
    return `${printKey(code)}: ${hasData ? schemaCode(shape) : 'true'}, // ${lineOf(shapeNote(shape))}`;
  });
}

/** The lines between two others, each one step deeper. */
function block(first: string, lines: readonly string[], last: string): string {
  return [first, ...lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`), last].join('\n');
}

/** The shape as the code of a zod schema, over several lines where it has fields. */
function schemaCode(shape: Shape): string {
  const isNullable = shape.variants.some(({ kind }) => kind === 'null');
  const others = shape.variants.filter(({ kind }) => kind !== 'null');
  if (others.length === 0) return isNullable ? 'z.null()' : 'z.unknown()';
  const codes = others.map(variantCode);
  const code = codes.length === 1 ? String(codes[0]) : `z.union([${codes.join(', ')}])`;
  return isNullable ? `${code}.nullable()` : code;
}

/** What the samples say about a shape beside its schema, in a few words. */
function shapeNote({ count, variants }: Shape): string {
  if (variants.length > 1) {
    return variants.map(({ kind, count: of }) => `${of} ${WORDS[kind] ?? kind}`).join(', ');
  }
  const [only] = variants;
  if (only?.kind !== 'text' || !only.choices) return countOf(count, 'sample');
  return only.choices.map(({ value, count: of }) => `${of} ${JSON.stringify(value)}`).join(', ');
}

const WORDS: Partial<Record<ShapeVariant['kind'], string>> = {
  integer: 'number',
  unknown: 'other',
  record: 'object',
  union: 'object',
};

const SIMPLE = {
  null: 'z.null()',
  boolean: 'z.boolean()',
  integer: 'z.int()',
  number: 'z.number()',
  binary: BYTES,
  unknown: 'z.unknown()',
};

function variantCode(variant: ShapeVariant): string {
  switch (variant.kind) {
    case 'text':
      if (variant.choices)
        return `z.enum([${variant.choices.map(({ value }) => printText(value)).join(', ')}])`;
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
        const literal = `${printKey(by)}: z.literal(${printText(value)}), // ${countOf(object.count, 'sample')}`;
        return `${objectCode(others, literal)},`;
      });
      return block(`z.discriminatedUnion(${printText(by)}, [`, lines, '])');
    }
    default:
      return SIMPLE[variant.kind];
  }
}

function objectCode(fields: readonly Field[], ...first: readonly string[]): string {
  const lines = [...first, ...fields.map(fieldCode)];
  return lines.length === 0 ? 'z.strictObject({})' : block('z.strictObject({', lines, '})');
}

function fieldCode({ key, isOptional, isSecret, shape }: Field): string {
  const marks = `${isOptional ? '.optional()' : ''}${isSecret ? '.meta({ secret: true })' : ''}`;
  return `${printKey(key)}: ${schemaCode(shape)}${marks}, // ${lineOf(shapeNote(shape))}`;
}

/** A text that may stand in a comment to the end of a line. */
function lineOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a comment must not hold them
  const line = text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

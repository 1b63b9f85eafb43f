import type { Arguments, DraftedAnswer, DraftedEvent } from './draft-contract.ts';
import type { Shape } from './infer-shape.ts';
import { BYTES, block, keyCode, lineOf, quote, schemaCode, shapeNote } from './write-schema.ts';

export interface ContractHead {
  /** Of the contract. */
  readonly name: string;
  /** Where the traffic was seen. */
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

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
    `// Drafted from ${count} messages of ${lineOf(source)} on ${new Date(at).toISOString()}.`,
    '// Read it before you use it: a schema allows what was seen, and no more.',
    ...bareList(sent),
    `import { ${imports.join(', ')} } from '@switchboard/contract';`,
    "import { z } from 'zod';",
    '',
    ...(hasBytes ? [BYTES_CODE, ''] : []),
    maps,
    '',
    `export const contract = defineContract({ name: ${quote(name)}, version: '0.1.0', clientEventMap, serverEventMap });`,
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
    ...bare.map(
      ({ name, answer }) =>
        `// - ${lineOf(name)}: ${answer?.count} ${answer?.count === 1 ? 'answer' : 'answers'}`,
    ),
  ];
}

/** What the users of the event must change, a sentence each; empty if nothing. */
export function changesOf({ direction, name, wireName, args, answer }: DraftedEvent): string[] {
  const changes: string[] = [];
  if (name !== wireName) {
    changes.push(`The name ${quote(wireName)} is reserved: send ${quote(name)} in its place.`);
  }
  if (args.most > 1) {
    const list = parameters(args.most);
    const event = quote(wireName);
    changes.push(
      direction === 'sent'
        ? `Several arguments become one payload. Clients change socket.emit(${event}, ${list}) to client.${answer ? 'call' : 'send'}(${quote(name)}, [${list}]).`
        : `Several arguments become one payload. Clients change socket.on(${event}, (${list}) => …) to client.on(${quote(name)}, ([${list}]) => …).`,
    );
  }
  if (answer && answer.style !== 'reply') changes.push(answerChange(answer));
  return changes;
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
  return [...comments, block(`${keyCode(name)}: {`, lines, '},')].join('\n');
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
    return `${keyCode(code)}: ${hasData ? schemaCode(shape) : 'true'}, // ${lineOf(shapeNote(shape))}`;
  });
}

import type { JsonSchema } from '../../lib/payload-schema.ts';
import { type Fault, MAX_MADE } from './fault.ts';
import { numberIn } from './sample-of.ts';

/** Things done to a text that its schema may not allow, also what only the schema's own code may know. */
export function stringFaults(node: JsonSchema, value: unknown): Fault[] {
  const text = typeof value === 'string' && value !== '' ? value : 'text';
  const min = numberIn(node, 'minLength') ?? 0;
  const max = numberIn(node, 'maxLength');
  const faults: Fault[] = [];
  if (min > 1) {
    const short = text.slice(0, min - 1);
    faults.push({ what: 'too short', wrong: `${short.length} characters, at least ${min}`, value: short });
  }
  faults.push({ what: 'empty', wrong: 'a text without characters', value: '' });
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
    { what: 'spaces', wrong: 'nothing but spaces', value: '   ' },
    { what: 'a control character', wrong: 'U+0000 in it', value: `${text.slice(0, 1)}\u0000` },
    { what: 'half a character', wrong: 'a lone surrogate in it', value: `${text.slice(0, 1)}\ud800` },
  ];
}

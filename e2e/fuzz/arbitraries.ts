import { clientEventMap } from '@switchboard/events';
import fc from 'fast-check';
import { corpus } from './corpus/corpus.ts';
import type { Frame } from './frame.ts';
import { mutateText, mutateValue, type TextMutation, type ValueMutation } from './mutate.ts';
import type { Step } from './step.ts';

const EVENTS = Object.entries(clientEventMap);
/** Longer frames of the corpus are sent as they are; changing them would only cost time. */
const MUTABLE_LENGTH = 2_000;

/** Examples of events that write to the disk wait for it; they come up as seldom as in a chat. */
const WRITERS: ReadonlySet<string> = new Set(['session:login', 'session:logout', 'message:send']);

const examples = EVENTS.flatMap(([event, spec]) =>
  spec.examples.map((example) => ({
    event,
    payload: 'payload' in example ? example.payload : null,
  })),
);

const example = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom(...examples.filter(({ event }) => !WRITERS.has(event))) },
  { weight: 1, arbitrary: fc.constantFrom(...examples) },
);

/** Any UTF-16 code unit, so that surrogates stand alone too. */
const unit = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', '\ud800', '\u0000', '__proto__'),
  fc.constantFrom<unknown>([], {}, [[[[[[]]]]]], 'x'.repeat(3_000), { _placeholder: true, num: 0 }),
  fc.string({ unit, maxLength: 40 }),
  fc.jsonValue({ maxDepth: 2, depthSize: 'small' }),
);

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'toJSON', 'then', 'room', 'value', '', '0');

const valueMutation: fc.Arbitrary<ValueMutation> = fc.record({
  kind: fc.constantFrom<ValueMutation['kind']>('replace', 'remove', 'add', 'wrap'),
  path: fc.array(fc.nat(5), { maxLength: 3 }),
  key: hostileKey,
  value: hostileValue,
});

const meta: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.record({ id: fc.string({ maxLength: 4 }) }).map((value) => [value]) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 50 }).map((deadline) => [{ deadline }]) },
  { weight: 1, arbitrary: hostileValue.map((value) => [value]) },
);

const call = (name: string, packet: fc.Arbitrary<readonly unknown[]>): fc.Arbitrary<Step> =>
  packet.map((data) => ({ name, frames: [`421${JSON.stringify(data)}`], mayClose: false }));

const validCall = call(
  'an example of the contract',
  fc.tuple(example, meta).map(([{ event, payload }, rest]) => [event, payload, ...rest]),
);

const mutatedCall = call(
  'a mutated example',
  fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: example }, { weight: 1, arbitrary: fc.constantFrom(...examples) }),
      fc.array(valueMutation, { minLength: 1, maxLength: 3 }),
      meta,
    )
    .map(([{ event, payload }, mutations, rest]) => [
      event,
      mutations.reduce<unknown>((value, mutation) => mutateValue(value, mutation), payload),
      ...rest,
    ]),
);

const wildCall = call(
  'any event with any arguments',
  fc
    .tuple(
      fc.oneof(fc.string({ unit }), fc.double(), fc.constantFrom(...EVENTS.map(([event]) => event))),
      fc.array(hostileValue, { maxLength: 4 }),
    )
    // A name that the parser keeps for itself, or a number without JSON, makes no well-formed call.
    .map(([name, args]) => [
      typeof name === 'number' && !Number.isFinite(name) ? 'not a number' : name,
      ...args,
    ]),
);

const withAttachment: fc.Arbitrary<Step> = fc
  .tuple(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('message:send', 'system:echo', 'nowhere'))
  .map(([binary, event]) => {
    const attachment = { name: 'a', type: 'b/c', bytes: { _placeholder: true, num: 0 } };
    const data = JSON.stringify([event, { room: 'general', text: 'x', attachment }]);
    return { name: 'a call with an attachment', frames: [`451-1${data}`, { binary }], mayClose: false };
  });

const known = (mayClose: boolean): fc.Arbitrary<Step> => {
  const entries = corpus.filter(({ outcome }) => (outcome === 'closed' || outcome === 'either') === mayClose);
  return fc.constantFrom(...entries.map(({ name, frames }) => ({ name, frames, mayClose })));
};

const textMutation: fc.Arbitrary<TextMutation> = fc.record({
  kind: fc.constantFrom<TextMutation['kind']>('cut', 'insert', 'remove', 'repeat', 'replace'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  token: fc.oneof(
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      ',',
      '-',
      '/',
      '0',
      '9',
      '\u001e',
      '\\u',
      'null',
      '__proto__',
      '45',
      '1e9',
    ),
    fc.string({ unit, maxLength: 4 }),
  ),
});

const mutable: readonly string[] = [
  ...examples.map(({ event, payload }) => `421${JSON.stringify([event, payload])}`),
  ...corpus.flatMap(({ frames }) => frames.filter(isMutable)),
];

const mutatedFrame: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom(...mutable), fc.array(textMutation, { minLength: 1, maxLength: 3 }))
  .map(([text, mutations]) => ({
    name: 'a mutated frame',
    frames: [mutations.reduce(mutateText, text)],
    mayClose: true,
  }));

const junk: fc.Arbitrary<Step> = fc
  .oneof(
    fc.string({ unit, maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map((binary) => ({ binary })),
    fc.uint8Array({ maxLength: 60 }).map((rawText) => ({ rawText })),
  )
  .map((frame) => ({ name: 'junk', frames: [frame], mayClose: true }));

/** Steps that may end the connection are few: each costs a new one. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: validCall },
  { weight: 60, arbitrary: mutatedCall },
  { weight: 20, arbitrary: wildCall },
  { weight: 6, arbitrary: withAttachment },
  { weight: 8, arbitrary: known(false) },
  { weight: 1, arbitrary: known(true) },
  { weight: 3, arbitrary: mutatedFrame },
  { weight: 1, arbitrary: junk },
);

function isMutable(frame: Frame): frame is string {
  return typeof frame === 'string' && frame.length <= MUTABLE_LENGTH;
}

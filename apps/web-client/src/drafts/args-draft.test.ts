import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ARG_KINDS,
  argsDraftOf,
  checkArgs,
  convertArg,
  readArgsDraft,
  switchKind,
  writeArg,
  writeArgsDraft,
} from './args-draft.ts';

describe('a list of arguments', () => {
  it('sends what was received, whatever it was', () => {
    const received = ['hello', 42, { a: [1] }, null, true, Uint8Array.of(0, 255), { file: Uint8Array.of(1) }];
    expect(checkArgs(argsDraftOf(received, true))).toEqual({ args: received, problems: [] });
  });

  it('that nest too deep are a problem, in JSON of every kind', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    const message = expect.stringMatching(/nests too deep/);
    const problem = { path: [0], place: 'Argument 1', message, fatal: true };
    for (const kind of ['json', 'mixed'] as const)
      expect(checkArgs({ args: [{ kind, text }], ack: true })).toEqual({ problems: [problem] });
    expect(checkArgs(readArgsDraft(text))).toEqual({ problems: [problem] });
    for (const kind of ARG_KINDS) expect(() => convertArg({ kind: 'json', text }, kind)).not.toThrow();
  });

  it('sends a text that names a variable as it was received, unless it is typed', () => {
    const received = [
      '{{who}}',
      { to: ['Hi {{who}}', '\\{{who}}'] },
      { file: Uint8Array.of(1), of: '{{who}}' },
    ];
    const variables = { who: { value: 'Ann' } };
    expect(checkArgs(argsDraftOf(received, true), variables)).toEqual({ args: received, problems: [] });
    const typed = { args: received.map((arg) => writeArg(arg)), ack: true };
    expect(checkArgs(typed, variables).args).toMatchObject([
      'Ann',
      { to: ['Hi Ann', '{{who}}'] },
      { of: 'Ann' },
    ]);
  });

  it('sends JSON as it is written, and binary within JSON only where that is its kind', () => {
    const text = '{ "$bytes": "SGk=", "file": { "$bytes": "SGk=" } }';
    const file = '{ "file": { "$bytes": "SGk=" } }';
    const draft = {
      ack: true,
      args: [
        { kind: 'json', text },
        { kind: 'mixed', text: file },
      ],
    } as const;
    expect(checkArgs(draft).args).toEqual([JSON.parse(text), { file: Uint8Array.of(72, 105) }]);
    const sent = [{ $bytes: 'hello world' }, { $bytes: 'SGk=' }];
    expect(checkArgs(argsDraftOf(sent, true))).toEqual({ args: sent, problems: [] });
    for (const kind of ['json', 'mixed'] as const)
      expect(readArgsDraft(writeArgsDraft({ args: [{ kind, text: file }], ack: true })).args).toEqual([
        { kind, text: file },
      ]);
  });

  it('reports what cannot be sent with the place of its argument', () => {
    const { args, problems } = checkArgs({
      args: [
        { kind: 'text', text: 'fine' },
        { kind: 'number', text: 'five' },
        { kind: 'binary', text: '?' },
        { kind: 'json', text: '{' },
      ],
      ack: true,
    });
    expect(args).toBeUndefined();
    expect(problems).toMatchObject([
      { path: [1], message: 'This is not a number.', fatal: true },
      { path: [2], message: expect.stringMatching(/^Not base64/), fatal: true },
      { path: [3], message: expect.stringMatching(/^Not JSON/), fatal: true },
    ]);
  });

  it('puts variables in their places, in each kind', () => {
    const variables = { who: { value: 'Ann' }, count: { value: 3 }, bytes: { value: 'AAH/' } };
    const draft = {
      args: [
        { kind: 'text', text: 'Hi {{who}}' },
        { kind: 'text', text: '{{count}}' },
        { kind: 'number', text: '{{count}}' },
        { kind: 'json', text: '["{{count}}", "{{gone}}"]' },
        { kind: 'binary', text: '{{bytes}}' },
      ],
      ack: true,
    } as const;
    expect(checkArgs(draft, variables)).toMatchObject({
      args: ['Hi Ann', '3', 3, [3, '{{gone}}'], Uint8Array.of(0, 1, 255)],
      problems: [{ path: [3, 1], variable: 'gone', fatal: false }],
    });
  });

  it('reports a number that would change', () => {
    const draft = { args: [{ kind: 'number', text: '9007199254740993' }], ack: true } as const;
    expect(checkArgs(draft)).toMatchObject({
      args: [9007199254740992],
      problems: [{ path: [0], message: expect.stringContaining('cannot be sent exactly'), fatal: false }],
    });
  });
});

describe('its text', () => {
  const arg = fc.record({
    kind: fc.constantFrom(...ARG_KINDS),
    text: fc.oneof(fc.string(), fc.constant('{"$bytes":""}')),
  });
  const draft = fc.record({ args: fc.array(arg, { maxLength: 3 }), ack: fc.boolean() });

  it('is read as the same draft', () => {
    fc.assert(
      fc.property(draft, (one) => {
        expect(readArgsDraft(writeArgsDraft(one))).toEqual(one);
      }),
    );
  });

  it('of one JSON argument is its JSON, unless that is a draft itself', () => {
    expect(writeArgsDraft({ args: [{ kind: 'json', text: '{ "a": 1 }' }], ack: true })).toBe('{ "a": 1 }');
    expect(writeArgsDraft({ args: [], ack: true })).toBe('');
    const nested = { args: [{ kind: 'json', text: '{"args":[],"ack":true}' }], ack: true } as const;
    expect(readArgsDraft(writeArgsDraft(nested))).toEqual(nested);
  });
});

it.each([
  ['json', '"hi"', 'text', 'hi'],
  ['text', 'hi', 'json', '"hi"'],
  ['text', '5', 'json', '5'],
  ['text', 'Hi', 'binary', 'SGk='],
  ['binary', 'SGk=', 'text', 'Hi'],
  ['binary', 'SGk=', 'json', '{"$bytes":"SGk="}'],
  ['json', '{"$bytes":"SGk="}', 'binary', 'SGk='],
  ['mixed', '{"$bytes":"SGk="}', 'binary', 'SGk='],
  ['binary', 'SGk=', 'mixed', '{"$bytes":"SGk="}'],
] as const)('%s %s as %s is %s', (kind, text, next, converted) => {
  expect(convertArg({ kind, text }, next)).toEqual({ kind: next, text: converted });
});

it('has its text again in a kind that it had before, until something else is written', () => {
  const bytes = { kind: 'binary', text: '/wD+AQI=' } as const;
  let before = switchKind(bytes, 'text', []);
  expect(before.at(-1)).toEqual({ kind: 'text', text: '/wD+AQI=' });
  before = switchKind(before.at(-1) ?? bytes, 'number', before);
  before = switchKind(before.at(-1) ?? bytes, 'json', before);
  expect(before.at(-1)).toEqual({ kind: 'json', text: '{"$bytes":"/wD+AQI="}' });
  expect(switchKind(before.at(-1) ?? bytes, 'binary', before).at(-1)).toEqual(bytes);
  const typed = { kind: 'text', text: 'Hi' } as const;
  expect(switchKind(typed, 'binary', before).at(-1)).toEqual({ kind: 'binary', text: 'SGk=' });
});

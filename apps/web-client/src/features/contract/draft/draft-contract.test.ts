import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as contractModule from '@switchboard/contract';
import { type Contract, readValueNow } from '@switchboard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as zodModule from 'zod';
import { draftContract } from './draft-contract.ts';
import type { Sample } from './samples.ts';
import { changesOf, contractCode } from './write-contract.ts';

const ROOT = fileURLToPath(new URL('../../../../../../', import.meta.url));
const EVENTS = join(ROOT, 'packages', 'events');
const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');

const sent = (event: string, args: unknown[], answer?: unknown[]): Sample => ({
  at: 0,
  direction: 'sent',
  event,
  args,
  ...(answer && { answer }),
});
const received = (event: string, args: unknown[]): Sample => ({ at: 0, direction: 'received', event, args });
const times = (count: number, make: (index: number) => Sample): Sample[] =>
  Array.from({ length: count }, (_, index) => make(index));

const codeOf = (samples: readonly Sample[]): string =>
  contractCode(draftContract(samples), { name: 'chat', source: 'http://localhost:3000', at: 0 });

/** The contract that the code makes, without a compiler. */
function load(code: string): Contract {
  const script = code
    .replace(/^import .*$/gm, '')
    .replace(/^export const/gm, 'const')
    .replace('.custom<Uint8Array>', '.custom');
  const names = Object.keys(contractModule);
  const make = new Function('z', ...names, `${script}\nreturn contract;`) as (...all: unknown[]) => Contract;
  return make(zodModule.z, ...names.map((name) => Reflect.get(contractModule, name)));
}

/** What the drafted contract says of one event, as code. */
function schemaOf(samples: readonly Sample[]): string {
  return codeOf(samples.map((sample) => ({ ...sample, event: 'it' }))).replace(/[\s\S]*?\n {2}it: /, '');
}

const TRAFFIC: Sample[] = [
  ...times(12, (index) => sent('sum', [index, index + 1], [2 * index + 1])),
  sent('chat message', ['hello'], ['bare value']),
  sent('error', [{ token: 'tok-1', nested: { at: '2026-01-01T12:00:00.000Z', ids: [1], '1a': null } }]),
  sent('app:error', [1]),
  sent('join', []),
  sent('join', [{ room: 'general', constructor: 1 }]),
  ...times(12, (index) => received('welcome', ['hello', 42, { role: index % 3 ? 'admin' : 'guest' }])),
  ...times(6, (index) =>
    received('change', [index % 2 ? { kind: 'add', value: 1 } : { kind: 'remove', why: 'x' }]),
  ),
  received('file', [{ data: Uint8Array.of(1, 2) }]),
  { ...received('question', [5]), answer: ['green'] },
  received('by id', [{ 17: { score: 1 }, 18: { score: 2.5 } }]),
  sent('save', [1], [null, { id: 'a' }]),
  sent('save', [1], ['Boom']),
  sent('load', [1], [{ ok: true, data: { a: 1 } }]),
  sent('load', [1], [{ ok: false, error: { code: 'ROOM_FULL', message: '', data: { limit: 1 } } }]),
  sent("it's `odd` $\u007b1} */ \n //", [{ "a'b\\": 'x\u2028y', __proto__: null }]),
];

/** Whose response is the whole answer. */
const WHOLE = ['bare', 'returned'];

describe('a shape', () => {
  it('has optional fields, with the number of samples of each', () => {
    const code = schemaOf([sent('', [{ a: 1 }]), sent('', [{ a: 2, b: 'x' }])]);
    expect(code).toContain('a: z.int(), // 2 samples');
    expect(code).toContain('b: z.string().optional(), // 1 sample');
  });

  it('has a union for values of several kinds', () => {
    const code = schemaOf([sent('', [{ a: 1.5 }]), sent('', [{ a: 'x' }]), sent('', [{ a: null }])]);
    expect(code).toContain('a: z.union([z.string(), z.number()]).nullable(), // 1 text, 1 number, 1 null');
  });

  it('has an enum for few texts that come often, with the number of each', () => {
    const code = schemaOf(times(10, (index) => sent('', [index < 7 ? 'open' : 'closed'])));
    expect(code).toContain(`z.enum(['open', 'closed']), // 7 "open", 3 "closed"`);
    expect(schemaOf(times(10, (index) => sent('', [`text ${index}`])))).toContain('payload: z.string(),');
    expect(schemaOf([sent('', ['once'])])).toContain('payload: z.string(),');
  });

  it.each([
    ['z.uuid()', '7f8c1a52-4a3b-4c0e-9d8e-0c1f2a3b4c5d'],
    ['z.iso.datetime()', '2026-01-01T12:00:00.000Z'],
    ['z.iso.datetime({ offset: true })', '2026-01-01T12:00:00+02:00'],
    ['z.iso.date()', '2026-01-01'],
    ['z.email()', 'someone@example.com'],
    ['z.ipv4()', '192.0.2.1'],
    ['z.url({ protocol: /^(https?|wss?)$/ })', 'https://example.com/a?b=c'],
    ['z.string()', 'message:send'],
    ['z.string()', ''],
  ])('has the format %s of %s', (code, text) => {
    expect(schemaOf([sent('', [text])])).toContain(`payload: ${code}, // 1 sample`);
  });

  it('is a union by the field that decides which others are there', () => {
    const code = codeOf(TRAFFIC);
    expect(code).toContain("z.discriminatedUnion('kind', [");
    expect(code).toContain("kind: z.literal('add'), // 3 samples");
  });

  it.each([2, 4])('reads %i times as many fields in proportion to their number', (more) => {
    const work = (fields: number): number => {
      let reads = 0;
      const count: ProxyHandler<object> = {
        get: (target, key) => {
          reads += 1;
          return Reflect.get(target, key);
        },
        getOwnPropertyDescriptor: (target, key) => {
          reads += 1;
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      };
      const objects = Array.from({ length: 40 }, (_, row) => {
        const names = Array.from({ length: fields }, (_none, index) => `f${index}`);
        const seen = names.filter((_name, index) => index % 2 === 0 || (row + index) % 3 > 0);
        const object = Object.fromEntries(seen.map((name) => [name, row % 2 ? 'one' : 'two']));
        return received('', [new Proxy(object, count)]);
      });
      draftContract(objects);
      return reads;
    };
    expect(work(40 * more)).toBeLessThan(work(40) * more * 1.5);
  });

  it('is a record where keys are ids', () => {
    expect(codeOf(TRAFFIC)).toContain('payload: z.record(z.string(), z.strictObject({');
  });

  it('quotes no message that a literal of TypeScript does not give back', () => {
    const example = (...args: unknown[]) =>
      /payload: (\[?\{.*\}\]?) \}\]/.exec(schemaOf(args.map((arg) => sent('', [arg]))))?.[1];
    expect(example({ id: 9_007_199_254_740_993n })).toBeUndefined();
    expect(example({ id: 9_007_199_254_740_993n }, { id: 1 })).toBe('{"id":1}');
    expect(example({ $bytes: 'no binary' })).toBeUndefined();
  });

  it('marks fields that may hold secrets, and quotes nothing of their messages', () => {
    const code = schemaOf(times(20, () => sent('', [{ token: 'tok-1', user: { name: 'Alice' } }])));
    expect(code).toContain('token: z.string().meta({ secret: true }), // 20 samples');
    expect(code).not.toContain('tok-1');
    expect(code).not.toContain('examples');
  });
});

describe('an event', () => {
  it('with several arguments becomes a tuple, and the comment says what clients change', () => {
    const code = codeOf(TRAFFIC);
    expect(code).toContain("Clients change socket.emit('sum', a, b) to client.call('sum', [a, b]).");
    expect(code).toContain("socket.on('welcome', (a, b, c) => …) to client.on('welcome', ([a, b, c]) => …).");
    expect(code).toMatch(/payload: z\.tuple\(\[\n {6}z\.int\(\), \/\/ 12 samples\n {6}z\.int\(\),/);
  });

  it('with a bare answer is listed', () => {
    expect(codeOf(TRAFFIC)).toContain(
      '// - chat message: 1 answer\n// - save: 2 answers\n// - sum: 12 answers\n',
    );
  });

  it('with a callback (error, result) has the result as its response', () => {
    const [save] = draftContract(TRAFFIC).filter(({ name }) => name === 'save');
    expect(save?.answer).toMatchObject({ style: 'node', response: { most: 1 } });
    expect(save && changesOf(save)).toEqual([expect.stringContaining('A callback (error, result)')]);
    const [find] = draftContract([sent('find', [1], [null, 'x', 2])]);
    expect(find && changesOf(find)).toEqual([
      expect.stringContaining('(error, a, b): the controller returns [a, b]'),
    ]);
  });

  it('with replies of Switchboard has their data and errors', () => {
    const code = codeOf(TRAFFIC);
    expect(code).toContain('ROOM_FULL: z.strictObject({');
    expect(code).not.toContain('- load');
  });

  it('with many errors of one code has one shape for all of them', () => {
    const failed = times(3, (limit) =>
      sent('join', [], [{ ok: false, error: { code: 'ROOM_FULL', message: '', data: { limit } } }]),
    );
    const [join] = draftContract(failed);
    expect(join?.answer?.errors.get('ROOM_FULL')?.count).toBe(3);
  });

  it('of a reserved name gets another one, which is free', () => {
    expect(draftContract(TRAFFIC).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['app:error', 'app:error 2']),
    );
  });
});

it('counts one message as one', () => {
  expect(codeOf([received('a', [])])).toContain('// Drafted from 1 message of http');
  expect(codeOf(times(2, () => received('a', [])))).toContain('// Drafted from 2 messages of http');
});

describe('the contract', () => {
  const word = fc.oneof(
    fc.constantFrom('a', 'b', 'kind', 'error', '__proto__', 'constructor', '$x'),
    fc.string(),
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(null, true, 0, 1.5, -0, 2 ** 60, 'x', '', '2026-01-01', 'a@b.co'),
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 3 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(word, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  const message = fc.record({
    at: fc.constant(0),
    direction: fc.constantFrom<Sample['direction']>('sent', 'received'),
    event: word,
    args: fc.array(value, { maxLength: 3 }),
    answer: fc.option(fc.array(value, { maxLength: 3 }), { nil: undefined }),
  });

  it('takes every message and every answer that it was drafted from', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 40 }), (seen) => {
        const samples = seen.map(({ answer, ...sample }) => ({ ...sample, ...(answer && { answer }) }));
        const { clientEventMap, serverEventMap } = load(codeOf(samples));
        for (const { direction, wireName, name, args, answer } of draftContract(samples)) {
          const spec = (direction === 'sent' ? clientEventMap : serverEventMap)[name];
          expect(spec).toBeDefined();
          const own = samples.filter((sample) => sample.direction === direction && sample.event === wireName);
          for (const sample of own) {
            if (spec?.payload) {
              const payload = args.most > 1 ? sample.args : (sample.args[0] ?? null);
              if (sample.args.length > 0) expect(readValueNow(spec.payload, payload).ok).toBe(true);
            }
            if (spec?.response && answer && WHOLE.includes(answer.style) && sample.answer?.length) {
              const response = answer.response.most > 1 ? sample.answer : (sample.answer[0] ?? null);
              expect(readValueNow(spec.response, response).ok).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('compiles, whatever the names of events and fields are', async () => {
    await mkdir(join(EVENTS, 'node_modules', '.cache'), { recursive: true });
    const folder = await mkdtemp(join(EVENTS, 'node_modules', '.cache', 'drafted-'));
    try {
      const config = {
        extends: '../../../tsconfig.json',
        compilerOptions: {
          noEmit: true,
          composite: false,
          incremental: false,
          emitDeclarationOnly: false,
          rootDir: '../../../../..',
        },
        include: ['*.ts'],
        exclude: [],
        references: [],
      };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
      await writeFile(join(folder, 'contract.ts'), codeOf(TRAFFIC));
      await writeFile(
        join(folder, 'broken.ts'),
        "import { contract } from './contract.ts';\ncontract.none;\n",
      );
      const output = await new Promise<string>((resolve) => {
        execFile(TSC, ['-p', folder], (_failed, stdout, stderr) => resolve(stdout + stderr));
      });
      expect(output.trim()).toMatch(/^[^\n]*broken\.ts[^\n]*error TS2339[^\n]*$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

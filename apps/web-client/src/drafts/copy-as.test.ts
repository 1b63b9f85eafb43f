import { execFileSync } from 'node:child_process';
import { type EventSpec, toJson } from '@switchboard/contract';
import { adminContract, clientEventMap } from '@switchboard/events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registerContracts } from '../contract/contracts.ts';
import { parsePasted } from '../features/composer/paste.ts';
import { HERE, RAW_HERE } from '../links/destination.fixture.ts';
import { OWN, OWN_ADMIN } from '../own/contracts.ts';
import { checkArgs, checkJson, readArgsDraft } from './args-draft.ts';
import { copyAsCurl, copyAsJson, copyAsTypeScript, curlProblem, withoutSecrets } from './copy-as.ts';
import { formatDraft } from './drafts.ts';

const URL_ = 'https://localhost:8443';
const PLACE = { url: URL_ };
const events = Object.entries<EventSpec>(clientEventMap);
const anyEvent = fc.constantFrom(...events.map(([event]) => event));

/** What breaks quoting: quotes, line ends, shell metacharacters, unicode, a lone surrogate, code. */
// biome-ignore format: one table
const NASTY = [
  `'`, `"`, '`', '\\', '\n', '\r\n', '\t', '\0', '$HOME', '$(id)', '`id`', '!', '&&', '|', ';', '*', '~', '<', '#',
  '\u2028', 'é', '日本', '👍🏽', '\ud800', '$' + '{x}', '//', '/*', '*/', "'\\''", '\\"', '</script>', '__proto__', '{{x}}', '@/etc/passwd',
];
const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' })), { maxLength: 6 })
  .map((parts) => parts.join(''));
const bytes = fc
  .uint8Array({ maxLength: 20 })
  .map((some) => ({ $bytes: Buffer.from(some).toString('base64') }));
const { tree: anyJson } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    nastyText,
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      bytes,
    ),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(nastyText, fc.constant('__proto__')), tie('tree'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

/** A payload as JSON itself keeps it: `-0` is 0 there. */
const clean = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

describe.each(events)('%s', (event, spec) => {
  it('has a curl command exactly where it is served over HTTP', () => {
    expect(curlProblem({ event, payload: undefined, spec }) === undefined).toBe(spec.policy?.http === true);
  });

  it('says where the token goes and never what it is', () => {
    const message = { event, payload: undefined, spec };
    expect(copyAsCurl(message, PLACE).includes('"Authorization: Bearer $TOKEN"')).toBe(
      spec.policy?.scope !== undefined,
    );
    expect(copyAsTypeScript(message, PLACE).includes('process.env.TOKEN')).toBe(
      spec.policy?.scope !== undefined,
    );
  });
});

it('names the contract that has the event', () => {
  registerContracts([OWN, OWN_ADMIN]);
  const spec = adminContract.clientEventMap['admin:rooms'] as EventSpec;
  const place = { url: `${URL_}/admin` };
  const code = copyAsTypeScript({ event: 'admin:rooms', payload: { limit: 5 }, spec }, place);
  expect(code).toContain("import { adminContract } from '@switchboard/events';");
  expect(code).toContain(`createClient(adminContract, '${URL_}/admin'`);
});

describe('any JSON', () => {
  const message = fc.record({
    event: anyEvent,
    payload: anyJson.filter((value) => value !== null).map(clean),
  });

  it('comes back from JSON, whatever stands in it', () => {
    fc.assert(
      fc.property(message, ({ event, payload }) => {
        const text = copyAsJson({ event, payload, spec: clientEventMap['system:echo'] as EventSpec });
        const draft = formatDraft(payload);
        expect(parsePasted(text, { to: HERE, current: undefined })).toEqual({ ok: true, event, draft });
        expect(checkJson(draft, { x: { value: 'a variable' } }, toJson).payload?.value).toEqual(payload);
      }),
      { numRuns: 200 },
    );
  });

  it('is pasted again as it was, in raw mode too; a draft keeps its variables', () => {
    const args = ['{{who}}', { to: '\\{{who}}' }];
    const text = copyAsJson({ event: 'greet', payload: undefined, args });
    const pasted = parsePasted(text, { to: RAW_HERE, current: undefined });
    const variables = { who: { value: 'Ann' } };
    expect(checkArgs(readArgsDraft(pasted.ok ? pasted.draft : ''), variables).args).toEqual(args);
    const draft = { event: 'greet', payload: { to: '{{token}}', note: '\\{{who}}' }, isDraft: true };
    expect(JSON.parse(copyAsJson(draft))).toEqual({ event: 'greet', payload: draft.payload });
    expect(copyAsTypeScript(draft, PLACE)).toContain("{ to: '{{token}}', note: '{{who}}' }");
  });

  it('is the same to a JavaScript engine that runs the TypeScript', async () => {
    const AsyncFunction = (async () => undefined).constructor as new (
      ...args: string[]
    ) => (...args: unknown[]) => Promise<void>;
    const run = async (code: string): Promise<unknown[]> => {
      let called: unknown[] = [];
      const call = async (...args: unknown[]): Promise<unknown> => {
        called = args;
        return { ok: false, error: { code: '', message: '' } };
      };
      const body = code.replace(/^import .*$/gm, '');
      await new AsyncFunction('createClient', 'contract', 'console', body)(
        () => ({ call }),
        {},
        { error: () => 0 },
      );
      return called;
    };
    await fc.assert(
      fc.asyncProperty(message, async ({ event, payload }) => {
        const code = copyAsTypeScript(
          { event, payload, spec: clientEventMap['system:echo'] as EventSpec },
          PLACE,
        );
        const [name, sent] = await run(code);
        const text = JSON.stringify(sent, (_, value) =>
          value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value,
        );
        expect(name).toBe(event);
        expect(JSON.parse(text)).toEqual(payload);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same to the curl that bash starts', () => {
    const messages = fc.sample(message, { numRuns: 80, seed: 1 });
    const commands = messages.map((copied) =>
      copyAsCurl({ ...copied, spec: clientEventMap['message:send'] as EventSpec }, PLACE),
    );
    // A stub in curl's place prints its arguments, each ended by a NUL, and a line between the calls.
    const script = [`curl() { printf '%s\\0' "$@"; printf 'END\\0'; }`, ...commands].join('\n');
    const output = execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        `TOKEN=s3cret
${script}`,
      ],
      { encoding: 'utf8' },
    );
    const calls = output.split('END\0').slice(0, -1);
    expect(calls).toHaveLength(messages.length);
    for (const [index, call] of calls.entries()) {
      const args = call.split('\0').slice(0, -1);
      const { event, payload } = messages[index] ?? {};
      expect(args.slice(0, -1)).toEqual([
        `${URL_}/events/${event}`,
        '--cacert',
        '.certificates/ca.crt',
        '-H',
        'Authorization: Bearer s3cret',
        '-H',
        'Content-Type: application/json',
        '--data-raw',
      ]);
      expect(JSON.parse(args.at(-1) ?? '')).toEqual(payload);
    }
  });
});

describe('what the contract does not have', () => {
  it('is called unchecked, and has no curl command', () => {
    const message = { event: 'my event', payload: undefined };
    expect(copyAsTypeScript(message, PLACE)).toContain("client.callUnchecked('my event', null)");
    expect(curlProblem(message)).toMatch(/does not have/);
  });
});

describe('secrets', () => {
  const spec: EventSpec = {
    summary: 'x',
    payload: z.strictObject({ user: z.string(), password: z.string().meta({ secret: true }) }),
  };

  it('are replaced', () => {
    expect(withoutSecrets({ event: 'x', payload: { user: 'u', password: 'p' }, spec })).toMatchObject({
      payload: { user: 'u', password: '•••' },
    });
  });

  it('leave a message without any as it is', () => {
    const message = {
      event: 'system:echo',
      payload: { value: { $bytes: 'AAH/' } },
      spec: clientEventMap['system:echo'] as EventSpec,
    };
    expect(withoutSecrets(message)).toBe(message);
    const raw = { event: 'x', payload: undefined, args: [{ password: 'p' }, 'open'], ack: true };
    expect(withoutSecrets(raw)).toMatchObject({ args: [{ password: '•••' }, 'open'] });
    expect(withoutSecrets({ event: 'x', payload: { token: 'p' } })).toMatchObject({
      payload: { token: '•••' },
    });
  });

  it('are hidden in a payload with binary that cannot be read, too', () => {
    const payload = { user: { $bytes: '?' }, password: 'p' };
    expect(JSON.stringify(withoutSecrets({ event: 'x', payload, spec }))).not.toContain('"p"');
  });
});

describe('a message of a server behind a prefix', () => {
  const message = {
    event: 'system:time',
    payload: undefined,
    spec: clientEventMap['system:time'] as EventSpec,
  };

  it('is copied with the prefix', () => {
    const place = { ...PLACE, path: '/realtime/socket.io/' };
    expect(copyAsCurl(message, place)).toContain('/realtime/events/system:time');
    expect(copyAsTypeScript(message, place)).toMatch(
      /, \{ socketOptions: \{ path: ['"]\/realtime\/socket\.io\/['"] \} \}\);/,
    );
  });
});

it('an integer beyond 2^53 is copied with all its digits', () => {
  const payload = { id: 9_007_199_254_740_993n };
  const spec = { ...clientEventMap['system:time'], policy: { http: true } } as EventSpec;
  expect(copyAsCurl({ event: 'sum', payload, spec }, PLACE)).toContain(`'{"id":9007199254740993}'`);
  expect(copyAsTypeScript({ event: 'sum', payload, spec }, PLACE)).toContain('{ id: 9007199254740993n }');
});

describe('a message without a contract', () => {
  const message = { event: 'sum', payload: undefined, args: [1, "it's", { $bytes: 'AAH/' }] };

  it('is copied as a program of socket.io-client with all its arguments', () => {
    const code = copyAsTypeScript({ ...message, ack: true }, { url: 'http://x.test/chat', path: '/ws/' });
    expect(code).toContain(`const socket = io('http://x.test/chat', { path: '/ws/' });`);
    expect(code).toContain(`socket.emit('sum', 1, "it's", Uint8Array.from(`);
    expect(code).toContain('(...answer: unknown[]) => console.log(answer));');
    expect(copyAsTypeScript(message, { url: 'http://x.test', path: '/socket.io/' })).toContain(
      `io('http://x.test');`,
    );
  });

  it('is copied as JSON, and has no curl command', () => {
    expect(JSON.parse(copyAsJson(message))).toEqual({ event: 'sum', args: message.args });
    expect(curlProblem(message)).toMatch(/no HTTP bridge/);
  });
});

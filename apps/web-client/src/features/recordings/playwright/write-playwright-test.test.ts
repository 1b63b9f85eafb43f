import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registerContracts } from '../../../contract/contracts.ts';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { OWN, OWN_ADMIN } from '../../../own/contracts.ts';
import {
  askingShop,
  called,
  failed,
  heard,
  heardRaw,
  rawCalled,
  rawRecordingOf,
  recordingOf,
} from '../../../recordings/recording.fixture.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { printComment } from './test-frame.ts';
import { writePlaywrightTest } from './write-playwright-test.ts';

registerContracts([OWN, OWN_ADMIN]);

const ROOT = fileURLToPath(new URL('../../../../../../', import.meta.url));
const E2E = join(ROOT, 'e2e');
const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');
const ID = '0bd38a42-afce-4387-9891-555d8ba892f1';
const user = { id: ID, name: 'Alice' };
const sentAt = '2026-01-01T12:00:00.000Z';
const write = (recording: Recording): string => writePlaywrightTest(recording, 'https://localhost:8443');

const meeting = recordingOf(
  [
    ...called('a1', 'session:login', { name: 'Alice' }, { ok: true, data: { user, token: { $secret: 1 } } }),
    ...called(
      'a2',
      'room:join',
      { room: 'general' },
      { ok: true, data: { room: 'general', members: [user], recent: [] } },
    ),
    { kind: 'call', client: 'a', call: 3, event: 'message:send', payload: { room: 'general', text: 'hi' } },
    heard('b', 'message:sent', { id: ID, room: 'general', seq: 1, author: user, text: 'hi', sentAt }),
    {
      kind: 'reply',
      client: 'a',
      call: 3,
      reply: { ok: true, data: { id: ID, seq: 1, sentAt } },
      latency: 4,
    },
    ...called('b1', 'message:send', { room: 'Not A Room', text: 'no' }, failed('BAD_REQUEST')),
    ...called(
      'b2',
      'message:send',
      { room: 'other', text: 'no' },
      failed('ROOM_NOT_JOINED', { room: 'other' }),
    ),
    { kind: 'send', client: 'a', event: 'typing:set', payload: { room: 'general', typing: true } },
    { kind: 'state', client: 'a', status: 'disconnected' },
    { kind: 'state', client: 'a', status: 'connecting' },
    ...called('a4', 'system:time', null, { ok: true, data: { now: sentAt } }),
  ],
  {
    clients: [
      { id: 'a', name: 'Alice', hue: 0, identities: ['Alice'] },
      { id: 'b', name: 'Bob', hue: 1, identities: [] },
    ],
  },
);

const odd = recordingOf(
  [
    ...called('a1', 'session:login', { name: 'x' }, { ok: true, data: { user, token: { $secret: 1 } } }),
    ...called('a2', 'system:echo', { value: user }, { ok: true, data: { value: user } }),
    ...called(
      'a3',
      'system:echo',
      { value: { token: { $secret: 1 }, asked: { $secret: 2 } } },
      { ok: true, data: { value: 1 } },
    ),
    ...called(
      'b1',
      "it's */ \u0024{odd} \n nobody:knows",
      { class: 1, 'a-b': [], __proto__x: { $bytes: 'AQID' }, like: { $$secret: 'x' } },
      failed('NOT_FOUND'),
    ),
    ...called(
      'b2',
      'message:send',
      { room: 'general', text: 'x', attachment: { name: 'a', type: 'b/c', bytes: { $bytes: 'AQID' } } },
      failed('TIMEOUT'),
    ),
    ...called('b3', 'system:time', null, failed('DISCONNECTED', { written: true })),
    { kind: 'call', client: 'a', call: 4, event: 'room:list', payload: null },
    {
      kind: 'call',
      client: 'b',
      call: 4,
      event: 'message:send',
      payload: { room: 'general', text: 'x' },
      id: 'call-1',
    },
    { kind: 'reply', client: 'a', call: 4, reply: { ok: true, data: { rooms: [] } }, latency: 20_000 },
    {
      kind: 'reply',
      client: 'b',
      call: 4,
      reply: { ok: true, data: { id: ID, seq: 1, sentAt } },
      latency: 1,
    },
    {
      kind: 'event',
      client: 'a',
      event: 'nobody:said',
      payload: null,
      issues: [{ path: [], message: 'unknown' }],
    },
    { kind: 'call', client: 'a', call: 5, event: 'system:time', payload: { not: 'allowed' } },
  ],
  { name: "Hostile ' ` \u0024{name}\u2028 */" },
);

const administration = recordingOf(
  called('c1', 'admin:rooms', { limit: 5 }, { ok: true, data: { items: [] } }),
  {
    clients: [
      {
        id: 'c',
        name: 'Admin',
        hue: 0,
        identities: [],
        settings: {
          ...DEFAULT_SETTINGS,
          contract: OWN_ADMIN.id,
          namespace: OWN_ADMIN.namespace,
          auth: { token: { $secret: 1 } },
          query: { key: { $secret: 2 } },
        },
      },
    ],
  },
);

const came = (...args: unknown[]) => ({ by: 'server', args, outcome: 'answered' }) as const;
const plain = rawRecordingOf([
  rawCalled(0, 'sum', [1, 2], came(3)),
  rawCalled(1, 'note:make', ['a', { $bytes: 'AQID' }], came(null, { id: ID })),
  rawCalled(2, 'note:read', [ID], came('bare value')),
  rawCalled(3, 'slow', [], { by: 'client', args: [], outcome: 'timeout' }),
  { kind: 'send', id: 4, at: 0, clientId: 'a', event: 'typing', args: [] },
  heardRaw(5, 'welcome', 'hello', 42, { at: sentAt }),
]);

it('logs in under a name of its own, expects what does not vary, and waits for the events', () => {
  const text = write(meeting);
  expect(text).toContain("import { contract } from '@switchboard/events';");
  expect(text).toContain("const aliceName = unique('Alice');");
  expect(text).toContain("await alice.call('session:login', [{ name: aliceName }]);");
  expect(text).toContain("await alice.call('message:send', [{ room: 'general', text: 'hi' }]);");
  expect(text).toContain(
    'data: { id: expect.any(String), seq: expect.any(Number), sentAt: expect.any(String) },',
  );
  expect(text).toContain("await bob.hears('message:sent', [{");
  expect(text).toContain("error: { code: 'ROOM_NOT_JOINED', data: { room: 'other' } }");
  expect(text).toContain("alice.send('typing:set', [{ room: 'general', typing: true }]);");
  expect(text).not.toContain(ID);
  expect(text).not.toMatch(/waitForTimeout|setTimeout/);
});

it('speaks the contract of the target of each client, at its namespace', () => {
  const text = write(administration);
  expect(text).toContain("import { adminContract } from '@switchboard/events';");
  expect(text).not.toContain('import { contract }');
  expect(text).toMatch(
    /const admin = connect\('Admin', adminContract, url \+ '\/admin', \{\s+auth: \{ token: secret1 \},\s+query: \{ key: secret2 \},?\s+\}\);/,
  );
  expect(text).toContain("await admin.call('admin:rooms', [{ limit: 5 }]);");
  const clients = [...administration.clients, ...meeting.clients];
  const both = write({ ...administration, clients });
  expect(both).toContain("import { contract } from '@switchboard/events';");
  expect(both).toContain("= connect('Bob', contract);");
});

it('uses plain socket.io-client for a contract that programs cannot import', () => {
  const { source: _, ...unnamed } = OWN;
  registerContracts([unnamed]);
  const text = write(meeting);
  registerContracts([OWN, OWN_ADMIN]);
  expect(text).not.toContain('@switchboard');
  expect(text).toContain("= connectRaw('Bob');");
  expect(text).toContain("= await alice.call('message:send', [{ room: 'general', text: 'hi' }]);");
});

it('captures what is sent back later, and asks the environment for secrets that nobody gave', () => {
  const text = write(odd);
  expect(text).toContain("= part(reply, 'data', 'user');");
  expect(text).toContain("const secret2 = process.env.RECORDED_SECRET_2 ?? '';");
  expect(text).toMatch(/token: \w*[tT]oken, asked: secret2/);
  expect(text).toContain("like: { $secret: 'x' }");
  expect(text).toContain('// Left out: system:time, whose connection was lost before its reply.');
  expect(text).toContain('test.setTimeout(');
});

it('uses plain socket.io-client for a client without a contract, with all arguments', () => {
  const text = write(plain);
  expect(text).toContain("import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';");
  expect(text).not.toContain('@switchboard');
  expect(text).toContain(
    "const alice = connectRaw('Alice', url + '/chat2', { auth: { key: secret1 }, path: '/other/' });",
  );
  expect(text).toContain("= await alice.call('sum', [1, 2]);");
  expect(text).toMatch(/expect\(answer\d*\)\.toEqual\(\[3\]\);/);
  expect(text).toContain("= part(answer2, 1, 'id');");
  expect(text).toMatch(/alice\.call\('note:read', \[\w*[iI]d\w*\]\)/);
  expect(text).toContain("await expect(alice.call('slow', [], { timeout: 5 })).rejects.toThrow();");
  expect(text).toContain("alice.send('typing');");
  expect(text).toContain("await alice.hears('welcome', ['hello', 42, { at: expect.any(String) }]);");
});

it('writes any text as a comment that ends with its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(new Function(`// ${printComment(text)}\nreturn 7;`)()).toBe(7);
    }),
  );
});

it('keeps calls at the same time at the same time', () => {
  expect(write(odd)).toMatch(
    /const sending = alice[\s\S]*const sending2 = bob[\s\S]*await sending;[\s\S]*await sending2;/,
  );
});

it('compiles, whatever was recorded, by a compiler that finds what does not', {
  timeout: 60_000,
}, async () => {
  const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' });
  const events = fc.constantFrom('system:echo', 'room:join', 'system:time', "o'dd\n`\u0024{x}`", '__proto__');
  const payload = fc.oneof(
    json,
    json.map((value) => ({ value })),
    fc.constant({ room: 'general' }),
  );
  const step = fc.tuple(fc.constantFrom('a', 'b'), events, payload, json);
  const recordings = fc.sample(
    fc
      .tuple(fc.array(step, { minLength: 1, maxLength: 6 }), fc.string({ unit: 'binary' }))
      .map(([steps, name]) =>
        recordingOf(
          steps.flatMap(([client, event, sent, given], index) => [
            ...called(`${client}${index}`, event, sent, { ok: true, data: given }),
            heard(client, event, given),
          ]),
          { name },
        ),
      ),
    { numRuns: 30, seed: 7 },
  );
  await mkdir(join(E2E, 'test-results'), { recursive: true });
  const folder = await mkdtemp(join(E2E, 'test-results/exported-'));
  try {
    const unchecked = {
      ...plain,
      ignored: [
        { event: 'sum', path: '' },
        { event: 'welcome', path: 'argument 2' },
      ],
    };
    const all = [meeting, odd, plain, askingShop, unchecked, administration, ...recordings];
    await Promise.all(
      all.map((recording, index) => writeFile(join(folder, `${index}.spec.ts`), write(recording))),
    );
    const compilerOptions = {
      noEmit: true,
      composite: false,
      incremental: false,
      emitDeclarationOnly: false,
      rootDir: '../../..',
    };
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions,
      include: ['*.ts'],
      exclude: [],
      references: [],
    };
    await writeFile(join(folder, 'broken.ts'), "export const wrong: number = 'text';\n");
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const output = await new Promise<string>((resolve) => {
      execFile(TSC, ['-p', folder], (_failed, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(output.trim()).toMatch(/^[^\n]*broken\.ts[^\n]*error TS2322[^\n]*$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveConsole } from '@switchboard/console';
import type { Contract, EventSpec, Schema } from '@switchboard/contract';
import { createRouter } from '@switchboard/router';
import { captureEmits, createTestCaller } from '@switchboard/router/testing';
import type { Sent } from '../plain/hand-written-client.ts';
import { startPlainServer } from '../plain/server.ts';
import { RawConsole } from '../stack/raw-console.ts';
import { expect, test } from '../stack/test.ts';

const E2E = fileURLToPath(new URL('..', import.meta.url));
const TSC = join(E2E, '..', 'node_modules', '.bin', 'tsc');

/** A drafted contract, whose types are not known here. */
type Events = {
  readonly [event: string]: EventSpec & { readonly payload: Schema; readonly response: Schema };
};
type Drafted = Contract<Events, Events>;

const SENT: readonly Sent[] = [
  { event: 'sum', args: [1, 2], ack: true },
  { event: 'sum', args: [2.5, 3], ack: true },
  { event: 'bare', args: [], ack: true },
  { event: 'find', args: [7], ack: true },
  { event: 'chat message', args: ['grüße'], ack: false },
  { event: 'send me prices', args: [], ack: true },
];

/** What the server emits besides: a union by `kind`, an optional field, a format, binary. */
const RECEIVED: readonly (readonly [event: string, ...args: unknown[]])[] = [
  ...Array.from({ length: 8 }, (_, index): [string, unknown] => [
    'order',
    index % 2 === 0
      ? { kind: 'placed', id: `0bd38a42-afce-4387-9891-555d8ba892f${index}`, price: index / 4 }
      : { kind: 'cancelled', why: index === 1 ? null : 'late' },
  ]),
  ['file', { name: 'a.bin', data: Buffer.from([1, 2, 3]) }],
  ['error', 'out of stock'],
];

test('a contract drafted from the traffic of a plain server compiles, and its router accepts what was recorded', async ({
  page,
}) => {
  const plain = await startPlainServer((app) => app.use('/console', serveConsole()));
  await mkdir(join(E2E, 'test-results'), { recursive: true });
  const folder = await mkdtemp(join(E2E, 'test-results', 'drafted-'));
  try {
    const console = await RawConsole.openAt(page, plain.url);
    for (const message of SENT) await console.sendMessage(message);
    for (const [event, ...args] of RECEIVED) plain.emit('/', event, ...args);
    await expect(console.rows(/received error/)).toBeVisible();

    await console.openTab('Contract');
    await page.getByRole('button', { name: 'Draft a contract' }).click();
    await expect(page.getByRole('row', { name: /^sum sent 2 2 Several arguments/ })).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download contract.ts' }).click();
    const code = await readFile(await (await downloading).path(), 'utf8');
    expect(code).toContain("z.discriminatedUnion('kind', [");
    expect(code).toContain('currency: z.string()');
    expect(code).toMatch(/note: z\.string\(\)\.optional\(\), \/\/ \d sample/);
    expect(code).toMatch(/amount: z\.number\(\)\.nullable\(\), \/\/ \d number, \d null/);
    expect(code).toContain('// - bare: 1 answer');
    expect(code).toContain("socket.emit('sum', a, b) to client.call('sum', [a, b])");
    expect(code).toContain('A callback (error, a, b)');

    expect(await compile(folder, code)).toBe('');
    const { contract } = (await import(join(folder, 'contract.ts'))) as { contract: Drafted };
    await expectAccepted(contract);
  } finally {
    await plain.close();
    await rm(folder, { recursive: true });
  }
});

/** What the compiler says of the file. */
async function compile(folder: string, code: string): Promise<string> {
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
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(folder, 'contract.ts'), code);
  return new Promise((resolve) => {
    execFile(TSC, ['-p', folder], (_failed, stdout, stderr) => resolve((stdout + stderr).trim()));
  });
}

/** Gives every message with at most one argument to a router and a publisher of the contract. */
async function expectAccepted(contract: Drafted): Promise<void> {
  const answers: Readonly<Record<string, unknown>> = {
    bare: 'bare value',
    find: [{ id: 7, tags: ['a', 'b'] }, 2],
    'send me prices': 4,
  };
  const router = createRouter(contract).controllers(
    Object.fromEntries(Object.keys(contract.clientEventMap).map((event) => [event, () => answers[event]])),
  );
  const caller = createTestCaller(contract, router);
  for (const { event, args } of SENT.filter((message) => message.args.length < 2)) {
    const reply = await caller.call(event, args[0] ?? null);
    expect(reply, event).toMatchObject({ ok: true });
  }
  const { publish, emits } = captureEmits(contract);
  for (const [event, payload] of RECEIVED) publish.emit(event === 'error' ? 'app:error' : event, payload);
  expect(emits).toHaveLength(RECEIVED.length);
}

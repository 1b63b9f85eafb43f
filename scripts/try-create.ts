import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './lib/free-port.ts';
import { endOnSignal } from './lib/interrupt.ts';
import { ProcessOutput } from './lib/process-output.ts';
import { ROOT } from './lib/root.ts';
import { end, run, start } from './lib/run.ts';
import { seconds } from './lib/seconds.ts';

/** Milliseconds from an empty folder to the reply of a typed call, with a warm cache of npm. */
const PROMISED = 60_000;

// `pnpm try:create` does what a newcomer does, with npm alone and an empty HOME: first with an empty cache, then with a warm one.
// What follows it goes to the generator, such as --no-react.
endOnSignal();
const options = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'switchboard-try-'));
try {
  await pack();
  await tryOut('an empty cache of npm');
  const time = await tryOut('a warm cache of npm');
  if (time > PROMISED) throw new Error(`A typed call took more than ${PROMISED / 1_000} s.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function pack(): Promise<void> {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const names = ['@switchboard/node-server...', '@switchboard/client', 'create-switchboard'];
  const filters = names.flatMap((name) => ['--filter', name]);
  const pnpm = ['--yes', `--package=${packageManager}`, '--', 'pnpm', ...filters];
  await succeed('npx', [...pnpm, 'pack', '--pack-destination', join(folder, 'packed')], ROOT);
}

/** Makes a project, and resolves to the milliseconds until the reply. */
async function tryOut(cache: string): Promise<number> {
  const [home, work] = [join(folder, 'home'), join(folder, 'work')];
  for (const path of [home, work]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }
  const packed = join(folder, 'packed');
  const archive = readdirSync(packed).find((file) => file.startsWith('create-switchboard-')) ?? '';
  const port = await freePort();
  const ports = { SERVER_PORT: `${port}`, PAGE_PORT: `${await freePort()}` };
  const env = { HOME: home, npm_config_cache: join(folder, 'cache'), ...ports };
  const project = join(work, 'my-app');
  const begin = performance.now();
  const exec = ['exec', '--yes', `--package=${join(packed, archive)}`, '--', 'create-switchboard', 'my-app'];
  await succeed('npm', [...exec, '--packages', packed, ...options], work, env);
  console.log(`With ${cache}: created and installed in ${seconds(begin)},`);
  const server = start({ file: 'npm', args: ['run', 'dev'], cwd: project, env }, 'pipe');
  try {
    await new ProcessOutput(server).until(/Switchboard listens/g);
    const words = ['Ann', 'Buy milk', `https://localhost:${port}`];
    const output = await succeed('npm', ['run', 'note', '--', ...words], project, env);
    const time = performance.now() - begin;
    if (!output.includes("text: 'Buy milk'")) throw new Error(`No reply:\n${output}`);
    console.log(`  a typed call answered by \`npm run dev\` after ${(time / 1_000).toFixed(1)} s,`);
    await succeed('npm', ['test'], project, env);
    console.log(`  and its own test was green after ${seconds(begin)}.`);
    return time;
  } finally {
    await end(server);
  }
}

async function succeed(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, output } = await run({ file, args, cwd, env }, 'keep');
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} failed with ${code}:\n${output}`);
  return output;
}

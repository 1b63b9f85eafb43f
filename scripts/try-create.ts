import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './lib/free-port.ts';
import { endOnSignal } from './lib/interrupt.ts';
import { ProcessOutput } from './lib/process-output.ts';
import { type Command, end, start, succeed } from './lib/run.ts';
import { seconds } from './lib/seconds.ts';
import { packAll } from './packing/pack-all.ts';

/** Milliseconds from an empty folder to the reply of a typed call, with a warm cache of npm. */
const PROMISED = 60_000;

// `pnpm try:create` does what a newcomer does, with npm alone and an empty HOME: first with an empty cache, then with a warm one.
// What follows it goes to the generator, such as --no-react.
endOnSignal();
const options = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'switchboard-try-'));
const packed = join(folder, 'packed');
try {
  const { 'create-switchboard': generator = '' } = await packAll(packed);
  await tryOut(generator, 'an empty cache of npm');
  const time = await tryOut(generator, 'a warm cache of npm');
  if (time > PROMISED) throw new Error(`A typed call took more than ${PROMISED / 1_000} s.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Makes a project, and resolves to the milliseconds until the reply. */
async function tryOut(generator: string, cache: string): Promise<number> {
  const [home, work] = [join(folder, 'home'), join(folder, 'work')];
  for (const path of [home, work]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }
  const port = await freePort();
  const ports = { SERVER_PORT: `${port}`, PAGE_PORT: `${await freePort()}` };
  const env = { HOME: home, npm_config_cache: join(folder, 'cache'), ...ports };
  const project = join(work, 'my-app');
  const begin = performance.now();
  const exec = ['exec', '--yes', `--package=${generator}`, '--', 'create-switchboard', 'my-app'];
  await succeed({ file: 'npm', args: [...exec, '--packages', packed, ...options], cwd: work, env });
  console.log(`With ${cache}: created and installed in ${seconds(begin)},`);
  const npm = (...args: string[]): Command => ({ file: 'npm', args, cwd: project, env });
  const server = start(npm('run', 'dev'), 'pipe');
  try {
    await new ProcessOutput(server).until(/Switchboard listens/g);
    const words = ['Ann', 'Buy milk', `https://localhost:${port}`];
    const output = await succeed(npm('run', 'note', '--', ...words));
    const time = performance.now() - begin;
    if (!output.includes("text: 'Buy milk'")) throw new Error(`No reply:\n${output}`);
    console.log(`  a typed call answered by \`npm run dev\` after ${(time / 1_000).toFixed(1)} s,`);
    await succeed(npm('test'));
    console.log(`  and its own test was green after ${seconds(begin)}.`);
    return time;
  } finally {
    await end(server);
  }
}

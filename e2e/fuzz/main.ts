import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { MEMORY_BOUND, memoryGrowth } from './memory-returns.ts';
import { toFindings, toReport } from './report.ts';
import { startServer } from './server-process.ts';
import type { Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    connections: { type: 'string', default: '16' },
  },
});
const seconds = wholeNumber('seconds', values.seconds);
const seed = wholeNumber('seed', values.seed);
const connections = wholeNumber('connections', values.connections);

const server = await startServer();
const interrupted = new AbortController();
const { signal } = interrupted;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
console.log(`fuzz: ${server.url} for ${seconds} s, seed ${seed}, ${connections} connections at a time`);

let tally: Tally;
try {
  tally = await load();
} finally {
  await server.stop();
}

if (tally.offences.length > 0) {
  const folder = fileURLToPath(new URL('../test-results', import.meta.url));
  const file = `${folder}/fuzz-${seed}.txt`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${toFindings(tally)}\n`);
  console.error(`fuzz: ${tally.offences.length} offences, seed ${seed}; the frames are in ${file}`);
  process.exitCode = 1;
}

/** Loads the server and reports what came of it, its memory too. */
async function load(): Promise<Tally> {
  // What a first load leaves behind is warmth, not a leak.
  const warmUp = await fuzz(server, {
    seed,
    connections,
    signal,
    isOver: (scripts) => scripts >= connections,
  });
  const before = server.death === undefined ? await server.memory() : 0;
  const start = Date.now();
  const isOver = (): boolean => Date.now() - start >= seconds * 1_000;
  const tally =
    server.death === undefined ? await fuzz(server, { seed, connections, signal, isOver }) : warmUp;
  if (tally !== warmUp) tally.offences.unshift(...warmUp.offences);
  console.log(toReport(tally, { seed, seconds: (Date.now() - start) / 1_000 }));

  if (server.death === undefined) {
    const growth = await memoryGrowth(server, before);
    console.log(`memory        ${megabytes(before)} before, ${megabytes(growth)} more after`);
    if (growth > MEMORY_BOUND) {
      const what = `${megabytes(growth)} more are in use, over ${megabytes(MEMORY_BOUND)}`;
      tally.offend({ kind: 'memory', what, seed }, []);
    }
  }
  return tally;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  console.error(`fuzz: --${name} must be a whole number, not "${text}".`);
  process.exit(2);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orpcApp } from './generate-orpc.js';
import { trpcApp } from './generate-trpc.js';

const SIZE = { features: 10, perFeature: 100, callsPerFeature: 20 };
const APPS = { trpc: trpcApp, orpc: orpcApp };
/** The settings of Switchboard's own app. */
const TSCONFIG = readFileSync(new URL('../../types/new-project.json', import.meta.url), 'utf8');

const [name] = process.argv.slice(2);
if (!Object.hasOwn(APPS, name)) {
  console.error(`Usage: node types/measure.js <${Object.keys(APPS).join('|')}>`);
  process.exit(2);
}
const folder = fileURLToPath(new URL(`generated/${name}/`, import.meta.url));
generate(folder, APPS[name](SIZE));
console.log(JSON.stringify(typeCheck(folder)));

function generate(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  const all = { ...files, 'tsconfig.json': TSCONFIG };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** By the compiler that checks the project: the peers have an older one for their servers. */
function typeCheck(folder) {
  const { resolve } = createRequire(new URL('../../../package.json', import.meta.url));
  const tsc = join(dirname(resolve('typescript/package.json')), 'bin', 'tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '--noEmit', '--extendedDiagnostics', '-p', folder],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The generated app has errors:\n${stdout.slice(0, 4_000)}`);
  const figure = (label) => {
    const found = new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1];
    if (found === undefined) throw new Error(`The compiler does not tell "${label}":\n${stdout}`);
    return Number(found);
  };
  return {
    ms: Math.round(figure('Total time') * 1_000),
    memoryKiB: figure('Memory used'),
    instantiations: figure('Instantiations'),
  };
}

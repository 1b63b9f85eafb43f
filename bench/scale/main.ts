import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draw } from '../curves/draw.ts';
import { machine } from '../machine.ts';
import { createCertificate } from '../processes/certificate.ts';
import { borneBy, readScaleOptions, type ScaleOptions } from './options.ts';
import { curvesOf, describe, modelOf, problemsOf, type SetupResult } from './report.ts';
import { sweep } from './sweep.ts';

// `pnpm bench:scale [SETUP ...] [--connections N] [--quick]`: the built server against a growing crowd.
const FOLDER = fileURLToPath(new URL('../../docs/performance', import.meta.url));

let options: ScaleOptions;
try {
  options = readScaleOptions(process.argv.slice(2));
} catch (error) {
  console.error(`scale: ${(error as Error).message}`);
  process.exit(2);
}
/** Processes that wanted a core in the minute before: with more than about a tenth of the cores, figures are provisional. */
const [loadBefore = 0] = loadavg();
const { sizes, limits } = options;
console.log(
  `scale: ${sizes.join(', ')} connections; this machine bears ${borneBy(limits)} (a process may have ${limits.files} open files), and its load was ${loadBefore.toFixed(1)} before`,
);

await using certificate = await createCertificate();
const results: SetupResult[] = [];
for (const setup of options.setups) {
  try {
    const measured = await sweep(setup, { ...options, certificate });
    if (measured) await keep({ setup, ...measured });
    else
      console.log(
        `scale: ${setup.name} is left out; set SWITCHBOARD_REDIS_SERVER to the path of a redis-server`,
      );
  } catch (error) {
    console.error(`scale: ${setup.name} was not measured: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

/** Prints what was measured, and draws it with what was measured before it. A short look is printed only. */
async function keep(result: SetupResult): Promise<void> {
  results.push(result);
  const model = modelOf(result, limits);
  console.log(describe(result, model));
  if (options.quick) return;
  for (const problem of problemsOf(model)) {
    console.error(`scale: ${result.setup.name}: ${problem}`);
    process.exitCode = 1;
  }
  await mkdir(FOLDER, { recursive: true });
  for (const [id, curve] of Object.entries(curvesOf(results)))
    await writeFile(join(FOLDER, `${id}.svg`), draw(curve));
  const report = {
    ...machine({ rounds: 1, quick: false, peers: false }),
    loadBefore,
    limits,
    results: results.map((each) => ({
      ...each,
      setup: each.setup.name,
      model: modelOf(each, limits),
    })),
  };
  await writeFile(join(FOLDER, 'scale.json'), `${JSON.stringify(report, null, 2)}\n`);
}

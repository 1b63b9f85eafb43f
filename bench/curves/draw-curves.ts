import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Arguments, readArguments } from '../arguments.ts';
import { machine } from '../machine.ts';
import { draw } from './draw.ts';
import { grow } from './growth.ts';
import { GROWTHS } from './growths.ts';

const FOLDER = fileURLToPath(new URL('../../docs/performance', import.meta.url));

/** Reads `[CURVE ...] [--rounds N] [--quick]`. Throws an Error that says what there is. */
export function readCurveArguments(argv: readonly string[]): Arguments {
  return readArguments(
    argv,
    GROWTHS.map(({ id }) => id),
  );
}

/** Measures how costs grow, and draws each as an SVG into docs/performance, with its figures beside it. */
export async function drawCurves({ rows, options }: Arguments): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const growth of GROWTHS.filter(({ id }) => rows.includes(id))) {
    console.log(`bench: ${growth.id}, ${growth.title} ...`);
    const curve = await grow(growth, options);
    const file = join(FOLDER, growth.id);
    await writeFile(`${file}.svg`, draw(curve));
    await writeFile(`${file}.json`, `${JSON.stringify({ ...machine(options), curve }, null, 2)}\n`);
    console.log(`bench: ${file}.svg`);
  }
}

import { writeFile } from 'node:fs/promises';
import { type Arguments, readArguments } from './arguments.ts';
import { drawCurves, readCurveArguments } from './curves/draw-curves.ts';
import { machine } from './machine.ts';
import { problemsOf, type Result, rivalsLine } from './report/result.ts';
import { table } from './report/table.ts';
import { RIVALS, ROWS } from './rows.ts';

// `pnpm bench [P1 P2 ...] [--rounds N] [--quick] [--no-peers] [--json FILE]`, or `pnpm bench curves [CURVE ...]`
const [command, ...rest] = process.argv.slice(2).filter((arg) => arg !== '--');
try {
  if (command === 'curves') await drawCurves(usage(() => readCurveArguments(rest)));
  else
    await compare(usage(() => readArguments(process.argv.slice(2), [...ROWS.map(({ id }) => id), RIVALS])));
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode ??= 1;
}

async function compare(args: Arguments): Promise<void> {
  const results = await runRows(args);
  console.log(`\n${table(results)}\n`);
  if (args.rows.includes(RIVALS)) console.log(rivalsLine(results));
  const problems = problemsOf(results);
  if (args.json) {
    const report = { ...machine(args.options), results, problems };
    await writeFile(args.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  for (const problem of problems) console.error(`bench: ${problem}.`);
  if (problems.length === 0) console.log('bench: all targets are met, and all rivals are behind.');
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function runRows({ rows, options }: Arguments): Promise<Result[]> {
  const isOfAll = rows.length === 1 && rows[0] === RIVALS;
  const results: Result[] = [];
  for (const row of ROWS.filter(({ id }) => isOfAll || rows.includes(id))) {
    const { id, title } = row;
    console.log(`bench: ${id}, ${title} ...`);
    try {
      results.push({ id, title, measures: await row.run(options) });
    } catch (error) {
      results.push({ id, title, measures: [], failure: (error as Error).message });
    }
  }
  return results;
}

/** A wrong command line is told apart from a missed target by the exit code. */
function usage(read: () => Arguments): Arguments {
  try {
    return read();
  } catch (error) {
    process.exitCode = 2;
    throw error;
  }
}

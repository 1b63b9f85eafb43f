import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { type Arguments, readArguments } from './arguments.ts';
import { problemsOf, type Result, rivalsLine } from './report/result.ts';
import { table } from './report/table.ts';
import { RIVALS, ROWS } from './rows.ts';

// `pnpm bench [P1 P2 ...] [--rounds N] [--quick] [--no-peers] [--json FILE]`
const known = [...ROWS.map(({ id }) => id), RIVALS];
const args = read();
if (args) {
  const results = await runRows(args);
  console.log(`\n${table(results)}\n`);
  if (args.rows.includes(RIVALS)) console.log(rivalsLine(results));
  const problems = problemsOf(results);
  if (args.json)
    await writeFile(args.json, `${JSON.stringify({ ...about(args), results, problems }, null, 2)}\n`);
  for (const problem of problems) console.error(`bench: ${problem}.`);
  if (problems.length === 0) console.log('bench: all targets are met, and all rivals are behind.');
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function read(): Arguments | undefined {
  try {
    return readArguments(process.argv.slice(2), known);
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function runRows({ rows, options }: Arguments): Promise<Result[]> {
  const isOfAll = rows.length === 1 && rows[0] === RIVALS;
  const results: Result[] = [];
  for (const row of ROWS.filter(({ id }) => isOfAll || rows.includes(id))) {
    console.log(`bench: ${row.id}, ${row.title} ...`);
    const { id, title } = row;
    try {
      results.push({ id, title, measures: await row.run(options) });
    } catch (error) {
      results.push({ id, title, measures: [], failure: (error as Error).message });
    }
  }
  return results;
}

function about({ options }: Arguments): object {
  const [cpu] = cpus();
  return { node: process.versions.node, cpu: cpu?.model.trim(), cores: cpus().length, options };
}

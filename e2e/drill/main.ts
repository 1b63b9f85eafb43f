import { parseArgs } from 'node:util';
import { ATTACKS } from './attacks.ts';
import { drill, type Result } from './drill.ts';
import { faultsOf, HEAD, toRow, toTable } from './report.ts';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '60' } },
  allowPositionals: true,
});
if (!/^[1-9]\d{0,3}$/.test(values.seconds)) {
  stop(`--seconds must be a whole number from 1 to 9999, not "${values.seconds}".`);
}
const seconds = Number(values.seconds);
for (const name of positionals) {
  if (ATTACKS.some((attack) => attack.name === name)) continue;
  stop(`There is no attack "${name}": take ${ATTACKS.map((attack) => attack.name).join(', ')}.`);
}
const chosen = ATTACKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const results: Result[] = [];
for (const attack of chosen) {
  const result = await drill(attack, { seconds, rest: seconds < 60 ? 5 : 30 });
  results.push(result);
  console.log(`drill: ${toRow(result).join(' | ')}`);
}
console.log(`\n${toTable([HEAD, ...results.map(toRow)])}`);
if (results.some((result) => faultsOf(result).length > 0)) process.exitCode = 1;

function stop(problem: string): never {
  console.error(`drill: ${problem}`);
  process.exit(2);
}

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Load, measure } from './measure.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    connections: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '10' },
  },
});
const options = {
  connections: wholeNumber('connections', values.connections),
  seconds: wholeNumber('seconds', values.seconds),
};
console.log(`sizing: Node ${process.versions.node}, ${cpus()[0]?.model.trim()}, ${JSON.stringify(options)}`);
const { start, perConnection, echo, messages } = await measure(options);
const lines: [name: string, value: string][] = [
  ['process at its start', `${(start / 1_048_576).toFixed(0)} MiB`],
  ['idle connection', `${(perConnection / 1_024).toFixed(1)} KiB`],
  ['call and reply', perCall(echo)],
  ...messages.map(({ members, load }): [string, string] => [`message to ${members}`, perCall(load)]),
];
for (const [name, value] of lines) console.log(`  ${name.padEnd(22)}${value}`);

function perCall({ calls, cpu }: Load): string {
  return `${((cpu / calls) * 1_000).toFixed(2)} ms of one core (${calls} calls)`;
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  console.error(`sizing: --${name} takes a whole number above 0, not "${text}".`);
  process.exit(2);
}

import { readFileSync } from 'node:fs';
import { CUT_REASONS } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { serverVariables } from './server-config.ts';

const page = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('\n## Limits'), page.indexOf('\n## Proxies'));
const rows = [...section.matchAll(/^\| `(\w+)` \| (\d+) \| (.*) \| (.*) \|$/gm)].map(
  ([, name = '', value, over = '']) => ({ name, value: Number(value), over }),
);
const variables = serverVariables('/');
type Name = keyof typeof variables;

/** Durations are written in seconds, and read as milliseconds. */
function defaultOf(name: Name): number {
  const value = variables[name].parse(undefined) as number;
  return name === 'CONNECT_TIMEOUT' ? value / 1_000 : value;
}

it('docs/operations.md has exactly the limits of the configuration, with their defaults', () => {
  const limits = Object.keys(variables).filter(
    (name) => name.startsWith('MAX_') || name === 'CONNECT_TIMEOUT',
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(limits.sort());
  expect(rows.map(({ name, value }) => [name, value])).toEqual(
    rows.map(({ name }) => [name, defaultOf(name as Name)]),
  );
});

it('docs/operations.md has the reason of each cut by a limit', () => {
  // The others are no question of how much.
  const ofForm = ['too_many_connections', 'too_many_attachments', 'parse_error', 'unexpected_packet'];
  const reasons = rows.flatMap(({ over }) => [...over.matchAll(/: `(\w+)`/g)].map(([, reason]) => reason));
  expect(Object.keys(CUT_REASONS).filter((reason) => !reasons.includes(reason))).toEqual(ofForm);
  // Over one of them, a client waits.
  const waits = rows.filter(({ over }) => !over.includes(': `')).map(({ name }) => name);
  expect(waits).toEqual(['MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS']);
  expect(reasons).toHaveLength(rows.length - waits.length);
});

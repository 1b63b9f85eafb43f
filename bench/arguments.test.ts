import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const KNOWN = ['P1', 'P2', 'P10'];
const read = (...argv: string[]) => readArguments(argv, KNOWN);

it('runs everything if nothing is named', () => {
  expect(read()).toEqual({
    rows: KNOWN,
    options: { rounds: 5, quick: false, peers: true },
    json: undefined,
  });
});

it('runs the rows that are named, each once and in their own order', () => {
  expect(read('--', 'p10', 'P1', 'P1').rows).toEqual(['P1', 'P10']);
});

it('takes options', () => {
  expect(read('--quick', '--no-peers', '--json', 'out.json')).toMatchObject({
    options: { rounds: 3, quick: true, peers: false },
    json: 'out.json',
  });
  expect(read('--quick', '--rounds', '11').options.rounds).toBe(11);
});

it('says which rows there are', () => {
  expect(() => read('P3')).toThrow('There is no P3; there are P1, P2, P10.');
});

it.each(['0', '-1', '1.5', 'many', '1000'])('does not take %s rounds', (rounds) => {
  expect(() => read(`--rounds=${rounds}`)).toThrow(`not "${rounds}"`);
});

it('says which options there are', () => {
  expect(() => read('--round', '3')).toThrow(
    '--round; there are --rounds N, --quick, --no-peers, --json FILE.',
  );
});

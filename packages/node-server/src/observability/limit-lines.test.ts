import { pino } from 'pino';
import { expect, it } from 'vitest';
import { limitLines } from './limit-lines.ts';

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly reason: string;
  readonly omitted?: number;
}

function watch(level = 'info') {
  const lines: Line[] = [];
  const logger = pino({ level, base: null }, { write: (text) => void lines.push(JSON.parse(text) as Line) });
  return { lines, write: limitLines(logger) };
}

const CUT = { level: 'warn', msg: 'A connection was cut', reason: 'flood' } as const;

it('writes ten lines of a kind, and once a second how many it left out', async () => {
  const { lines, write } = watch();
  for (let i = 0; i < 1_000; i++) write(CUT, { address: `192.0.2.${i}` });
  expect(lines).toHaveLength(10);
  expect(lines[9]).toMatchObject({ level: 40, msg: CUT.msg, reason: 'flood', address: '192.0.2.9' });
  await expect.poll(() => lines.length).toBeGreaterThan(10);
  expect(lines.slice(10)).toEqual([
    expect.objectContaining({
      level: 40,
      msg: 'Lines of the log were left out',
      ...{ of: CUT.msg, reason: 'flood', omitted: 990 },
    }),
  ]);
  write(CUT, { address: '192.0.2.1' });
  expect(lines).toHaveLength(12);
});

it('counts each reason, message and level for itself', async () => {
  const { lines, write } = watch();
  for (let i = 0; i < 11; i++) {
    write(CUT, {});
    write({ ...CUT, reason: 'slow_reader' }, {});
    write({ ...CUT, msg: 'A connection was refused' }, {});
    write({ ...CUT, level: 'error' }, {});
  }
  expect(lines).toHaveLength(40);
  await expect.poll(() => lines.length).toBe(44);
  expect(lines.slice(40).map(({ omitted }) => omitted)).toEqual([1, 1, 1, 1]);
});

it('writes and counts nothing that the level of the log leaves out', () => {
  const { lines, write } = watch('error');
  for (let i = 0; i < 20; i++) write(CUT, {});
  expect(lines).toEqual([]);
});

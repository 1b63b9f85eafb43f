import { expect, it } from 'vitest';
import { heardRaw, rawCalled, rawRecordingOf } from '../../../recordings/recording.fixture.ts';
import { compareRuns, differingPlaces, writeReport } from './compare.ts';

it('names each argument of an event, so that one is ignored without the others', () => {
  const run = (id: unknown, total: unknown) =>
    rawRecordingOf([heardRaw(0, 'order:new', id, { total, lines: [{ price: id }] })]);
  const left = run('5', 3);
  const compare = (right: ReturnType<typeof run>, ...paths: string[]) => {
    const ignored = paths.map((path) => ({ event: 'order:new', path }));
    const { events, differences } = compareRuns({ ...left, ignored }, right);
    return [differences, events.flatMap(differingPlaces)];
  };
  expect(compare(run('6', 3))).toEqual([1, ['argument 1', 'argument 2.lines.*.price']]);
  expect(compare(run('6', 3), 'argument 1', 'argument 2.lines.*.price')).toEqual([0, []]);
  expect(compare(run('CHANGED', 'other'), 'argument 1')).toEqual([
    1,
    ['argument 2.total', 'argument 2.lines.*.price'],
  ]);
});

it('names each argument of a bare answer, too', () => {
  const run = (...args: unknown[]) =>
    rawRecordingOf([rawCalled(0, 'sum', [], { by: 'server', args, outcome: 'answered' })]);
  const places = (left: unknown[], right: unknown[]) =>
    compareRuns(run(...left), run(...right)).calls.map(differingPlaces);
  expect(places([null, 'a'], [null, 'b'])).toEqual([['argument 2']]);
  expect(places([{ sum: 3 }], [{ sum: 4 }])).toEqual([['sum']]);
  expect(places([3], [4])).toEqual([['']]);
});

it.each<[string, unknown[], unknown[]]>([
  ['two arguments and a list of the two', [1, 2], [[1, 2]]],
  ['no argument and null', [], [null]],
  ['one argument and two', [1], [1, null]],
])('finds the difference between %s', (_, left, right) => {
  const event = (args: unknown[]) => rawRecordingOf([heardRaw(0, 'x', ...args)]);
  const call = (args: unknown[]) =>
    rawRecordingOf([rawCalled(0, 'x', [], { by: 'server', args, outcome: 'answered' })]);
  expect(compareRuns(event(left), event(right)).differences).toBe(1);
  expect(compareRuns(call(left), call(right)).differences).toBe(1);
});

it('ignores a place of an event without the same place of the answer to a call of that name', () => {
  const run = (id: string, answer: string) =>
    rawRecordingOf([
      rawCalled(0, 'chat', [], { by: 'server', args: [answer], outcome: 'answered' }),
      heardRaw(1, 'chat', id),
    ]);
  const differences = (kind?: 'call' | 'event') => {
    const ignored = [{ ...(kind && { kind }), event: 'chat', path: '' }];
    const { calls, events } = compareRuns({ ...run('a', 'b'), ignored }, run('c', 'd'));
    return [...calls, ...events].map(({ verdict }) => verdict);
  };
  expect(differences('event')).toEqual(['differs', 'same']);
  expect(differences('call')).toEqual(['same', 'differs']);
  expect(differences()).toEqual(['same', 'same']);
});

it('reports integers beyond 2^53 by their digits, and binary and secrets as a recording has them', () => {
  const run = (last: number) =>
    rawRecordingOf([
      heardRaw(
        0,
        'sum',
        { n: { $integer: `900719925474099${last}` }, key: { $secret: 1 } },
        { $bytes: 'aGk=' },
      ),
    ]);
  const replay = { recording: run(5), replaced: new Map(), problems: [], stopped: false, greetings: 0 };
  const report = writeReport(run(3), replay, compareRuns(run(3), run(5)));
  const lineOf = (last: number) =>
    `{"argument 1":{"n":900719925474099${last},"key":"(varies)"},"argument 2":{"$bytes":"aGk="}}`;
  expect(report).toContain(`  recorded: ${lineOf(3)}\n`);
  expect(report).toContain(`  replayed: ${lineOf(5)}\n`);
});

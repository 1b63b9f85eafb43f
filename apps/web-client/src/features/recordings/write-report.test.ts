import { expect, it } from 'vitest';
import { compareRuns } from './model/compare.ts';
import { called, failed, heard, recordingOf } from './model/recording.fixture.ts';
import { summariseComparison } from './write-report.ts';

it('counts differences of the calls and events that it names', () => {
  const recorded = recordingOf(called('a1', 'x', null, { ok: true }));
  const replayed = recordingOf([
    ...called('a1', 'x', null, failed('NOT_FOUND')),
    ...[1, 2, 3].map((n) => heard('a', 'y', { n: `${n}` })),
  ]);
  const compare = (other: typeof recorded) => compareRuns(recorded, other, { replaced: new Map() });
  expect(summariseComparison(compare(replayed))).toBe('Differs in 4 of 4: 1 call and 3 events');
  expect(summariseComparison(compare(recorded))).toBe('Same: 1 call and no events');
});

import type { Recording } from '../../lib/recording.ts';
import { countOf } from '../../texts/recordings.ts';
import type { Comparison } from './model/compare.ts';
import type { Replay } from './model/replay.ts';

/** The outcome in a line: `Same: 5 calls and 8 events`, or `Differs in 2 of 13: 5 calls and 8 events`. */
export function summariseComparison({ calls, events, differences }: Comparison): string {
  const all = `${countOf(calls.length, 'call')} and ${countOf(events.length, 'event')}`;
  if (differences === 0) return `Same: ${all}`;
  return `Differs in ${differences} of ${calls.length + events.length}: ${all}`;
}

/** The comparison as a text for a ticket or a chat. */
export function writeReport(recording: Recording, replay: Replay, comparison: Comparison): string {
  const names = new Map(recording.clients.map(({ id, name }) => [id, name]));
  const differences = [...comparison.calls, ...comparison.events].filter(({ same }) => !same);
  const lines = [
    `Replay of "${recording.name}" (${recording.contract.name} ${recording.contract.version})`,
    `Recorded ${new Date(recording.startedAt).toISOString()}, replayed ${new Date(replay.recording.startedAt).toISOString()}${replay.stopped ? ', stopped before its end' : ''}`,
    summariseComparison(comparison),
    ...replay.problems.map((problem) => `! ${problem}`),
    ...differences.flatMap((row) => {
      const what =
        row.kind === 'call' ? `${row.outcomes.recorded} -> ${row.outcomes.replayed}` : `event ${row.verdict}`;
      return [
        '',
        `${names.get(row.clientId) ?? row.clientId} ${row.event}: ${what}`,
        `  recorded: ${print(row.recorded)}`,
        `  replayed: ${print(row.replayed)}`,
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

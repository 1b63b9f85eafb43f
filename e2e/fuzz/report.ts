import type { Tally } from './tally.ts';

/** What was tried, one fact a line. */
export function toReport(tally: Tally, { seed, seconds }: { seed: number; seconds: number }): string {
  const { frames, calls, scripts, connections, requests, lost, bystanderCalls } = tally;
  const answers = [...tally.answers].sort(([, one], [, other]) => other - one);
  const answered = answers.reduce((sum, [, count]) => sum + count, 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', seed],
    ['frames', `${frames} (${Math.round(frames / seconds)} a second)`],
    ['scripts', `${scripts} on ${connections} connections`],
    ['raw requests', requests],
    ['calls', calls],
    ['answers', `${answered} (${answers.map(([code, count]) => `${code} ${count}`).join(', ')})`],
    ['lost', `${lost} (sent where the server had a reason to hang up)`],
    ['polite calls', bystanderCalls],
    ['unanswered', tally.count('unanswered', 'deaf')],
    ['deaths', tally.count('death')],
    ['offences', tally.offences.length],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
}

/** Every offence with its seed and the frames that led to it, one a line. */
export function toFindings(tally: Tally): string {
  return tally.offences
    .map(({ kind, what, seed, frames }) =>
      [`== ${kind}: ${what}`, ...(seed === undefined ? [] : [`seed ${seed}`]), ...frames].join('\n'),
    )
    .join('\n\n');
}

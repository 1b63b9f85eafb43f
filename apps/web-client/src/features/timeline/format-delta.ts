/** The time since the row before, for people: `+0`, `+42 ms`, `+1.3 s`, `+12 min`. */
export function formatDelta(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  const time = Math.abs(milliseconds);
  if (time === 0) return '+0';
  if (time < 1_000) return `${sign}${Math.round(time)} ms`;
  if (time < 60_000) return `${sign}${(time / 1_000).toFixed(1)} s`;
  return `${sign}${Math.floor(time / 60_000)} min`;
}

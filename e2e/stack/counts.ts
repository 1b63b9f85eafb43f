import { subscribe } from 'node:diagnostics_channel';

/** What this worker has opened since the counts were last taken. `pnpm test` compares the sums with a budget. */
const counts = { processes: 0, contexts: 0 };

subscribe('child_process', () => {
  counts.processes += 1;
});

export function countContext(): void {
  counts.contexts += 1;
}

/** The counts as annotations of a test; they begin anew at 0. */
export function takeCounts(): { type: string; description: string }[] {
  const taken = Object.entries(counts).map(([type, count]) => ({ type, description: `${count}` }));
  Object.assign(counts, { processes: 0, contexts: 0 });
  return taken;
}

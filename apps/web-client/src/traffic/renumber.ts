import type { Entry } from './entry.ts';

/** The entries under ids that count up, in their order. */
export function renumber(entries: readonly Entry[], firstId = 0): Entry[] {
  const ids = entries.map(({ id }) => id);
  return entries.map((entry, index) => {
    const id = firstId + index;
    if (entry.kind === 'state' || entry.answer?.after === undefined) return { ...entry, id };
    const after = Math.max(id, firstId + lastAtMost(ids, entry.answer.after));
    return { ...entry, id, answer: { ...entry.answer, after } };
  });
}

/** The place of the last number that is not above the limit, in an ascending list; -1 if all are. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

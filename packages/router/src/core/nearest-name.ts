import { distance } from 'fastest-levenshtein';

/** The name that `typed` was probably meant to be, or `undefined` if none is near (a third of its length off). */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, off: distance(typed, name) })).sort((a, b) => a.off - b.off);
  const [best] = ranked;
  return best && best.off <= typed.length / 3 ? best.name : undefined;
}

import type { Delta } from 'jsondiffpatch';
import { preview } from '../../lib/preview.ts';

/** One place in which two values differ. */
export interface Change {
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

const NOTHING = '–';

/** Lists what a delta of jsondiffpatch says, each place on its own. */
export function listChanges(delta: Delta, place = ''): Change[] {
  if (delta === undefined) return [];
  if (!Array.isArray(delta))
    return Object.entries(delta).flatMap(([key, inner]) => inside(key, inner, place));
  const at = place || '(whole value)';
  const [first, second, kind] = delta;
  if (delta.length === 1) return [{ place: at, before: NOTHING, after: preview(first) }];
  if (delta.length === 2) return [{ place: at, before: preview(first), after: preview(second) }];
  if (kind === 3) return [{ place: at, before: 'stood here', after: `moved to ${String(second)}` }];
  return [{ place: at, before: preview(first), after: NOTHING }];
}

/** In a list, `_2` is the place in the old one and `2` the place in the new one; `_t` only says that it is one. */
function inside(key: string, delta: Delta | 'a', place: string): Change[] {
  if (key === '_t' || delta === 'a') return [];
  const name = /^_\d+$/.test(key) ? key.slice(1) : key;
  return listChanges(delta, place ? `${place}.${name}` : name);
}

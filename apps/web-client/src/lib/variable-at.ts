import { toJson } from '@switchboard/contract';
import { getAtPath } from './at-path.ts';

/** A value that was pointed at, to become a variable. */
export interface VariableSource {
  readonly path: readonly (string | number)[];
  /** In its JSON form. */
  readonly value: unknown;
  /** Whether it was shown without its secrets. */
  readonly secret: boolean;
}

/** What stands at the path: the value itself, secret where what is `shown` of it is another. */
export function variableAt(whole: unknown, path: VariableSource['path'], shown: unknown): VariableSource {
  const value = toJson(getAtPath(whole, path));
  return { path, value, secret: JSON.stringify(toJson(shown)) !== JSON.stringify(value) };
}

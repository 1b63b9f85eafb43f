import type { Path } from '@switchboard/contract';
import type { Recording } from '../../../recordings/recording.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';

/** What has places: the answer to a call of this name, or a server event. */
export type Carrier = `${'call' | 'event'} ${string}`;

/** Paths that the user ignores; `undefined` is whether an event comes at all. */
export type IgnoredPaths = ReadonlySet<string | undefined>;

/** The places that the user ignores. */
export function ignoredPlaces({ ignored = [] }: Recording): ReadonlyMap<Carrier, IgnoredPaths> {
  const places = new Map<Carrier, Set<string | undefined>>();
  for (const { kind, event, path } of ignored) {
    for (const one of kind ? [kind] : (['call', 'event'] as const)) {
      const carrier: Carrier = `${one} ${event}`;
      places.set(carrier, (places.get(carrier) ?? new Set()).add(path));
    }
  }
  return places;
}

/** A path as a text in which any item of a list is `*`: `data.rooms.*.name`. */
export function patternOf(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
}

/**
 * What is compared of arguments, and where places begin: the only argument as it is; several by their names, because each
 * has a meaning of its own, unlike the items of a list.
 */
export function namedArguments(args: readonly unknown[]): unknown {
  if (args.length === 0) return RECORDINGS.noArguments;
  if (args.length === 1) return args[0];
  return Object.fromEntries(args.map((arg, index) => [argumentName(index), arg]));
}

export function argumentName(index: number): string {
  return `argument ${index + 1}`;
}

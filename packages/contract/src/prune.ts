import type { Path } from './schema.ts';

/** What is read of an issue beyond Standard Schema, where the library says it: zod does. */
export interface RawIssue {
  readonly code?: unknown;
  readonly path?: readonly unknown[];
  /** Of `unrecognized_keys`: the keys that the object there does not have. */
  readonly keys?: readonly string[];
  /** Of `invalid_union`: the issues of each branch, with paths from the union on. */
  readonly errors?: readonly (readonly RawIssue[])[];
}

/** More are removed, but not named. */
const MAX_NAMED = 20;

/** A value from which unknown fields are removed, without changing the original. */
export class Pruned {
  value: unknown;
  /** The removed fields. */
  readonly dropped: Path[] = [];
  readonly #copies = new WeakSet<object>();

  constructor(value: unknown) {
    this.value = value;
  }

  /** Removes the fields that the issues call unknown. Returns whether there was one. */
  remove(issues: readonly RawIssue[]): boolean {
    let isChanged = false;
    for (const { path, keys } of unknownFields(issues, [])) {
      const holder = this.#copyAt(path);
      for (const key of holder ? keys : []) {
        if (!holder || !Object.hasOwn(holder, key)) continue;
        Reflect.deleteProperty(holder, key);
        isChanged = true;
        if (this.dropped.length < MAX_NAMED) this.dropped.push([...path, key]);
      }
    }
    return isChanged;
  }

  /** The object at the path, and all that hold it, as copies that may be changed. */
  #copyAt(path: Path): object | undefined {
    this.value = this.#copy(this.value);
    let holder = this.value;
    for (const key of path) {
      if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
      const value = this.#copy(Reflect.get(holder, key));
      Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
      holder = value;
    }
    return typeof holder === 'object' && holder !== null ? holder : undefined;
  }

  #copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.#copies.has(value)) return value;
    const prototype: unknown = Object.getPrototypeOf(value);
    const copy = Array.isArray(value) ? [...value] : { ...value };
    if (!Array.isArray(value) && prototype !== Object.prototype)
      Object.setPrototypeOf(copy, prototype as object | null);
    this.#copies.add(copy);
    return copy;
  }
}

interface UnknownFieldsAt {
  readonly path: Path;
  readonly keys: readonly string[];
}

/** The unknown fields that the issues name; for a union those of the branch that would lose the fewest. */
function unknownFields(issues: readonly RawIssue[], base: Path): UnknownFieldsAt[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...(issue.path ?? []).map(toKey)];
    if (issue.code === 'unrecognized_keys' && issue.keys) return [{ path, keys: issue.keys }];
    if (issue.code !== 'invalid_union' || !issue.errors) return [];
    const branches = issue.errors.filter(isOnlyUnknown).map((branch) => unknownFields(branch, path));
    return branches.toSorted((a, b) => countKeys(a) - countKeys(b))[0] ?? [];
  });
}

/** Whether a branch of a union would accept the value without its unknown fields. */
function isOnlyUnknown(issues: readonly RawIssue[]): boolean {
  return (
    issues.length > 0 &&
    issues.every(({ code, errors }) =>
      code === 'invalid_union' ? (errors?.some(isOnlyUnknown) ?? false) : code === 'unrecognized_keys',
    )
  );
}

function countKeys(fields: readonly UnknownFieldsAt[]): number {
  return fields.reduce((count, { keys }) => count + keys.length, 0);
}

function toKey(segment: unknown): string | number {
  const key = typeof segment === 'object' && segment !== null ? Reflect.get(segment, 'key') : segment;
  return typeof key === 'number' ? key : String(key);
}

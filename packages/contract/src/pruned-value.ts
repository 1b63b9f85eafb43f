import { type Container, copyOf, copyWithout, isContainer, setField } from './containers.ts';
import type { Path } from './schema.ts';
import type { UnknownFieldsAt } from './unknown-fields.ts';

/** More are removed, but not named. */
const MAX_NAMED = 20;

/** A value from which unknown fields are removed. The original is never changed: what holds a removed field is copied once. */
export class PrunedValue {
  value: unknown;
  /** The removed fields, if any: at most 20 of them. */
  dropped: Path[] | undefined;
  #copies: Set<Container> | undefined;

  constructor(value: unknown) {
    this.value = value;
  }

  /** Takes another value in its place. Returns whether it is another one. */
  replace(value: unknown): boolean {
    const isOther = value !== this.value;
    this.value = value;
    return isOther;
  }

  /** Removes the fields. Returns whether one of them was there. */
  remove(fields: readonly UnknownFieldsAt[]): boolean {
    let isChanged = false;
    for (const { path, keys } of fields) {
      const container = containerAt(this.value, path);
      const present = container ? keys.filter((key) => Object.hasOwn(container, key)) : [];
      if (present.length === 0) continue;
      for (const key of present) this.#name(path, key);
      this.value = this.#copyWithout(this.value as Container, path, new Set(present));
      isChanged = true;
    }
    return isChanged;
  }

  /**
   * Removes what the schema left out of its output. Fields that both have keep the value that they have here; what the output was
   * not made of is replaced by the output.
   */
  keepOnly(output: unknown): void {
    if (!hasSameNames(this.value, output)) this.value = this.#common(this.value, output, []);
  }

  /** Fields of an object are those that its output names: the schema may have made it of an instance of any class. */
  #common(value: unknown, output: unknown, path: Path): unknown {
    if (value === output || typeof value !== 'object' || value === null) return value;
    if (!isContainer(output)) return isContainer(value) ? output : value;
    if (!hasSameFields(value, output)) return output;
    if (Array.isArray(output)) {
      return output.map((item, index) => this.#common(value[index], item, [...path, index]));
    }
    for (const key of Object.keys(value)) {
      if (value[key] !== undefined && !Object.hasOwn(output, key)) this.#name(path, key);
    }
    return Object.fromEntries(
      Object.keys(output).map((key) => [key, this.#common(value[key], output[key], [...path, key])]),
    );
  }

  #name(path: Path, key: string): void {
    this.dropped ??= [];
    if (this.dropped.length < MAX_NAMED) this.dropped.push([...path, key]);
  }

  /** A copy of what holds the fields at the path, which may be changed, down to a copy without them. */
  #copyWithout(value: Container, path: Path, keys: ReadonlySet<string>): Container {
    const [first, ...rest] = path;
    if (first === undefined) return this.#keep(copyWithout(value, keys));
    const copy = this.#copy(value);
    setField(copy, first, this.#copyWithout(copy[first] as Container, rest, keys));
    return copy;
  }

  #copy(value: Container): Container {
    return this.#copies?.has(value) ? value : this.#keep(copyOf(value));
  }

  #keep(copy: Container): Container {
    this.#copies ??= new Set();
    this.#copies.add(copy);
    return copy;
  }
}

/** The container at the path, unless the path leads through something else: a Map, or what a transform has made. */
function containerAt(value: unknown, path: Path): Container | undefined {
  let holder = value;
  for (const key of path) holder = has(holder, key) ? holder[key] : undefined;
  return isContainer(holder) ? holder : undefined;
}

function has(value: unknown, key: string | number): value is Container {
  return isContainer(value) && Object.hasOwn(value, key);
}

/** Whether the output was made of these fields. Otherwise, as in a record whose keys change, it says nothing about them. */
function hasSameFields(value: object, output: Container): value is Container {
  if (Array.isArray(value) || Array.isArray(output)) {
    return Array.isArray(value) && Array.isArray(output) && value.length === output.length;
  }
  return Object.keys(output).every(
    (key) => Object.hasOwn(value, key) || (key in value && !(key in Object.prototype)),
  );
}

/**
 * Whether both are plain and have fields of the same names, at every depth: then nothing has to be removed. Allocates nothing:
 * it looks at most values that pass.
 */
function hasSameNames(value: unknown, output: unknown): boolean {
  if (value === output || typeof value !== 'object' || value === null) return true;
  if (!isPlain(value) || !isPlain(output)) return false;
  if (Array.isArray(value)) return Array.isArray(output) && hasSameItems(value, output);
  let more = 0;
  for (const name in value) {
    more += 1;
    const item = value[name];
    if (item !== undefined && item === output[name]) continue; // As nearly all are.
    if (!Object.hasOwn(output, name) || !hasSameNames(item, output[name])) return false;
  }
  for (const _name in output) more -= 1;
  return more === 0;
}

function hasSameItems(value: readonly unknown[], output: readonly unknown[]): boolean {
  return value.length === output.length && value.every((item, index) => hasSameNames(item, output[index]));
}

function isPlain(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** What is larger or deeper is left to the checks that allocate. */
const [MAX_VALUES, MAX_DEPTH] = [10_000, 32];

/**
 * Whether a value is made of plain objects, arrays and primitives alone, as nearly all are: none has a `toJSON` or an own
 * `__proto__`, none is binary, none holds itself. Allocates nothing, so that it may look at everything that comes and goes.
 * `false` says nothing: a value that is deeper than 32 levels, or larger than 10,000 values, may be simple too.
 */
export function isSimple(value: unknown): boolean {
  return spend(value, MAX_VALUES, MAX_DEPTH) >= 0;
}

/** How many more values may be looked at; below zero, it is not simple. */
function spend(value: unknown, budget: number, levels: number): number {
  if (typeof value !== 'object' || value === null) return budget - 1;
  if (levels === 0 || typeof (value as { toJSON?: unknown }).toJSON === 'function') return -1;
  const prototype: unknown = Object.getPrototypeOf(value);
  let left = budget - 1;
  if (Array.isArray(value)) {
    if (prototype !== Array.prototype) return -1;
    for (let index = 0; index < value.length && left >= 0; index++)
      left = spend(value[index], left, levels - 1);
    return left;
  }
  if (prototype !== Object.prototype) return -1;
  for (const key in value) {
    if (left < 0 || key === '__proto__') return -1;
    left = spend((value as Record<string, unknown>)[key], left, levels - 1);
  }
  return left;
}

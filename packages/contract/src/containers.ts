/** An array, or an object that is its fields: of any realm and any class, but no Map, Date, bytes and the like. */
export type Container = object & { readonly [key: string | number]: unknown };

export function isContainer(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
}

/** A copy of what JSON would say of it: the own fields, without the class. It may be changed where the value is frozen. */
export function copyOf(value: Container): Container {
  return Array.isArray(value) ? ([...value] as unknown as Container) : { ...value };
}

/** A copy without these fields: what they hold is not looked at, as there may be very many. */
export function copyWithout(value: Container, keys: ReadonlySet<string>): Container {
  const kept = Object.keys(value).filter((key) => !keys.has(key));
  return Object.fromEntries(kept.map((key) => [key, value[key]]));
}

/** Sets a field of a copy. `__proto__` is a field like any other. */
export function setField(copy: Container, key: string | number, value: unknown): void {
  Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
}

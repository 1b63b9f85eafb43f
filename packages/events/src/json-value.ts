/**
 * Whether `value` survives JSON unchanged and nests at most `levels` deep: `[]` is one level, a scalar none.
 * `isLeaf` lets through objects that JSON does not know.
 */
export function isJson(
  value: unknown,
  levels: number,
  isLeaf: (value: object) => boolean = () => false,
): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (isLeaf(value)) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, levels - 1, isLeaf));
  return isPlainObject(value) && Object.values(value).every((item) => isJson(item, levels - 1, isLeaf));
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

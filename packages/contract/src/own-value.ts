/** The value of a map's own key: a name off the wire never finds what the map inherits, such as `toString`. */
export function ownValue<T>(map: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

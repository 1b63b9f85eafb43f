/** The JSON form of binary. */
export interface JsonBytes {
  readonly $bytes: string;
}

export function isJsonBytes(value: unknown): value is JsonBytes {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    typeof Reflect.get(value, '$bytes') === 'string'
  );
}

/** A size for people: `512 B`, `1.5 KiB`, `2 MiB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${short(bytes / 1024)} KiB`;
  return `${short(bytes / 1024 / 1024)} MiB`;
}

function short(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

import { REDACTED, redact, type Schema } from '@switchboard/contract';
import { payloadSchema } from '../../lib/payload-schema.ts';

export interface Stripped {
  /** The draft without its secrets; left out where they cannot be told from the rest. */
  readonly text?: string;
  /** What is not in it, in words. */
  readonly leftOut: readonly string[];
}

/** Takes every value out of a draft that its event's schema marks as secret. A broken draft of such an event is not shared. */
export function stripSecrets(text: string, schema: Schema | undefined): Stripped {
  if (!schema || text.trim() === '') return { text, leftOut: [] };
  const json = parse(text);
  if (!json) {
    const leftOut = ['the draft: it is not JSON, so what is secret in it cannot be found'];
    return mayHoldSecrets(schema) ? { leftOut } : { text, leftOut: [] };
  }
  const shown = redact(schema, json.value);
  if (shown === json.value) return { text, leftOut: [] };
  const paths = hiddenPaths(json.value, shown, []);
  if (paths.some((path) => path.length === 0)) return { leftOut: ['the draft: all of it is secret'] };
  for (const path of paths) removeAt(json.value, path);
  return { text: JSON.stringify(json.value, null, 2), leftOut: paths.map((path) => path.join('.')) };
}

/** Takes secrets that are known by their value out of any text; `names` gives each a name for people. */
export function stripValues(text: string, names: ReadonlyMap<string, string>): Required<Stripped> {
  const found = [...names].filter(([secret]) => secret !== '' && text.includes(secret));
  return {
    text: found.reduce((rest, [secret]) => rest.replaceAll(secret, ''), text),
    leftOut: found.map(([, name]) => name),
  };
}

type Path = readonly (string | number)[];

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function mayHoldSecrets(schema: Schema): boolean {
  const described = payloadSchema(schema);
  return described === undefined || JSON.stringify(described).includes('"secret":true');
}

function hiddenPaths(value: unknown, shown: unknown, path: Path): Path[] {
  if (value === shown) return [];
  if (shown === REDACTED) return [path];
  return Object.entries(Object(value)).flatMap(([key, item]) =>
    hiddenPaths(item, Reflect.get(Object(shown), key), [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Items of a list leave a `null`, so that the others keep their place. */
function removeAt(value: unknown, path: Path): void {
  const parent = path.slice(0, -1).reduce<unknown>((part, key) => Reflect.get(Object(part), key), value);
  const key = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent[Number(key)] = null;
  else Reflect.deleteProperty(Object(parent), key);
}

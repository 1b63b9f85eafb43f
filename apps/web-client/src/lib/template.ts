/** What a name of a variable may be: it starts with a letter, and has letters, digits, `_`, `-` and `.` */
const NAME = '[\\p{L}_][\\p{L}\\p{N}_.-]{0,63}';
const PLACE = new RegExp(`\\{\\{\\s*(${NAME})\\s*\\}\\}`, 'gu');
const WHOLE = new RegExp(`^\\{\\{\\s*(${NAME})\\s*\\}\\}$`, 'u');

/** A variable that a draft names and nobody set, and where it is named. */
export interface MissingVariable {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

export interface Substituted {
  /** The value with what is known in its place; a name that nobody set stays as it was written. */
  readonly value: unknown;
  readonly missing: readonly MissingVariable[];
}

/** What a name of a variable must look like, or `undefined` if it does. */
export function nameProblem(name: string): string | undefined {
  return new RegExp(`^${NAME}$`, 'u').test(name)
    ? undefined
    : 'A name starts with a letter and has letters, digits, "_", "-" and "." only, at most 64.';
}

/** Whether a value is a text that names a variable. */
export function namesVariable(value: unknown): value is string {
  return typeof value === 'string' && value.search(PLACE) >= 0;
}

/**
 * Puts variables into the texts of a JSON value. `"{{name}}"` alone becomes the variable's value with its own type;
 * within a longer text it becomes its text, or its JSON if it is no text. Keys stay as they are.
 */
export function substituteVariables(
  json: unknown,
  variables: Readonly<Record<string, unknown>>,
): Substituted {
  const missing: MissingVariable[] = [];
  const read = (name: string, path: MissingVariable['path']): { value: unknown } | undefined => {
    if (Object.hasOwn(variables, name)) return { value: variables[name] };
    missing.push({ name, path });
    return undefined;
  };
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value === 'string') {
      const whole = WHOLE.exec(value)?.[1];
      if (whole !== undefined) return (read(whole, path) ?? { value }).value;
      return value.replace(PLACE, (place, name: string) => {
        const known = read(name, path);
        return known ? toText(known.value) : place;
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return { value: walk(json, []), missing };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { isBytes } from '@switchboard/contract';
import { z } from 'zod';

/** Why a value is no JSON, and where: `path` leads from the value to the part that is to blame. */
export interface JsonFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What JSON must be; `bytes: true` lets binary through, which Socket.IO sends beside the JSON. */
export interface JsonRules {
  /** How deep it may nest: `[]` is one level, a scalar none. */
  readonly levels: number;
  readonly bytes?: boolean;
}

/** A schema for any value that survives JSON unchanged. Each issue names the part that is to blame. */
export function jsonSchema(rules: JsonRules): z.ZodUnknown {
  return z.unknown().superRefine((value, context) => {
    const fault = jsonFault(value, rules);
    if (fault) context.addIssue({ code: 'custom', ...fault });
  });
}

/** The first part of the value that JSON would lose or change, or `undefined` if there is none. */
export function jsonFault(
  value: unknown,
  rules: JsonRules,
  path: (string | number)[] = [],
): JsonFault | undefined {
  const message = faultOf(value, rules, path.length);
  if (message) return { path: [...path], message };
  if (typeof value !== 'object' || value === null || isBytes(value)) return undefined;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = faultAt(index, value[index], rules, path);
      if (fault) return fault;
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    const fault = faultAt(key, Reflect.get(value, key), rules, path);
    if (fault) return fault;
  }
  return undefined;
}

function faultAt(
  key: string | number,
  value: unknown,
  rules: JsonRules,
  path: (string | number)[],
): JsonFault | undefined {
  path.push(key);
  const fault = jsonFault(value, rules, path);
  path.pop();
  return fault;
}

/** What is wrong with the value itself, whatever it holds. */
function faultOf(value: unknown, { levels, bytes = false }: JsonRules, depth: number): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'must be a finite number';
  if (typeof value !== 'object') return `must be JSON, not ${typeof value}`;
  if (isBytes(value)) return bytes ? undefined : 'must be JSON, not binary';
  if (!Array.isArray(value) && !isPlainObject(value)) return 'must be JSON: a plain object or an array';
  return depth >= levels ? `must nest at most ${levels} levels deep` : undefined;
}

/** An object of this realm or another that has no class. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

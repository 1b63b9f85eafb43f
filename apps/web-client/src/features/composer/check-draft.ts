import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';
import { inexactProblem, readJson } from '../../lib/read-json.ts';
import { missingProblem, type Problem, substitute, type Variables } from '../../lib/variables.ts';

export interface DraftCheck {
  /** The draft as JSON, `undefined` for an empty one; left out if the text is not JSON. */
  readonly json?: { readonly value: unknown };
  /** What goes over the wire; left out if a problem is fatal. */
  readonly payload?: { readonly value: unknown };
  readonly problems: readonly Problem[];
  /** Whether a number of the text changes when it is read: a form would write the changed one. */
  readonly isInexact?: boolean;
}

/**
 * Reads a draft, puts variables in their places and checks the result against the schema of its event, if there is one.
 * An empty text is no payload. A variable without a value is a problem, and stays as it is written. So is a number that
 * JavaScript cannot hold.
 */
export function checkDraft(text: string, schema: Schema | undefined, variables: Variables = {}): DraftCheck {
  if (text.trim() === '') {
    const isNeeded = schema !== undefined && issuesOf(schema, null).length > 0;
    const problems = isNeeded ? [{ path: [], message: 'This event needs a payload.', fatal: false }] : [];
    return { json: { value: undefined }, payload: { value: null }, problems };
  }
  const json = readJson(text);
  if (!json.ok) return { problems: [{ path: [], message: json.reason, fatal: true }] };
  const { value, missing } = substitute(json.value, variables);
  const read = {
    json: { value: json.value },
    ...(json.inexact.length > 0 && { isInexact: true }),
  };
  const found: Problem[] = [
    ...json.inexact.map((number) => ({
      path: [...number.path],
      message: inexactProblem(number),
      fatal: false,
    })),
    ...missing.map(missingProblem),
  ];
  const payload = attempt(() => fromJson(value));
  if (!payload.ok) {
    return { ...read, problems: [...found, { path: [], message: payload.reason, fatal: true }] };
  }
  const issues = (schema ? issuesOf(schema, payload.value) : []).filter(
    ({ path }) => !found.some((place) => isAt(path, place.path)),
  );
  return {
    ...read,
    payload: { value: payload.value },
    problems: [...found, ...issues.map((issue) => ({ ...issue, fatal: false }))],
  };
}

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  const validation = attempt(() => validateNow(schema, value));
  if (!validation.ok) return [{ path: [], message: validation.reason }];
  return validation.value.ok ? [] : validation.value.issues;
}

function isAt(path: Issue['path'], place: Issue['path']): boolean {
  return path.length >= place.length && place.every((key, index) => path[index] === key);
}

type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

function attempt<Value>(run: () => Value): Attempt<Value> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

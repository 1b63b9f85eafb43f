import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';
import type { MissingVariable } from '../../lib/template.ts';
import { substitute, type Variables } from '../../lib/variables.ts';

/** Something to mend before sending. */
export interface Problem extends Issue {
  /** Whether the draft cannot be sent even in breach of the contract: it is not JSON. */
  readonly fatal: boolean;
  /** The variable that must be set first. */
  readonly variable?: string;
}

export interface DraftCheck {
  /** The draft as JSON; left out if the text is not JSON. */
  readonly json?: { readonly value: unknown };
  /** What goes over the wire; left out if a problem is fatal. */
  readonly payload?: { readonly value: unknown };
  readonly problems: readonly Problem[];
}

/**
 * Reads a draft, puts variables in their places and checks the result against the schema that its event has, if it has
 * one. An empty text is no payload, where there need be none. A variable that nobody set is a problem, and stays as it is written.
 */
export function checkDraft(text: string, schema: Schema | undefined, variables: Variables = {}): DraftCheck {
  if (text.trim() === '') {
    const none = { value: null };
    if (!schema) return { payload: none, problems: [] };
    if (issuesOf(schema, null).length === 0) return { json: none, payload: none, problems: [] };
  }
  const json = attempt(() => JSON.parse(text) as unknown);
  if (!json.ok) return { problems: [{ path: [], message: `Not JSON: ${json.reason}`, fatal: true }] };
  const { value, missing } = substitute(json.value, variables);
  const payload = attempt(() => fromJson(value));
  if (!payload.ok) {
    const problem = { path: [], message: payload.reason, fatal: true };
    return { json, problems: [...missing.map(toProblem), problem] };
  }
  const issues = (schema ? issuesOf(schema, payload.value) : []).filter(
    ({ path }) => !missing.some((place) => isAt(path, place.path)),
  );
  const problems = issues.map((issue) => ({ ...issue, fatal: false }));
  return { json, payload, problems: [...missing.map(toProblem), ...problems] };
}

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  const validation = attempt(() => validateNow(schema, value));
  if (!validation.ok) return [{ path: [], message: validation.reason }];
  return validation.value.ok ? [] : validation.value.issues;
}

function toProblem({ name, path }: MissingVariable): Problem {
  const message = `There is no variable "${name}" yet: set it under Variables, or pick a value from a reply.`;
  return { path: [...path], message, fatal: false, variable: name };
}

function isAt(path: Issue['path'], place: MissingVariable['path']): boolean {
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

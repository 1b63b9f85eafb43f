import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';

/** Something to mend before sending. */
export interface Problem extends Issue {
  /** Whether the draft cannot be sent even in breach of the contract: it is not JSON. */
  readonly fatal: boolean;
}

export interface DraftCheck {
  /** The draft as JSON; left out if the text is not JSON. */
  readonly json?: { readonly value: unknown };
  /** What goes over the wire; left out if a problem is fatal. */
  readonly payload?: { readonly value: unknown };
  readonly problems: readonly Problem[];
}

/** Reads a draft and checks it against the schema that its event has, if it has one. An empty text is no payload. */
export function checkDraft(text: string, schema: Schema | undefined): DraftCheck {
  if (text.trim() === '' && !schema) return { payload: { value: null }, problems: [] };
  const json = attempt(() => JSON.parse(text) as unknown);
  if (!json.ok) return { problems: [{ path: [], message: `Not JSON: ${json.reason}`, fatal: true }] };
  const payload = attempt(() => fromJson(json.value));
  if (!payload.ok) return { json, problems: [{ path: [], message: payload.reason, fatal: true }] };
  const validation = schema && attempt(() => validateNow(schema, payload.value));
  if (validation && !validation.ok) {
    return { json, payload, problems: [{ path: [], message: validation.reason, fatal: false }] };
  }
  const issues = validation?.value.ok === false ? validation.value.issues : [];
  return { json, payload, problems: issues.map((issue) => ({ ...issue, fatal: false })) };
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

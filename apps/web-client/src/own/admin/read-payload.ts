import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';

export interface ReadPayload {
  /** What goes to the server; left out if the text cannot be read. */
  readonly payload?: { readonly value: unknown };
  /** What does not fit the event. */
  readonly issues: readonly Issue[];
}

/** Reads the JSON text of a payload, with binary as `{ "$bytes": "<base64>" }`, and checks it. */
export function readPayload(text: string, schema: Schema | undefined): ReadPayload {
  if (!schema) return { payload: { value: undefined }, issues: [] };
  try {
    const value = fromJson(JSON.parse(text));
    const validation = validateNow(schema, value);
    return { payload: { value }, issues: validation.ok ? [] : validation.issues };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { issues: [{ path: [], message: `Not JSON: ${reason}` }] };
  }
}

import { type EventSpec, fromJson, validateNow } from '@switchboard/contract';

/** A payload from which wrong ones can be made. */
export interface BasePayload {
  readonly label: string;
  readonly payload: unknown;
}

/** The examples, then the draft, as far as they fit the schema: nothing can be said of a variant of what is wrong already. */
export function basePayloads(spec: EventSpec, draft: string | undefined): BasePayload[] {
  const { payload: schema, examples = [] } = spec;
  if (!schema) return [{ label: 'no payload', payload: null }];
  const candidates = examples.map(({ name, payload }) => ({ label: `example: ${name}`, payload }));
  const written = draft === undefined ? undefined : parse(draft);
  if (written) candidates.push({ label: 'the draft in the editor', payload: written.value });
  return candidates.filter(({ payload }) => validateNow(schema, payload).ok);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: fromJson(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}

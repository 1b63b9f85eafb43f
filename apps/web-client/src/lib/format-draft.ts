import { toJson } from '@switchboard/contract';

/** A payload as the text of a draft. */
export function formatDraft(payload: unknown): string {
  return payload === undefined ? '' : JSON.stringify(toJson(payload), null, 2);
}

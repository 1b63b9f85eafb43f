import type { Entry } from '../../../lib/entry.ts';
import type { RecordedCall } from '../model/script.ts';
import type { Variable } from '../model/variables.ts';

/** Secrets are texts as far as anybody knows. */
export function isText({ value }: Variable): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && '$secret' in value);
}

/** An error's words may change; its code and data may not. */
export function wantedError({ code, data }: { code: string; data?: unknown }): object {
  return data === undefined || data === null ? { code } : { code, data };
}

/** Whether the call settled with this code without an answer of the server. */
export function failedHere({ settled }: RecordedCall, code: string): boolean {
  if (settled?.answer.by !== 'client') return false;
  return settled.answer.outcome.toUpperCase() === code;
}

export function breaksContract(entry: Entry): boolean {
  if (entry.kind === 'event') return entry.issues.length > 0;
  return entry.kind === 'call' && (entry.answer?.issues.length ?? 0) > 0;
}

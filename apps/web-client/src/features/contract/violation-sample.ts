import { type AnyReply, redact, redactReply, toJson } from '@switchboard/contract';
import type { Violation } from '../../lib/contract-record.ts';
import { clientSpec, serverSpec } from '../../lib/spec-of.ts';

const MAX_LENGTH = 2_000;

/** What broke the contract, as JSON without secrets, cut where it is long. */
export function sampleText(violation: Violation): string {
  const value = shown(violation);
  if (value === undefined) return 'nothing';
  try {
    const text = JSON.stringify(toJson(value), null, 2);
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function shown({ kind, event, sample }: Violation): unknown {
  if (kind === 'reply') return redactReply(clientSpec(event), sample as AnyReply);
  return redact(serverSpec(event)?.payload, sample);
}

import { ERROR_STATUSES, type EventSpec, isStandardCode, type StandardCode } from '@switchboard/contract';

/** The standard codes that some event may answer with, in the contract's order. */
export const STANDARD_CODES: readonly StandardCode[] = Object.keys(ERROR_STATUSES)
  .filter(isStandardCode)
  // Every event here is one of the contract.
  .filter((code) => code !== 'NOT_FOUND');

/** The codes that a caller can bring about, each where the contract makes it possible. */
const PROVOKED: Partial<Record<StandardCode, (spec: EventSpec) => boolean>> = {
  BAD_REQUEST: () => true,
  UNAUTHORIZED: ({ policy }) => policy?.scope !== undefined,
  FORBIDDEN: ({ policy }) => policy?.scope !== undefined,
  CONFLICT: ({ policy }) => Boolean(policy?.idempotent),
  PAYLOAD_TOO_LARGE: () => true,
  TOO_MANY_REQUESTS: ({ policy }) => policy?.rate !== undefined,
};

/** The codes that count for coverage: the declared ones, and the standard ones that a caller can bring about. */
export function codesOf(spec: EventSpec): {
  readonly declared: readonly string[];
  readonly standard: readonly StandardCode[];
} {
  return {
    declared: Object.keys(spec.errors ?? {}),
    standard: STANDARD_CODES.filter((code) => PROVOKED[code]?.(spec)),
  };
}

/** How a column for a standard code is headed: by its HTTP status, which is short, or by a word of its own. */
export function shortCode(code: StandardCode): string {
  if (code === 'REPLY_INVALID') return 'reply';
  return String(ERROR_STATUSES[code] ?? 'lost');
}

import { MAX_DURATION } from './duration.ts';
import type { Issue, Validation } from './schema.ts';

/** What a call may carry beside its payload. On the wire it always follows a payload (`null` if there is none). */
export interface CallMeta {
  /** Names the call, 1-128 characters, so that a repeated call can be recognised. */
  id?: string;
  /** The milliseconds that the caller will still wait: a budget, not a clock reading. */
  deadline?: number;
  /** W3C trace context (`traceparent`), at most 128 characters. Source: https://www.w3.org/TR/trace-context/ */
  trace?: string;
}

/** Milliseconds that a call may take where nobody says otherwise: the caller waits as long as the router works on it. */
export const DEFAULT_DEADLINE = 10_000;

const MAX_TEXT = 128;
const NO_META: CallMeta = /* @__PURE__ */ Object.freeze({});

/** Reads the meta off the wire. Unknown keys are dropped, `null` and `undefined` mean none. */
export function parseCallMeta(value: unknown): Validation<CallMeta> {
  if (value === undefined || value === null) return { ok: true, value: NO_META };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, issues: [{ path: ['meta'], message: 'must be an object or null' }] };
  }
  const { id, deadline, trace } = value as Record<string, unknown>;
  const issues: Issue[] = [];
  const meta: CallMeta = {};
  if (id !== undefined) {
    if (isShortText(id)) meta.id = id;
    else issues.push({ path: ['meta', 'id'], message: `must be a string of 1-${MAX_TEXT} characters` });
  }
  if (deadline !== undefined) {
    if (isBudget(deadline)) meta.deadline = Math.min(deadline, MAX_DURATION);
    else issues.push({ path: ['meta', 'deadline'], message: 'must be a positive number of milliseconds' });
  }
  if (trace !== undefined) {
    if (isShortText(trace)) meta.trace = trace;
    else issues.push({ path: ['meta', 'trace'], message: `must be a string of 1-${MAX_TEXT} characters` });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: meta };
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT;
}

function isBudget(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

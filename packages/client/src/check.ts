import {
  type AnyReply,
  type Contract,
  ERROR_CODES,
  type EventSpec,
  fail,
  type Issue,
  isReply,
  isStandardCode,
  type Schema,
  validateNow,
} from '@switchboard/contract';

/**
 * What is done about a value that does not fit the contract:
 * `enforce` refuses it, `report` lets it pass and tells the observers, `off` does not look.
 * Only a synchronous schema can be checked here: nothing fits one that is not.
 */
export type ValidationMode = 'enforce' | 'report' | 'off';

export interface Checked<Value> {
  readonly value: Value;
  /** What does not fit; empty if all does. */
  readonly issues: readonly Issue[];
}

/** What does not fit in a payload that is about to be sent. An unknown event is the server's to refuse. */
export function checkPayload(spec: EventSpec | undefined, payload: unknown): Issue[] {
  if (!spec) return [];
  if (spec.payload) return [...checkAgainst(spec.payload, payload).issues];
  return payload === null ? [] : [{ path: [], message: 'This event takes no payload.' }];
}

/** Checks what came off the wire for one event and, where it fits, applies the schema's transforms. */
export function checkEvent(contract: Contract, event: string, payload: unknown): Checked<unknown> {
  const spec = Object.hasOwn(contract.serverEventMap, event) ? contract.serverEventMap[event] : undefined;
  if (!spec)
    return {
      value: payload,
      issues: [{ path: [], message: `The contract has no server event "${event}".` }],
    };
  return checkAgainst(spec.payload, payload);
}

/**
 * Checks a reply and, where it fits, applies the schema's transforms. In `enforce`, one that does not fit becomes an
 * error; an answer that is no reply at all becomes one in every mode.
 */
export function checkReply(
  spec: EventSpec | undefined,
  raw: unknown,
  mode: ValidationMode,
): Checked<AnyReply> {
  if (!isReply(raw)) {
    const issues = [
      { path: [], message: 'The answer is not a reply: { ok: true, data } or { ok: false, error }.' },
    ];
    return { value: brokenReply(issues), issues };
  }
  if (!spec || mode === 'off') return { value: raw, issues: [] };
  const { value, issues } = raw.ok
    ? wrap(checkAgainst(spec.response, raw.data), (data): AnyReply => ({ ok: true, data }))
    : wrap(checkErrorData(spec, raw.error), (data): AnyReply => fail({ ...raw.error, data }));
  return { value: issues.length > 0 && mode === 'enforce' ? brokenReply(issues) : value, issues };
}

function wrap<A, B>({ value, issues }: Checked<A>, build: (value: A) => B): Checked<B> {
  return { value: build(value), issues };
}

function checkErrorData(spec: EventSpec, error: { code: string; data: unknown }): Checked<unknown> {
  if (isStandardCode(error.code)) return { value: error.data, issues: [] };
  const declared = Object.hasOwn(spec.errors ?? {}, error.code) ? spec.errors?.[error.code] : undefined;
  if (declared === true) return { value: undefined, issues: [] };
  if (declared) return checkAgainst(declared, error.data);
  return {
    value: error.data,
    issues: [{ path: ['code'], message: `The contract does not declare ${error.code}.` }],
  };
}

function checkAgainst(schema: Schema | undefined, value: unknown): Checked<unknown> {
  if (!schema) return { value: undefined, issues: [] };
  try {
    const validation = validateNow(schema, value);
    return validation.ok ? { value: validation.value, issues: [] } : { value, issues: validation.issues };
  } catch (error) {
    return { value, issues: [{ path: [], message: `The schema failed: ${String(error)}` }] };
  }
}

function brokenReply(issues: readonly Issue[]): AnyReply {
  const { message } = ERROR_CODES.INTERNAL_SERVER_ERROR;
  return fail({
    code: 'INTERNAL_SERVER_ERROR',
    message: `${message} Its reply breaks the contract.`,
    data: undefined,
    issues: [...issues],
  });
}

import {
  type AnyReply,
  type Contract,
  declaredError,
  type ErrorBody,
  type EventSpec,
  fail,
  type Issue,
  isReply,
  ownValue,
  type Path,
  readValueNow,
  type Schema,
  type Tolerated,
  thrownText,
  type UnknownFields,
  writeValueNow,
} from '@switchboard/contract';
import { failure } from './pending-calls.ts';

/**
 * What is done about a value that does not fit the contract:
 * `enforce` refuses it, `report` lets it pass and reports it to the observers, `off` does not look.
 * Fields that the contract does not name are no misfit: they are left out, in `enforce` and `report`.
 * Only a synchronous schema can be checked here: nothing fits one that is not.
 */
export type ValidationMode = 'enforce' | 'report' | 'off';

export interface Checked<Value> {
  readonly value: Value;
  /** What does not fit; empty if all does. */
  readonly issues: readonly Issue[];
  /** Where unknown fields were left out, if any were. */
  readonly dropped?: readonly Path[];
}

/** Checks a payload that is about to be sent. An unknown event is the server's to refuse. */
export function checkPayload(spec: EventSpec | undefined, payload: unknown): Checked<unknown> {
  if (spec?.payload) return checkSent(spec.payload, payload, spec.policy?.unknownFields);
  const fits = !spec || payload === null || payload === undefined;
  return { value: payload, issues: fits ? [] : [{ path: [], message: 'This event takes no payload.' }] };
}

/** Checks a value that is about to be sent, such as the answer to an event of the server. */
export function checkSent(schema: Schema, value: unknown, unknownFields?: UnknownFields): Checked<unknown> {
  return check(value, () => writeValueNow(schema, value, unknownFields));
}

/** Checks what came off the wire for one event and, where it fits, applies the schema's transforms. */
export function checkEvent(contract: Contract, event: string, payload: unknown): Checked<unknown> {
  const spec = ownValue(contract.serverEventMap, event);
  if (spec) return read(spec.payload, payload);
  return { value: payload, issues: [{ path: [], message: `The contract has no server event "${event}".` }] };
}

/**
 * Checks a reply and, where it fits, applies the schema's transforms. In `enforce`, one that does not fit becomes
 * REPLY_INVALID; an answer that is no reply at all becomes it in every mode.
 */
export function checkReply(
  spec: EventSpec | undefined,
  raw: unknown,
  mode: ValidationMode,
): Checked<AnyReply> {
  if (!isReply(raw)) {
    const message = 'The answer is not a reply: { ok: true, data } or { ok: false, error }.';
    const issues = [{ path: [], message }];
    return { value: failure('REPLY_INVALID', { issues }), issues };
  }
  if (!spec || mode === 'off') return { value: raw, issues: [] };
  const checked = raw.ok
    ? withValue(
        read(spec.response, raw.data, spec.policy?.unknownFields),
        (data): AnyReply => ({ ok: true, data }),
      )
    : checkError(spec, raw.error);
  if (checked.issues.length === 0 || mode !== 'enforce') return checked;
  return { ...checked, value: failure('REPLY_INVALID', { issues: [...checked.issues] }) };
}

/** A code that the contract does not know is that of a newer server: it stays as it came, like the standard ones. */
function checkError(spec: EventSpec, error: ErrorBody): Checked<AnyReply> {
  const declared = declaredError(spec, error.code);
  if (!declared) return { value: fail(error), issues: [] };
  const data = read(declared === true ? undefined : declared, error.data, spec.policy?.unknownFields);
  return withValue(data, (value) => fail({ ...error, data: value }));
}

function withValue<A, B>(checked: Checked<A>, build: (value: A) => B): Checked<B> {
  return { ...checked, value: build(checked.value) };
}

/** Without a schema the contract names no value, so that all of it is left out. */
function read(schema: Schema | undefined, value: unknown, unknownFields?: UnknownFields): Checked<unknown> {
  if (schema) return check(value, () => readValueNow(schema, value, unknownFields));
  const isNone = value === undefined || value === null;
  return { value: undefined, issues: [], ...(!isNone && { dropped: [[]] }) };
}

function check(value: unknown, validate: () => Tolerated<unknown>): Checked<unknown> {
  try {
    const { ok: _, ...result } = validate();
    return { value, issues: [], ...result };
  } catch (error) {
    return { value, issues: [{ path: [], message: `The schema failed: ${thrownText(error)}` }] };
  }
}

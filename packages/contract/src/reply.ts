import type { StandardCode } from './error-codes.ts';
import type { ResponseOutput } from './event-map.ts';
import type { InferOutput, Issue, Schema } from './schema.ts';

/** What every error on the wire looks like. */
export interface ErrorBody<Code extends string = string, Data = unknown> {
  code: Code;
  message: string;
  /** What the contract declares for this code. */
  data: Data;
  /** What did not fit, for BAD_REQUEST. */
  issues?: Issue[];
  /** Milliseconds after which the same call may succeed. */
  retryAfter?: number;
}

/** The errors that any call may get, whatever its event declares. */
export type StandardError = {
  [Code in StandardCode]: ErrorBody<Code, Code extends 'DISCONNECTED' ? { written: boolean } : undefined>;
}[StandardCode];

type DeclaredError<S> =
  NonNullable<S> extends { readonly errors: infer Errors }
    ? {
        [Code in keyof Errors & string]: ErrorBody<
          Code,
          Errors[Code] extends Schema ? InferOutput<Errors[Code]> : undefined
        >;
      }[keyof Errors & string]
    : never;

/** Every error that a call of this event may get: discriminate on `code`. */
export type ReplyError<S = unknown> = StandardError | DeclaredError<S>;

/** The answer to one call. `data` is `undefined` for an event without a response. */
export type Reply<S = unknown> = { ok: true; data: ResponseOutput<S> } | { ok: false; error: ReplyError<S> };

/** A reply off the wire before its event is known. */
export type AnyReply = { ok: true; data?: unknown } | { ok: false; error: ErrorBody };

export function ok(data: unknown): AnyReply {
  return data === undefined ? { ok: true } : { ok: true, data };
}

export function fail(error: ErrorBody): AnyReply {
  return { ok: false, error };
}

/** Whether a value off the wire has the shape of a reply: what it has must fit, what it has beside that does not matter. */
export function isReply(value: unknown): value is AnyReply {
  if (!isObject(value)) return false;
  return value.ok === true || (value.ok === false && isErrorBody(value.error));
}

function isErrorBody(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { code, message, issues, retryAfter } = value;
  return (
    typeof code === 'string' &&
    typeof message === 'string' &&
    (issues === undefined || (Array.isArray(issues) && issues.every(isIssue))) &&
    (retryAfter === undefined ||
      retryAfter === null ||
      (Number.isFinite(retryAfter) && (retryAfter as number) >= 0))
  );
}

function isIssue(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.path) || typeof value.message !== 'string') return false;
  return value.path.every((key) => typeof key === 'string' || typeof key === 'number');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

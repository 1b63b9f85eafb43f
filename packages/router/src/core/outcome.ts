import {
  type AnyReply,
  after,
  declaredError,
  EventError,
  type EventSpec,
  fail,
  isStandardCode,
  isThenable,
  type MaybePromise,
  ok,
  type Path,
  type Schema,
  type Tolerated,
  toEventError,
  writeValue,
} from '@switchboard/contract';
import type { RouterContext } from '../lib/router-context.ts';
import type { EventMessage } from './controller.ts';
import { type Handler, markExecuted, wasExecuted } from './middleware.ts';

/** How a call ended: its reply, and what only the server may know of it. */
export interface CallOutcome {
  readonly reply: AnyReply;
  /** What went wrong, with the causes that never go on the wire. */
  readonly error?: EventError;
  /** Where the payload or the reply had fields that are not in the contract. They were left out. */
  readonly dropped?: readonly Path[];
}

/** Adds the unknown fields that were left out of the payload or the reply, if any. */
export function withDropped(outcome: CallOutcome, dropped: readonly Path[] | undefined): CallOutcome {
  return dropped ? { ...outcome, dropped: [...dropped, ...(outcome.dropped ?? [])] } : outcome;
}

/**
 * Runs the middlewares and the controller, and makes the reply of what they return or throw: at once where nothing has to be
 * awaited. Never throws or rejects.
 */
export function runController(
  { spec, handler }: { readonly spec: EventSpec; readonly handler: Handler },
  message: EventMessage,
  context: RouterContext,
): MaybePromise<CallOutcome> {
  markExecuted(context, false);
  const onThrown = (thrown: unknown): MaybePromise<CallOutcome> =>
    failure(spec, thrown, wasExecuted(context));
  try {
    const result = handler(message, context);
    if (!isThenable(result)) return success(spec, result, context);
    return Promise.resolve(result).then((given) => success(spec, given, context), onThrown);
  } catch (thrown) {
    return onThrown(thrown);
  }
}

/** The reply to a call whose controller returned, held to the contract. */
function success(spec: EventSpec, result: unknown, context: RouterContext): MaybePromise<CallOutcome> {
  if (!spec.response) return { reply: ok(undefined) };
  const writing = write(spec.response, result, spec);
  return isThenable(writing)
    ? writing.then((response) => toOutcome(response, context))
    : toOutcome(writing, context);
}

function toOutcome(response: Written, context: RouterContext): CallOutcome {
  if ('breach' in response) {
    const reason = `The response breaks the contract: ${response.breach}`;
    return failed(broken(wasExecuted(context), reason, response.cause));
  }
  return withDropped({ reply: ok(response.value) }, response.dropped);
}

/**
 * The reply to a call that failed, and the one place where an error is held to the contract. One that the contract does not
 * allow is REPLY_INVALID if the controller was called, otherwise INTERNAL_SERVER_ERROR. Never throws or rejects.
 */
export function failure(
  spec: EventSpec | undefined,
  thrown: unknown,
  isExecuted = false,
): MaybePromise<CallOutcome> {
  try {
    const outcome = judge(spec, toEventError(thrown), isExecuted);
    return isThenable(outcome) ? outcome.catch(unreadable) : outcome;
  } catch (cause) {
    return unreadable(cause);
  }
}

/** An error may be a Proxy, or have a `toJSON` or data that throw. */
function unreadable(cause: unknown): CallOutcome {
  return failed(new EventError('INTERNAL_SERVER_ERROR', { cause }));
}

function judge(
  spec: EventSpec | undefined,
  error: EventError,
  isExecuted: boolean,
): MaybePromise<CallOutcome> {
  if (!spec || isStandardCode(error.code)) return failed(error);
  const declared = declaredError(spec, error.code);
  if (!declared)
    return failed(broken(isExecuted, `The error ${error.code} is not declared by the contract.`, error));
  if (declared === true) {
    if (error.data === undefined) return failed(error);
    return failed(
      broken(isExecuted, `The error ${error.code} has data, and the contract declares none.`, error),
    );
  }
  return after(write(declared, error.data, spec), (data) => {
    if ('breach' in data)
      return failed(
        broken(
          isExecuted,
          `The data of the error ${error.code} break the contract: ${data.breach}`,
          data.cause ?? error,
        ),
      );
    return withDropped({ reply: fail({ ...error.toBody(), data: data.value }), error }, data.dropped);
  });
}

/** The outcome of a call that failed with an error which needs no look at the contract: a standard one. */
export function failed(error: EventError): CallOutcome {
  return { reply: fail({ ...error.toBody(), data: sentData(error) }), error };
}

/** The data of an error for which the contract declares none: of a standard code only the `written` of DISCONNECTED. */
function sentData({ code, data }: EventError): unknown {
  if (code !== 'DISCONNECTED' || typeof data !== 'object' || data === null) return undefined;
  return { written: Reflect.get(data, 'written') === true };
}

type Written =
  | { readonly value: unknown; readonly dropped?: readonly Path[] }
  | { readonly breach: string; readonly cause?: unknown };

/** A value that leaves, as the contract lets it, or what breaks the contract. A schema that throws accepts nothing. */
function write(schema: Schema, value: unknown, { policy }: EventSpec): MaybePromise<Written> {
  try {
    const written = writeValue(schema, value, policy?.unknownFields);
    return isThenable(written) ? written.then(toWritten, schemaFailed) : toWritten(written);
  } catch (cause) {
    return schemaFailed(cause);
  }
}

function toWritten(written: Tolerated<unknown>): Written {
  return written.ok ? written : { breach: JSON.stringify(written.issues) };
}

function schemaFailed(cause: unknown): Written {
  return { breach: 'its schema failed.', cause };
}

/**
 * What breaks the contract, as the error of its call: REPLY_INVALID says that the controller was called. The reason is for the
 * log alone.
 */
function broken(isExecuted: boolean, reason: string, cause?: unknown): EventError {
  const code = isExecuted ? 'REPLY_INVALID' : 'INTERNAL_SERVER_ERROR';
  return new EventError(code, { cause: new Error(reason, cause === undefined ? undefined : { cause }) });
}

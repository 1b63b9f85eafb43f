import {
  type AnyReply,
  declaredError,
  EventError,
  type EventSpec,
  fail,
  isStandardCode,
  ok,
  type Path,
  type Schema,
  toEventError,
  writeValue,
} from '@switchboard/contract';
import type { RouterContext } from '../lib/router-context.ts';
import type { EventMessage } from './controller.ts';
import type { Handler } from './middleware.ts';

/** How a call ended: its reply, and what only the server may know of it. */
export interface Outcome {
  readonly reply: AnyReply;
  /** What went wrong, with the causes that never go on the wire. */
  readonly error?: EventError;
  /** Where the payload or the reply had fields that are not in the contract. They were left out. */
  readonly dropped?: readonly Path[];
}

/** Runs the middlewares and the controller, and makes the reply of what they return or throw. Never rejects. */
export async function runController(
  { spec, handler }: { readonly spec: EventSpec; readonly handler: Handler },
  message: EventMessage,
  context: RouterContext,
): Promise<Outcome> {
  const run = { isExecuted: false };
  let result: unknown;
  try {
    result = await handler(message, context, run);
  } catch (thrown) {
    return failure(spec, thrown, run);
  }
  if (!spec.response) return { reply: ok(undefined) };
  const response = await held(spec.response, result, spec);
  if ('breach' in response)
    return failed(replyInvalid(`The response breaks the contract: ${response.breach}`, response.cause));
  return { reply: ok(response.value), ...dropped(response) };
}

/**
 * The reply to a call that failed, and the one place where an error is held to the contract. One that the contract does not
 * allow is REPLY_INVALID if the controller was called, otherwise INTERNAL_SERVER_ERROR. Never rejects.
 */
export async function failure(
  spec: EventSpec | undefined,
  thrown: unknown,
  { isExecuted } = { isExecuted: false },
): Promise<Outcome> {
  const error = toEventError(thrown);
  if (!spec || isStandardCode(error.code)) return failed(error);
  const breaks = isExecuted ? replyInvalid : internal;
  const declared = declaredError(spec, error.code);
  if (!declared) return failed(breaks(`The error ${error.code} is not declared by the contract.`, error));
  if (declared === true) {
    if (error.data === undefined) return failed(error);
    return failed(breaks(`The error ${error.code} has data, and the contract declares none.`, error));
  }
  const data = await held(declared, error.data, spec);
  if ('breach' in data)
    return failed(breaks(`The data of the error ${error.code} break the contract: ${data.breach}`, error));
  return { reply: fail({ ...error.toBody(), data: data.value }), error, ...dropped(data) };
}

function failed(error: EventError): Outcome {
  return { reply: fail(error.toBody()), error };
}

type Held =
  | { readonly value: unknown; readonly dropped?: readonly Path[] }
  | { readonly breach: string; readonly cause?: unknown };

/** A value that leaves, as the contract lets it, or what breaks the contract. A schema that throws accepts nothing. */
async function held(schema: Schema, value: unknown, { policy }: EventSpec): Promise<Held> {
  try {
    const written = await writeValue(schema, value, policy?.unknownFields);
    return written.ok ? written : { breach: JSON.stringify(written.issues) };
  } catch (cause) {
    return { breach: 'its schema failed.', cause };
  }
}

function dropped({ dropped: paths }: { readonly dropped?: readonly Path[] }): Pick<Outcome, 'dropped'> {
  return paths ? { dropped: paths } : {};
}

/** The call was executed, and its reply breaks the contract. The reason is for the log alone. */
function replyInvalid(reason: string, cause?: unknown): EventError {
  return new EventError('REPLY_INVALID', { cause: new Error(reason, { cause }) });
}

function internal(reason: string, cause?: unknown): EventError {
  return new EventError('INTERNAL_SERVER_ERROR', { cause: new Error(reason, { cause }) });
}

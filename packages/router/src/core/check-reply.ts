import {
  EventError,
  type EventSpec,
  isStandardCode,
  type Schema,
  type Validation,
  validate,
} from '@switchboard/contract';
import { attempt, chain, isPromise, type MaybePromise } from '../lib/maybe-promise.ts';

/** Gives the result back if it fits. The wire carries what the controller returned; the caller's end transforms it. */
export function checkResponse(spec: EventSpec, result: unknown): MaybePromise<unknown> {
  if (!spec.response) return undefined;
  const validation = validate(spec.response, result);
  return isPromise(validation)
    ? validation.then((settled) => accept(settled, result))
    : accept(validation, result);
}

function accept(validation: Validation<unknown>, result: unknown): unknown {
  if (validation.ok) return result;
  throw internal(`The response breaks the contract: ${JSON.stringify(validation.issues)}`);
}

/** Turns an error that breaks the contract into INTERNAL_SERVER_ERROR; any other stays as it is. */
export function checkError(spec: EventSpec, error: EventError): MaybePromise<EventError> {
  if (isStandardCode(error.code)) return error;
  const declared = Object.hasOwn(spec.errors ?? {}, error.code) ? spec.errors?.[error.code] : undefined;
  if (!declared) return internal(`The error ${error.code} is not declared by the contract.`, error);
  const isFitting = declared === true ? error.data === undefined : fits(declared, error.data);
  return chain(isFitting, (fitting) =>
    fitting ? error : internal(`The error ${error.code} has data that break the contract.`, error),
  );
}

/** A schema that throws says no. */
function fits(schema: Schema, value: unknown): MaybePromise<boolean> {
  return attempt(
    () => chain(validate(schema, value), ({ ok }) => ok),
    () => false,
  );
}

/** A failure whose reason is for the log alone. */
function internal(reason: string, cause?: unknown): EventError {
  return new EventError('INTERNAL_SERVER_ERROR', { cause: new Error(reason, { cause }) });
}

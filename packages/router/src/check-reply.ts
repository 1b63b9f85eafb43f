import { EventError, type EventSpec, isStandardCode, type Schema, validate } from '@switchboard/contract';

/** Gives the result back if it fits. The wire carries what the controller returned; the caller's end transforms it. */
export async function checkResponse(spec: EventSpec, result: unknown): Promise<unknown> {
  if (!spec.response) return undefined;
  const validation = await validate(spec.response, result);
  if (validation.ok) return result;
  throw internal(`The response breaks the contract: ${JSON.stringify(validation.issues)}`);
}

/** Turns an error that breaks the contract into INTERNAL_SERVER_ERROR; any other stays as it is. */
export async function checkError(spec: EventSpec, error: EventError): Promise<EventError> {
  if (isStandardCode(error.code)) return error;
  const declared = Object.hasOwn(spec.errors ?? {}, error.code) ? spec.errors?.[error.code] : undefined;
  if (declared === true && error.data === undefined) return error;
  if (declared && declared !== true && (await fits(declared, error.data))) return error;
  const problem = declared ? 'has data that break' : 'is not declared by';
  return internal(`The error ${error.code} ${problem} the contract.`, error);
}

/** A schema that throws says no. */
async function fits(schema: Schema, value: unknown): Promise<boolean> {
  try {
    return (await validate(schema, value)).ok;
  } catch {
    return false;
  }
}

/** A failure whose reason is for the log alone. */
function internal(reason: string, cause?: unknown): EventError {
  return new EventError('INTERNAL_SERVER_ERROR', { cause: new Error(reason, { cause }) });
}

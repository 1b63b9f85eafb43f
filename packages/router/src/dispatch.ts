import {
  type AnyReply,
  EventError,
  type EventErrorOptions,
  type EventSpec,
  isStandardCode,
  ok,
  parseCallMeta,
  type Schema,
  type Validation,
  validate,
} from '@switchboard/contract';
import type { RouterContext } from './controller.ts';
import { runUntil } from './deadline.ts';
import { guardScope, guardSize } from './guard.ts';
import type { Route } from './route.ts';

/** One message on its way to a controller, whatever transport it came by. */
export interface IncomingCall {
  readonly event: unknown;
  readonly socketId: string;
  readonly payload?: unknown;
  readonly meta?: unknown;
  /** The size of the packet as encoded; left out where nobody measured it. */
  readonly bytes?: number | undefined;
  /** Aborted when the caller goes away. */
  readonly signal?: AbortSignal;
  /** Whether the caller waits for the reply. */
  readonly acked?: boolean;
  /** Why the transport turned this call away already. */
  readonly refusal?: EventError | undefined;
}

/** The pipeline of one call, cheap and protective first. Throws what went wrong. */
export async function dispatch(route: Route, call: IncomingCall, context: RouterContext): Promise<AnyReply> {
  const { spec } = route;
  guardSize(route.maxBytes, call.bytes);
  guardScope(spec.policy?.scope, context);
  const meta = accept(parseCallMeta(call.meta));
  const ms = Math.min(route.deadline, meta.deadline ?? route.deadline);

  return runUntil({ ms, parent: call.signal }, async (signal) => {
    const message = accept(await validatePayload(spec, call.payload));
    signal.throwIfAborted();
    Object.assign(context, { signal, meta, fail });
    const result = await route.handler(
      { event: call.event as string, socketId: call.socketId, message },
      context,
    );
    return ok(await checkResponse(spec, result));
  });
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

function accept<Output>(validation: Validation<Output>): Output {
  if (validation.ok) return validation.value;
  throw new EventError('BAD_REQUEST', { issues: validation.issues });
}

function validatePayload(
  spec: EventSpec,
  payload: unknown,
): Validation<unknown> | Promise<Validation<unknown>> {
  if (spec.payload) return validate(spec.payload, payload);
  if (payload === undefined || payload === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: [], message: 'This event takes no payload.' }] };
}

/** The wire carries what the controller returned; the caller's end applies the schema's transforms. */
async function checkResponse(spec: EventSpec, result: unknown): Promise<unknown> {
  if (!spec.response) return undefined;
  const validation = await validate(spec.response, result);
  if (validation.ok) return result;
  throw internal(`The response breaks the contract: ${JSON.stringify(validation.issues)}`);
}

function fail(code: string, data?: unknown, options?: EventErrorOptions): never {
  throw new EventError(code, { ...options, data });
}

import {
  type AnyReply,
  DEFAULT_DEADLINE,
  EventError,
  fail,
  fromJson,
  isThenable,
  type MaybePromise,
  ownValue,
  statusOf,
  toEventError,
  toJson,
} from '@switchboard/contract';
import type { Router } from '../core/router.ts';
import { systemClock } from '../lib/clock.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { underDeadline } from '../policies/deadline.ts';

/** What the bridge reads of a request: those of Express have it, and one of `node:http` once `params` and `body` are added. */
export interface HttpRequest {
  /** By lower-case name, as Node gives them. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** What the route found in the path: `event` is the event's name, decoded. */
  readonly params?: { readonly [name: string]: string | readonly string[] | undefined };
  /** What a body parser made of the body; `undefined` if there was none. */
  readonly body?: unknown;
}

/** What the bridge needs of a response: that of `node:http`, which those of Express are. */
export interface HttpResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
  once(event: 'close', listener: () => void): unknown;
}

export interface HttpBridgeOptions<Request, Context extends RouterContext> {
  /**
   * What is known of the sender of a call. What it throws is the reply: an EventError as it is, anything else as
   * INTERNAL_SERVER_ERROR. It may be asynchronous, for 10 seconds at most; `signal` is aborted then, and when the client leaves.
   */
  readonly context: (
    request: Request,
    connection: { readonly signal: AbortSignal },
  ) => Context | PromiseLike<Context>;
  /** The bytes of a request's body, for `policy.maxBytes`, which nothing enforces without it. */
  readonly bodySize?: (request: Request) => number | undefined;
}

/**
 * One call of the contract by an HTTP request, such as `POST /events/:event`, for events with `policy.http`. The body is the
 * payload as JSON (binary as `{ "$bytes": "<base64>" }`) or urlencoded; the answer is the reply, with the status of its code.
 * `Idempotency-Key` names the call and `traceparent` is its trace, as `id` and `trace` do on a socket.
 * The handler answers every request once, unless its client has left or somebody else has answered, and never rejects.
 */
export function createHttpBridge<Request extends HttpRequest, Context extends RouterContext>(
  router: Router<Context>,
  { context, bodySize }: HttpBridgeOptions<Request, Context>,
): (request: Request, response: HttpResponse) => Promise<void> {
  return async (request, response) => {
    const left = new AbortController();
    response.once('close', () => left.abort());
    if (response.destroyed) left.abort();
    const event = request.params?.event ?? '';
    const reply = await call(request, event, left.signal);
    if (response.destroyed || response.headersSent) return;
    try {
      send(response, reply);
    } catch (cause) {
      const error = new EventError('REPLY_INVALID', { cause });
      router.report({ event: String(event), socketId: '', error });
      send(response, fail(error.toBody()));
    }
  };

  async function call(request: Request, event: unknown, signal: AbortSignal): Promise<AnyReply> {
    const spec = typeof event === 'string' ? ownValue(router.contract.clientEventMap, event) : undefined;
    let payload: unknown;
    let bytes: number | undefined;
    let caller: Context | undefined;
    let refusal: EventError | undefined;
    try {
      if (spec && !spec.policy?.http) throw notOverHttp(event as string);
      bytes = bodySize?.(request);
      payload = readPayload(request.body, spec?.payload !== undefined);
      caller = await contextOf(request, signal);
    } catch (thrown) {
      refusal = toEventError(thrown);
    }
    return router.dispatch(
      {
        event,
        socketId: '',
        payload,
        meta: { id: request.headers['idempotency-key'], trace: request.headers.traceparent },
        bytes,
        signal,
        refusal,
      },
      caller as Context, // Nobody looks at it where the call is refused.
    );
  }

  function contextOf(request: Request, signal: AbortSignal): MaybePromise<Context> {
    const deadline = {
      ms: DEFAULT_DEADLINE,
      at: systemClock.now(),
      parent: signal,
      clock: systemClock,
      onLate: () => undefined,
    };
    return underDeadline(deadline, function* (end) {
      const given = context(request, { signal: end.signal });
      return isThenable(given) ? yield given : given;
    });
  }
}

/** HTTP clients and forms cannot send nothing, so an empty object is no payload where the event takes none. */
function readPayload(body: unknown, hasPayload: boolean): unknown {
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  return isEmpty && !hasPayload ? undefined : fromJson(body);
}

function notOverHttp(event: string): EventError {
  return new EventError('NOT_FOUND', {
    message: `The event "${event}" is not served over HTTP: use a socket.`,
  });
}

/** Throws, before anything is written, where the reply cannot be encoded. */
function send(response: HttpResponse, reply: AnyReply): void {
  const text = JSON.stringify(toJson(reply));
  response.statusCode = 200;
  if (!reply.ok) {
    const { code, retryAfter } = reply.error;
    response.statusCode = statusOf(code);
    if (code === 'UNAUTHORIZED') response.setHeader('WWW-Authenticate', 'Bearer');
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfter / 1_000)));
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(text);
}

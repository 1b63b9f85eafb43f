import {
  type AnyReply,
  DEFAULT_DEADLINE,
  EventError,
  fail,
  fromJson,
  isThenable,
  type MaybePromise,
  ownValue,
  parseCallMeta,
  refusal,
  statusOf,
  toEventError,
  toJson,
} from '@switchboard/contract';
import type { Router } from '../core/router.ts';
import { systemClock } from '../lib/clock.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { callerOf } from '../policies/caller.ts';
import { isCharged } from '../policies/cost.ts';
import { underDeadline } from '../policies/deadline.ts';

/** What the bridge reads of a request: those of Express have it, and one of `node:http` once `params` and `body` are added. */
export interface HttpRequest {
  /** @default POST */
  readonly method?: string | undefined;
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

/** The reply of a call, and who made it, where that was found out. */
interface Answer<Context> {
  readonly reply: AnyReply;
  readonly caller: Context | undefined;
}

/**
 * One call of the contract by an HTTP request, such as `POST /events/:event`, for events with `policy.http`. The body is the
 * payload as JSON (binary as `{ "$bytes": "<base64>" }`) or urlencoded; the answer is the reply, with the status of its code.
 * `Idempotency-Key` names the call and `traceparent` is its trace, as `id` and `trace` do on a socket.
 * Other methods get 405, OPTIONS what is allowed, and a body that the host has not parsed, as its Content-Type is another one, 415.
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
    const { method = 'POST' } = request;
    if (method !== 'POST') return void refuseMethod(response, method);
    const event = request.params?.event ?? '';
    const { reply, caller } = await call(request, event, left.signal);
    if (response.destroyed || response.headersSent) return;
    try {
      const bytes = send(response, reply, statusFor(request, reply));
      if (caller && isCharged(reply)) router.costs?.chargeTo(callerOf('', caller), bytes);
    } catch (cause) {
      const error = new EventError('REPLY_INVALID', { cause });
      router.report({ event: String(event), socketId: '', error });
      send(response, fail(error.toBody()), 500);
    }
  };

  async function call(request: Request, event: unknown, signal: AbortSignal): Promise<Answer<Context>> {
    const spec = typeof event === 'string' ? ownValue(router.contract.clientEventMap, event) : undefined;
    let payload: unknown;
    let bytes: number | undefined;
    let caller: Context | undefined;
    let refused: EventError | undefined;
    try {
      if (spec && !spec.policy?.http) throw notOverHttp(event as string);
      const unread = unreadBody(request);
      if (spec && unread !== undefined) throw refusal('BAD_REQUEST', { message: unread });
      refused = wrongHeader(request);
      bytes = bodySize?.(request);
      payload = readPayload(request.body, spec?.payload !== undefined);
      caller = await contextOf(request, signal);
    } catch (thrown) {
      refused = toEventError(thrown);
    }
    const reply = await router.dispatch(
      {
        event,
        socketId: '',
        payload,
        meta: { id: request.headers['idempotency-key'], trace: request.headers.traceparent },
        bytes,
        signal,
        refusal: refused,
      },
      caller as Context, // Nobody looks at it where the call is refused.
    );
    return { reply, caller };
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

const METHODS = 'POST, OPTIONS';

function refuseMethod(response: HttpResponse, method: string): void {
  if (response.destroyed || response.headersSent) return;
  response.setHeader('Allow', METHODS);
  if (method === 'OPTIONS') {
    response.statusCode = 204;
    response.end('');
    return;
  }
  const message = `${method} is not served here: send a POST.`;
  send(response, fail({ code: 'BAD_REQUEST', message, data: undefined }), 405);
}

/** Why the host has parsed no body although there is one: it goes by the Content-Type. */
function unreadBody({ headers, body }: HttpRequest): string | undefined {
  const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!isThere || body !== undefined) return undefined;
  const type = headers['content-type'];
  const which = type === undefined ? 'without a Content-Type' : `of the Content-Type "${type.slice(0, 64)}"`;
  return `A body ${which} is not read: send JSON with the header "Content-Type: application/json".`;
}

const HEADER_OF: Readonly<Record<string, string>> = { id: 'Idempotency-Key', trace: 'traceparent' };

/** The refusal of a request whose meta, which is in headers, does not fit. */
function wrongHeader({ headers }: HttpRequest): EventError | undefined {
  const read = parseCallMeta({ id: headers['idempotency-key'], trace: headers.traceparent });
  if (read.ok) return undefined;
  const { issues } = read;
  const wrong = issues.map(({ path, message }) => `The header ${HEADER_OF[String(path[1])]} ${message}.`);
  return refusal('BAD_REQUEST', { message: wrong.join(' '), issues });
}

/** That of the reply's code, where the request itself has no better one. */
function statusFor(request: HttpRequest, reply: AnyReply): number {
  if (reply.ok) return 200;
  const { code } = reply.error;
  return code === 'BAD_REQUEST' && unreadBody(request) !== undefined ? 415 : statusOf(code);
}

/** Gives the bytes of the body. Throws, before anything is written, where the reply cannot be encoded. */
function send(response: HttpResponse, reply: AnyReply, status: number): number {
  const text = JSON.stringify(toJson(reply));
  response.statusCode = status;
  if (!reply.ok) {
    const { code, retryAfter } = reply.error;
    if (code === 'UNAUTHORIZED') response.setHeader('WWW-Authenticate', 'Bearer');
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfter / 1_000)));
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(text);
  return Buffer.byteLength(text);
}

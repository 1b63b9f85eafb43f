import {
  type AnyReply,
  type CallMeta,
  type Contract,
  EventError,
  type EventSpec,
  fail,
  fromJson,
  statusOf,
  toJson,
} from '@switchboard/contract';
import type { User } from '@switchboard/events';
import type { Router } from '@switchboard/router';
import type { Request, RequestHandler, Response } from 'express';
import type { Identify } from '../auth/identify.ts';
import { type CallerContext, callerContext } from '../sockets/context.ts';
import { verifiedIdentity } from '../tls/client-identity.ts';
import { bodySize } from './body-parsers.ts';

/**
 * `POST /events/:event`: one call of the contract over HTTP, for events with `policy.http`. The body is the payload, as
 * JSON (binary as `{ "$bytes": "<base64>" }`) or urlencoded; the answer is the reply, with the status of its code.
 * `Idempotency-Key` names the call and `traceparent` is its trace, as `id` and `trace` do on a socket.
 */
export function eventsBridge(
  router: Router<CallerContext>,
  identify: Identify,
): RequestHandler<{ event: string }> {
  return async (request, response) => {
    const left = new AbortController();
    response.once('close', () => left.abort());
    send(response, await callOverHttp(request, left.signal).catch(toReply));
  };

  async function callOverHttp(request: Request<{ event: string }>, signal: AbortSignal): Promise<AnyReply> {
    const { event } = request.params;
    const spec = specOf(router.contract, event);
    return router.dispatch(
      {
        event,
        socketId: '',
        payload: readPayload(request.body, spec),
        meta: readMeta(request),
        bytes: bodySize(request),
        signal,
        refusal: spec && !spec.policy?.http ? notOverHttp(event) : undefined,
      },
      callerContext(await callerOf(request.get('authorization')), verifiedIdentity(request.socket)),
    );
  }

  async function callerOf(authorization: string | undefined): Promise<User | undefined> {
    if (authorization === undefined) return undefined;
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) {
      throw new EventError('UNAUTHORIZED', { message: 'Send `Authorization: Bearer` with a token.' });
    }
    return (await identify(token)).user;
  }
}

function specOf({ clientEventMap }: Contract, event: string): EventSpec | undefined {
  return Object.hasOwn(clientEventMap, event) ? clientEventMap[event] : undefined;
}

/** HTTP clients and forms cannot send nothing, so an empty object is no payload where the event takes none. */
function readPayload(body: unknown, spec: EventSpec | undefined): unknown {
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  return isEmpty && !spec?.payload ? undefined : fromJson(body);
}

function readMeta(request: Request<{ event: string }>): CallMeta {
  const id = request.get('idempotency-key');
  const trace = request.get('traceparent');
  return { ...(id !== undefined && { id }), ...(trace !== undefined && { trace }) };
}

function notOverHttp(event: string): EventError {
  return new EventError('NOT_FOUND', {
    message: `The event "${event}" is not served over HTTP: use a socket.`,
  });
}

function toReply(thrown: unknown): AnyReply {
  if (thrown instanceof EventError) return fail(thrown.toBody());
  throw thrown;
}

function send(response: Response, reply: AnyReply): void {
  if (response.destroyed) return;
  if (!reply.ok) {
    const { code, retryAfter } = reply.error;
    response.status(statusOf(code));
    if (code === 'UNAUTHORIZED') response.set('WWW-Authenticate', 'Bearer');
    if (retryAfter !== undefined) response.set('Retry-After', String(Math.ceil(retryAfter / 1_000)));
  }
  response.json(toJson(reply));
}

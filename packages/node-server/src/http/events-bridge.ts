import { EventError } from '@switchboard/contract';
import type { User } from '@switchboard/events';
import type { Router } from '@switchboard/router';
import { createHttpBridge } from '@switchboard/router/http';
import type { Request, RequestHandler } from 'express';
import type { Identify } from '../auth/identify.ts';
import { type CallerContext, callerContext } from '../sockets/context.ts';
import { verifiedIdentity } from '../tls/client-identity.ts';
import { bodySize } from './body-parsers.ts';

/** `POST /events/:event`: one call of the contract, by whom the token in `Authorization: Bearer` and the certificate name. */
export function eventsBridge(
  router: Router<CallerContext>,
  identify: Identify,
): RequestHandler<{ event: string }> {
  return createHttpBridge(router, {
    bodySize,
    context: async (request: Request<{ event: string }>) =>
      callerContext(await userOf(request.headers.authorization), verifiedIdentity(request.socket)),
  });

  async function userOf(authorization: string | undefined): Promise<User | undefined> {
    if (authorization === undefined) return undefined;
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) {
      throw new EventError('UNAUTHORIZED', { message: 'Send `Authorization: Bearer` with a token.' });
    }
    return (await identify(token)).user;
  }
}

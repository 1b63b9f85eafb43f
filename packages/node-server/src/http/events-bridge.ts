import { EventError } from '@switchboard/contract';
import type { Router, RouterContext } from '@switchboard/router';
import { createHttpBridge } from '@switchboard/router/http';
import type { Request, RequestHandler } from 'express';
import type { Identify } from '../sessions/identify.ts';
import type { Identity } from '../sessions/session.ts';
import { type ClientIdentity, verifiedIdentity } from '../tls/client-identity.ts';
import { bodySize } from './body-parsers.ts';

export interface BridgeOptions<Context, User extends Identity = Identity> {
  readonly identify: Identify<User>;
  /** What the router gets of a caller: whom the token in `Authorization: Bearer` names, and a certificate that our CA signed. */
  readonly context: (user: User | undefined, certificate: ClientIdentity | undefined) => Context;
}

/** Serves `POST /events/:event`: one call of the contract, over HTTP. */
export function eventsBridge<Context extends RouterContext, User extends Identity = Identity>(
  router: Router<Context>,
  { identify, context }: BridgeOptions<Context, User>,
): RequestHandler<{ event: string }> {
  return createHttpBridge(router, {
    bodySize,
    context: async (request: Request<{ event: string }>) =>
      context(await userOf(request.headers.authorization), verifiedIdentity(request.socket)),
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

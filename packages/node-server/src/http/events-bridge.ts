import type { IncomingMessage } from 'node:http';
import { fail } from '@switchboard/contract';
import type { Router, RouterContext } from '@switchboard/router';
import { createHttpBridge } from '@switchboard/router/http';
import type { Request, RequestHandler } from 'express';
import type { ServerConfig } from '../config/server-config.ts';
import { createAddressOf } from '../door/addresses/client-of.ts';
import { answerCors } from '../door/cors.ts';
import { createOriginCheck } from '../door/origin.ts';
import { bearerToken } from '../sessions/bearer-token.ts';
import type { Identify } from '../sessions/identify.ts';
import type { Identity } from '../sessions/session.ts';
import { type ClientIdentity, verifiedIdentity } from '../tls/client-identity.ts';
import { bodyParsers, bodySize } from './body-parsers.ts';

export interface BridgeOptions<Context, User extends Identity = Identity> {
  readonly identify: Identify<User>;
  /**
   * What the router gets of a caller: whom the token in `Authorization: Bearer` names, a certificate that our CA signed, and
   * what counts as one client by its address, if that is known.
   */
  readonly context: (
    user: User | undefined,
    certificate: ClientIdentity | undefined,
    address: string | undefined,
  ) => Context;
  /** Gets each request of a page that may not connect; the door has one, which counts and logs it. @default nothing happens */
  readonly onForeignOrigin?: ((request: IncomingMessage) => void) | undefined;
}

/** What the bridge takes of a ServerConfig. */
export type BridgeConfig = Pick<ServerConfig, 'allowedOrigins'> &
  Partial<Pick<ServerConfig, 'trustProxy' | 'publicOrigin'>>;

/**
 * Serves `POST /events/:event`, for `app.all`: one call of the contract over HTTP, with a body of at most 256 KiB. Pages of
 * the origins that may connect can read the reply, those of others get 403.
 */
export function eventsBridge<Context extends RouterContext, User extends Identity = Identity>(
  router: Router<Context>,
  config: BridgeConfig,
  { identify, context, onForeignOrigin = ignore }: BridgeOptions<Context, User>,
): RequestHandler<{ event: string }>[] {
  const addressOf = createAddressOf(config.trustProxy ?? 0);
  const bridge = createHttpBridge(router, {
    bodySize,
    context: async (request: Request<{ event: string }>) =>
      context(
        await userOf(request.headers.authorization),
        verifiedIdentity(request.socket),
        addressOf(request),
      ),
  });
  return [guardOrigins(config, onForeignOrigin), ...bodyParsers(), bridge];

  async function userOf(authorization: string | undefined): Promise<User | undefined> {
    const token = bearerToken(authorization);
    return token === undefined ? undefined : (await identify(token)).user;
  }
}

function guardOrigins(
  config: BridgeConfig,
  onForeignOrigin: (request: IncomingMessage) => void,
): RequestHandler<{ event: string }> {
  const isAllowed = createOriginCheck(config);
  return (request, response, next) => {
    if (isAllowed(request)) return answerCors(request, response, 'POST, OPTIONS') ? undefined : next();
    onForeignOrigin(request);
    const message = 'Pages of this origin may not send events: add it to ALLOWED_ORIGINS.';
    response.status(403).json(fail({ code: 'FORBIDDEN', message, data: undefined }));
  };
}

function ignore(): void {}

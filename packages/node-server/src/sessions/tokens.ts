import { EventError } from '@switchboard/contract';
// By parts: all of it takes 30 ms to load.
import * as errors from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import type { Session } from './session.ts';

/** What a token says. It is no proof that the session still is: the store knows that. */
export interface TokenClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Signs and verifies the tokens that restore an identity: JWTs with one algorithm, issuer and audience. */
export interface Tokens {
  /** Milliseconds that a new token is good for. */
  readonly ttl: number;
  /** Rejects with a TypeError for a user whose id is so long, some 600 characters, that `verify` would refuse the token. */
  sign(session: Session): Promise<string>;
  /** Rejects with UNAUTHORIZED, which says what to do, for anything but a token of ours that is in its time. */
  verify(token: string): Promise<TokenClaims>;
}

export interface TokenOptions {
  /** The first signs, all verify. */
  readonly secrets: readonly Uint8Array[];
  /** Milliseconds. */
  readonly ttl: number;
  /** Whom they are for, such as the contract's name: tokens of another audience are refused. */
  readonly audience: string;
}

const ALGORITHM = 'HS256';
const ISSUER = 'switchboard';
const MAX_BYTES = 1_024;

/** Milliseconds that the clocks of two machines may be apart. */
const CLOCK_SKEW = 60_000;

const Claims = z.object({
  sub: z.string(),
  sid: z.string(),
  iat: z.number(),
  exp: z.number(),
});

export function createTokens({ secrets, ttl, audience }: TokenOptions): Tokens {
  const [current] = secrets;
  if (!current) throw new TypeError('Tokens need a secret.');

  return {
    ttl,
    sign: async ({ id, user, expiresAt }) => {
      const token = await new SignJWT({ sid: id })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setSubject(user.id)
        .setIssuedAt(Date.now() / 1_000)
        .setExpirationTime(expiresAt / 1_000)
        .sign(current);
      if (token.length <= MAX_BYTES) return token;
      throw new TypeError(
        `The id of this user is too long: its token would have more than ${MAX_BYTES} bytes.`,
      );
    },
    verify: async (token) => {
      if (token.length > MAX_BYTES) throw unknownToken();
      const { sub, sid, iat, exp } = await readClaims(token, secrets, audience);
      const [now, expiresAt] = [Date.now(), Math.round(exp * 1_000)];
      if (expiresAt <= now) throw expiredToken();
      if (iat * 1_000 > now + CLOCK_SKEW) throw unknownToken();
      return { userId: sub, sessionId: sid, expiresAt };
    },
  };
}

/** By the first of the secrets that fits. */
async function readClaims(
  token: string,
  secrets: readonly Uint8Array[],
  audience: string,
): Promise<z.infer<typeof Claims>> {
  for (const secret of secrets) {
    try {
      const options = { algorithms: [ALGORITHM], issuer: ISSUER, audience };
      const { payload } = await jwtVerify(token, secret, options);
      return Claims.parse(payload);
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      throw error instanceof errors.JWTExpired ? expiredToken() : unknownToken(error);
    }
  }
  throw unknownToken();
}

function expiredToken(): EventError {
  return new EventError('UNAUTHORIZED', {
    message: 'This token has expired: log in again, and next time refresh it before it ends.',
  });
}

function unknownToken(cause?: unknown): EventError {
  return new EventError('UNAUTHORIZED', { message: 'This token is not valid: log in again.', cause });
}

import { EventError } from '@switchboard/contract';

/** The token of an `Authorization` header. Throws UNAUTHORIZED where the header has something else. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token !== undefined) return token;
  throw new EventError('UNAUTHORIZED', { message: 'Send `Authorization: Bearer` with a token.' });
}

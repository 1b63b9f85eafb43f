import type { IncomingMessage } from 'node:http';
import { json, type RequestHandler, urlencoded } from 'express';

const LIMIT = 262_144;
const sizes = new WeakMap<IncomingMessage, number>();

/** JSON and urlencoded bodies, at most 256 KiB. JSON may be any value: an event may have a number as its payload. */
export function bodyParsers(): RequestHandler[] {
  const verify = (request: IncomingMessage, _response: unknown, body: Buffer): void => {
    sizes.set(request, body.byteLength);
  };
  return [
    refuseTooLarge,
    json({ limit: LIMIT, strict: false, verify }),
    urlencoded({ extended: false, limit: LIMIT, verify }),
  ];
}

/** Refuses at once what the parsers would refuse, too, but only after they have read it to its end. */
const refuseTooLarge: RequestHandler = (request, _response, next) => {
  if (Number(request.headers['content-length'] ?? 0) <= LIMIT || !request.is(['json', 'urlencoded']))
    return next();
  next(Object.assign(new Error('The body is too large.'), { status: 413 }));
};

/** The bytes of a request's body, once it was parsed. */
export function bodySize(request: IncomingMessage): number | undefined {
  return sizes.get(request);
}

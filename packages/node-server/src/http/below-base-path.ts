import type { RequestHandler } from 'express';
import { isProbePath } from '../config/public-place.ts';
import { notFound } from './error-pages.ts';

/**
 * Middleware that serves everything below the base path alone, and health checks at the root, too: what comes after it finds
 * the rest of the path in `url`, as in an application that is mounted there. The base path without its slash leads to the one with it, so
 * that relative links fit.
 */
export function belowBasePath(basePath: string): RequestHandler {
  if (basePath === '') return (_request, _response, next) => next();
  return (request, response, next) => {
    const { url } = request;
    const [path = ''] = url.split('?', 1);
    if (path === basePath) return response.redirect(308, `${basePath}/${url.slice(basePath.length)}`);
    if (path.startsWith(`${basePath}/`)) {
      request.url = url.slice(basePath.length);
      return next();
    }
    if (isProbePath(path)) return next();
    notFound(request, response, next);
  };
}

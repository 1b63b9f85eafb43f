import type { IncomingMessage } from 'node:http';
import { ambiguousHeader } from './ambiguous-header.ts';
import { answerCors } from './cors.ts';
import { forbid, type Refusal } from './forbid.ts';
import { createHsts, type HstsConfig } from './hsts.ts';
import { createOriginCheck, type OriginRules } from './origin.ts';
import { isJsonp, isPollingResponse } from './private-members.ts';

const METHODS = 'GET, POST, OPTIONS';

/**
 * Middleware of the engine, before any other that answers: lets in who may connect, and lets pages read the answers. CORS alone does not
 * stop a foreign page's WebSocket, nor a script tag that asks for JSONP.
 */
export function guardRequests(
  rules: OriginRules & HstsConfig,
  onForeignOrigin: (request: IncomingMessage) => void = () => undefined,
): (request: IncomingMessage, response: unknown, next: () => void) => void {
  const isAllowed = createOriginCheck(rules);
  const hstsOf = createHsts(rules);

  return (request, response, next) => {
    if (isPollingResponse(response)) {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      const hsts = hstsOf(request);
      if (hsts !== undefined) response.setHeader('Strict-Transport-Security', hsts);
    }
    const ambiguous = ambiguousHeader(request);
    if (ambiguous !== undefined) return forbid(request, response, badRequest(ambiguous));
    if (!isAllowed(request)) {
      onForeignOrigin(request);
      return forbid(request, response, FOREIGN);
    }
    if (isPollingResponse(response) && answerCors(request, response, METHODS)) return;
    if (isJsonp(request)) return forbid(request, response, JSONP);
    next();
  };
}

const FOREIGN: Refusal = {
  code: 4,
  message: 'Pages of this origin may not connect: add it to ALLOWED_ORIGINS.',
};
const JSONP = badRequest(
  'JSONP is not served: leave out the query parameter j, and allow the page with CORS.',
);

function badRequest(message: string): Refusal {
  return { code: 3, message };
}

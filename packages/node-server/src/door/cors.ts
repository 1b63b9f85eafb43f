import type { IncomingMessage, ServerResponse } from 'node:http';

/** Seconds for which a browser need not ask again: as long as browsers take. */
const MAX_AGE = 7_200;

/**
 * Lets the page that sent an allowed request read the answer, with credentials, and answers OPTIONS: a browser's preflight, or
 * a question for the methods. Returns whether it has answered.
 */
export function answerCors(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  methods: string,
): boolean {
  const { origin } = headers;
  response.setHeader('Vary', 'Origin');
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After, WWW-Authenticate');
  }
  if (method !== 'OPTIONS') return false;
  response.setHeader('Allow', methods);
  if (origin !== undefined && headers['access-control-request-method'] !== undefined) {
    response.setHeader('Vary', 'Origin, Access-Control-Request-Headers');
    response.setHeader('Access-Control-Allow-Methods', methods);
    response.setHeader('Access-Control-Max-Age', String(MAX_AGE));
    const wanted = headers['access-control-request-headers'];
    if (wanted !== undefined && /^[\w, -]*$/.test(wanted)) {
      response.setHeader('Access-Control-Allow-Headers', wanted);
    }
  }
  response.writeHead(204).end();
  return true;
}

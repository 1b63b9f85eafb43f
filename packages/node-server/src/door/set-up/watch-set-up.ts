import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Logger } from 'pino';
import { clip } from '../../observability/clip.ts';
import type { Connections } from '../connections.ts';
import { watchFirstBytes } from './first-bytes.ts';
import { createRequestProblems, type SetUp, type SetUpProblem } from './request-problems.ts';
import { watchTimeOuts } from './short-time-outs.ts';

/** Milliseconds until a problem is logged again. */
const AGAIN = 60_000;

/**
 * Logs, of each kind at most one a minute, where what stands in front of the server does not fit the configuration, with a
 * sentence that says what to set. It changes nothing: what is refused is refused by others.
 */
export function watchSetUp(
  server: HttpServer | HttpsServer,
  connections: Pick<Connections, 'onSessionClosed'>,
  setUp: SetUp,
  logger: Logger,
): void {
  const loggedAt = new Map<string, number>();
  const report = ({ reason, why }: SetUpProblem, facts: object = {}): void => {
    const now = performance.now();
    if (now - (loggedAt.get(reason) ?? Number.NEGATIVE_INFINITY) < AGAIN) return;
    loggedAt.set(reason, now);
    logger.warn({ reason, ...(clip(facts) as object), why }, 'What stands in front does not fit');
  };

  const problems = createRequestProblems(setUp);
  const factsOf = ({ socket, url, headers }: IncomingMessage): object => {
    return { address: socket.remoteAddress, host: headers.host, url };
  };
  const look = (request: IncomingMessage, isUpgrade: boolean): void => {
    for (const problem of problems.of(request, isUpgrade)) report(problem, factsOf(request));
  };
  // First, before a route has taken the base path off.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    look(request, false);
    const problem = problems.ofNotFound(request);
    if (!problem) return;
    const facts = factsOf(request);
    response.once('finish', () => response.statusCode === 404 && report(problem, facts));
  });
  server.prependListener('upgrade', (request: IncomingMessage) => look(request, true));
  watchFirstBytes(server, setUp, (problem, { remoteAddress }) => report(problem, { address: remoteAddress }));
  const { trustProxy = 0, proxyProtocol = 'off', pingInterval } = setUp;
  if (pingInterval !== undefined && (trustProxy !== 0 || proxyProtocol !== 'off'))
    watchTimeOuts(connections, pingInterval, report);
}

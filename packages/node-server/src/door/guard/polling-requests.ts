import type { IncomingMessage, ServerResponse } from 'node:http';
import { CUT_REASONS, type CutBody } from '@switchboard/contract';
import { isPollingResponse, requestedSid } from '../private-members.ts';
import { whyCut } from './cut-connection.ts';

/**
 * Middleware of the engine: answers a polling request of a connection that was cut with the reason, and one that is too
 * large with what `onTooLarge` gives for it. Engine.IO itself gives no reason for the first, and keeps the connection of the second.
 */
export function answerPolling(
  maxPacketBytes: number,
  onTooLarge: (sid: string) => CutBody,
): (request: IncomingMessage, response: unknown, next: () => void) => void {
  return (request, response, next) => {
    const sid = requestedSid(request);
    if (sid === undefined || !isPollingResponse(response)) return next();
    const isTooLarge = Number(request.headers['content-length']) > maxPacketBytes;
    const body = whyCut(sid) ?? (isTooLarge ? onTooLarge(sid) : undefined);
    if (body) answerCut(response, body);
    else next();
  };
}

/** Answers a request of Engine.IO with why it is not served. */
export function answerCut(response: ServerResponse, body: CutBody): void {
  response.writeHead(CUT_REASONS[body.cut].status, HEADERS).end(JSON.stringify(body));
}

const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

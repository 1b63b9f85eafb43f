import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Bucket } from '../addresses/bucket.ts';
import type { Connections } from '../connections.ts';
import { createLooks } from '../looks.ts';
import { dropByPush } from '../private-members.ts';
import { bodyOf } from './limit-received.ts';
import { takeOverRequests } from './take-over-requests.ts';

/** Pieces of a body that may be of any size; with more, all of them have so many bytes on average at least. */
const [ANY_SIZE, LEAST] = [4_096, 64];

/** Milliseconds between two looks whether an address has paid back what it owes, and bodies that are read again with one. */
const [LOOK, RESUMED] = [20, 32];

/** Milliseconds that a client has to read its answer before its connection is destroyed. */
const GRACE = 2_000;

export interface BodyLimits {
  /** A body of at most so many bytes was paid for with its request. */
  readonly maxPacketBytes: number;
  /** Gets a request whose body comes in too many small pieces, before it is refused. */
  readonly onFlood: (request: IncomingMessage) => void;
}

/** A body that has not come as a whole. */
interface Body {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  pieces: number;
  bytes: number;
  /** Bytes that somebody may keep: those that nobody dropped before the answer. */
  kept: number;
  /** Where nobody reads it, no more than so many bytes of it are read. */
  most: number;
  /** Whether it is not read now. */
  isHeld: boolean;
}

/**
 * Limits what bodies of HTTP cost beside the bytes that were paid for with their request. Each piece takes the parser as long as
 * many bytes, so a request whose body comes in small pieces is given to `onFlood` and refused. A body that somebody reads comes
 * as fast as that. One that nobody reads is dropped to its end, before its answer or after, however much that is: it is read no
 * faster than its address may send. If it announced no length, at most `maxPacketBytes` of it are dropped after the answer, and
 * its connection is destroyed where more comes. Returns how many bytes may be held of what a connection has sent of a body that
 * is not complete. Call it last, so that it sees each request first.
 */
export function limitBodies(
  server: HttpServer | HttpsServer,
  connections: Pick<Connections, 'receivedOf'>,
  { maxPacketBytes, onFlood }: BodyLimits,
): (stream: Socket) => number {
  const bodies = new WeakMap<Socket, Body>();
  const owing = new Map<Body, Bucket>();
  const lookLater = createLooks(LOOK, look);

  takeOverRequests(server, (request, response, serve) => {
    if (hasBody(request)) watch(request, response);
    serve();
  });
  return (stream) => {
    const body = bodies.get(stream);
    return body ? Math.max(body.request.readableLength, Math.min(body.kept, maxPacketBytes)) : 0;
  };

  function watch(request: IncomingMessage, response: ServerResponse): void {
    const { socket, push, _read: read } = request;
    const counts = { pieces: 0, bytes: 0, kept: 0, most: Number.POSITIVE_INFINITY };
    const body: Body = { request, response, ...counts, isHeld: false };
    bodies.set(socket, body);
    request.push = (piece: Buffer | null, encoding) => {
      if (piece === null) {
        bodies.delete(socket);
        owing.delete(body);
      } else count(body, piece.length);
      return push.call(request, piece, encoding) && !body.isHeld;
    };
    request._read = (size) => {
      if (!body.isHeld) read.call(request, size);
    };
    dropByPush(request);
    response.once('finish', () => {
      body.kept = 0;
      if (isChunked(request)) body.most = body.bytes + maxPacketBytes;
    });
  }
  function count(body: Body, bytes: number): void {
    const { request, response } = body;
    body.pieces += 1;
    body.bytes += bytes;
    if (isFlood(body) && !body.isHeld) {
      onFlood(request);
      // Past the response, which the application may still begin.
      if (!response.headersSent) response.socket?.write(REFUSAL);
      hangUp(body);
    } else if (isDropped(request)) drop(body, bytes);
    else body.kept += bytes;
  }
  function drop(body: Body, bytes: number): void {
    const { request } = body;
    body.kept = 0;
    const unpaid = Math.min(bytes, body.bytes - bodyOf(request, maxPacketBytes));
    if (unpaid <= 0) return;
    const received = connections.receivedOf(request);
    const isPaid = received?.take(unpaid) ?? true;
    if (body.isHeld) return;
    if (body.bytes > body.most) hangUp(body);
    else if (received && !isPaid) {
      body.isHeld = true;
      owing.set(body, received);
      lookLater();
    }
  }
  function look(): boolean {
    let resumed = 0;
    for (const [body, received] of owing) {
      if (resumed === RESUMED) break;
      if (!received.has(0)) continue;
      resumed += 1;
      owing.delete(body);
      body.isHeld = false;
      body.request._read(0);
    }
    return owing.size > 0;
  }
}

/** Reads no more of a connection, and destroys it when its client has had time to read its answer. */
function hangUp(body: Body): void {
  body.isHeld = true;
  setTimeout(() => body.request.socket.destroy(), GRACE).unref();
}

const SENTENCE = 'The body comes in too many small pieces: send larger ones.\n';
const REFUSAL = [
  'HTTP/1.1 429 Too Many Requests',
  'Connection: close',
  'Retry-After: 1',
  'Content-Type: text/plain',
  `Content-Length: ${SENTENCE.length}`,
  `\r\n${SENTENCE}`,
].join('\r\n');

function isFlood({ pieces, bytes }: Body): boolean {
  return pieces > ANY_SIZE && bytes < pieces * LEAST;
}

function isChunked({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined;
}

function hasBody(request: IncomingMessage): boolean {
  return isChunked(request) || Number(request.headers['content-length'] ?? 0) > 0;
}

/** Whether it flows to nobody. */
function isDropped(request: IncomingMessage): boolean {
  return request.readableFlowing === true && request.listenerCount('data') === 0;
}

import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Bucket } from '../addresses/bucket.ts';
import type { Connections } from '../connections.ts';
import { takeOverRequests } from './take-over-requests.ts';

/** Pieces of a body that may be of any size; with more, all of them have so many bytes on average at least. */
const [ANY_SIZE, LEAST] = [4_096, 64];

/** Milliseconds between two looks at the bodies that nobody wants, and that a client has to read its answer before its connection is destroyed. */
const [LOOK, GRACE] = [20, 2_000];

export interface BodyLimits {
  /** A body of at most so many bytes was paid for with its request. */
  readonly maxPacketBytes: number;
  /** Gets a request whose body comes in too many small pieces, before its connection is destroyed. */
  readonly onFlood: (request: IncomingMessage) => void;
}

/** A body that has not come as a whole. */
interface Body {
  pieces: number;
  bytes: number;
}

/** The rest of a body whose request was answered already. */
interface Rest {
  readonly received: Bucket | undefined;
  /** What of the connection was counted so far. */
  counted: number;
  /** So many bytes of it are read at most. */
  left: number;
}

/**
 * Limits what bodies of HTTP cost beside the bytes that they announce. Each piece takes the parser as long as many bytes, so a
 * request whose body comes in small pieces is given to `onFlood`, and its connection destroyed. What comes of a body after the
 * answer, Node would read to its end, however much that is. Here such a rest is read no faster than its address may send. If it
 * announced no length, `maxPacketBytes` of it are read, and its connection is destroyed where more comes. Returns how many bytes
 * a connection has sent of a body that is not complete. Call it last, so that it sees each request first.
 */
export function limitBodies(
  server: HttpServer | HttpsServer,
  connections: Pick<Connections, 'receivedOf'>,
  { maxPacketBytes, onFlood }: BodyLimits,
): (stream: Socket) => number {
  const bodies = new WeakMap<Socket, Body>();
  const rests = new Map<IncomingMessage, Rest>();
  let isDue = false;

  takeOverRequests(server, (request, response, serve) => {
    if (hasBody(request)) watch(request, response);
    serve();
  });
  return (stream) => bodies.get(stream)?.bytes ?? 0;

  function watch(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const body: Body = { pieces: 0, bytes: 0 };
    bodies.set(socket, body);
    const { push } = request;
    request.push = (piece: Buffer | null, encoding) => {
      if (piece === null) bodies.delete(socket);
      else count(request, body, piece.length);
      return push.call(request, piece, encoding);
    };
    response.once('finish', () => {
      // Where it is complete, the body of the next request may be on its way.
      if (request.complete) return;
      bodies.delete(socket);
      // Behind Node, which begins to drop the rest now.
      process.nextTick(readRest, request);
    });
  }
  function count(request: IncomingMessage, body: Body, bytes: number): void {
    body.pieces += 1;
    body.bytes += bytes;
    const { socket } = request;
    if (body.pieces <= ANY_SIZE || body.bytes >= body.pieces * LEAST || socket.destroyed) return;
    onFlood(request);
    socket.destroy();
  }
  function readRest(request: IncomingMessage): void {
    const { socket, headers } = request;
    const length = headers['content-length'];
    // Paid for with its request.
    if (length !== undefined && Number(length) <= maxPacketBytes) return;
    const left = length === undefined ? maxPacketBytes : Number.POSITIVE_INFINITY;
    rests.set(request, { received: connections.receivedOf(request), counted: socket.bytesRead, left });
    socket.pause();
    lookLater();
  }
  function lookLater(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(look, LOOK).unref();
  }
  /** Who owes nothing is read for one turn of the event loop. */
  function look(): void {
    isDue = false;
    for (const [request, { received }] of rests) {
      if (received?.has(0) ?? true) request.socket.resume();
    }
    setImmediate(settle);
  }
  function settle(): void {
    for (const [request, rest] of rests) {
      const { complete, socket } = request;
      const bytes = socket.bytesRead - rest.counted;
      rest.received?.take(bytes);
      rest.counted += bytes;
      rest.left -= bytes;
      if (complete || socket.destroyed) rests.delete(request);
      else stopReading(request, rest);
    }
    if (rests.size > 0) lookLater();
  }
  function stopReading(request: IncomingMessage, { left }: Rest): void {
    const { socket } = request;
    socket.pause();
    if (left >= 0) return;
    rests.delete(request);
    setTimeout(() => socket.destroy(), GRACE).unref();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

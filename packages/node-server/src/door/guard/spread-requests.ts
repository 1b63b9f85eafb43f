import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { stopParsing } from '../private-members.ts';
import { PacketTurns } from './packet-turns.ts';
import { takeOverRequests } from './take-over-requests.ts';

/** Requests of one connection that are served in one turn, each of which costs as much as several packets, and that may wait. */
const [PER_TURN, MOST_WAITING] = [4, 50];

/**
 * Spreads the requests of one connection over turns of the event loop: a client may write thousands at once, without waiting for
 * answers. Each is served once the one before is answered. Its own answer would have to wait for that, and what it is made of, such
 * as an open file, would outlive the connection. A connection with more than 50 that wait is given to `onFlood` and destroyed, and
 * nothing that came with them is parsed: each request that Node aborts costs an error with its stack. Call it when everything that
 * serves requests listens.
 */
export function spreadRequests(
  server: HttpServer | HttpsServer,
  onFlood: (request: IncomingMessage) => void,
): void {
  const lines = new WeakMap<Socket, RequestLine>();
  takeOverRequests(server, (request, response, serve) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const known = lines.get(socket);
    const line = known ?? new RequestLine();
    if (!known) lines.set(socket, line);
    line.add(response, () => {
      if (!socket.destroyed) serve();
    });
    if (line.waiting <= MOST_WAITING) return;
    onFlood(request);
    stopParsing(socket);
    socket.destroy();
  });
}

/** The requests of one connection that are not answered yet. */
class RequestLine {
  readonly #turns = new PacketTurns(PER_TURN);
  readonly #waiting: { readonly response: ServerResponse; readonly serve: () => void }[] = [];
  #isOpen = false;

  get waiting(): number {
    return this.#waiting.length;
  }

  add(response: ServerResponse, serve: () => void): void {
    this.#waiting.push({ response, serve });
    this.#goOn();
  }

  #goOn(): void {
    const next = this.#isOpen ? undefined : this.#waiting.shift();
    if (!next) return;
    this.#isOpen = true;
    next.response.once('close', () => {
      this.#isOpen = false;
      this.#goOn();
    });
    this.#turns.take(next.serve);
  }
}

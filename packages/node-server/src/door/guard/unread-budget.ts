import type { Socket } from 'node:net';
import type { Connections, EngineSession } from '../connections.ts';
import { createLooks } from '../looks.ts';
import { unfinishedMessage, webSocketOf } from '../private-members.ts';

/** It is looked at each time that this part of it has been sent, so it can be exceeded by as much. */
const STEP = 1 / 16;
/** What is left of it after a cut, so that not every step is followed by one. */
const AFTER_CUT = 7 / 8;
/** Milliseconds between two looks at it while anybody is connected: what comes in, and is not complete, is not counted as it comes. */
const LOOK = 1_000;

export interface UnreadBudgetOptions {
  readonly connections: Connections;
  /** Bytes. */
  readonly most: number;
  /** The bytes that may be held of what a connection has sent of something that is not complete, and that no session holds. */
  readonly unfinishedOn: (stream: Socket) => number;
  /** Cuts a session, without waiting for its client to read why. */
  readonly cut: (session: EngineSession) => void;
  /** Gets an HTTP connection, or a WebSocket that only probes or is closing already, before it is destroyed. */
  readonly onDestroy: (stream: Socket) => void;
}

/**
 * What all clients together may leave unread or unfinished: what Engine.IO holds back for its sessions, what waits in the TCP or
 * TLS sockets of all connections, those of HTTP too, and what may be held of packets, messages and bodies that are not complete.
 * Over it, whatever has the most goes first.
 */
export class UnreadBudget {
  readonly #options: UnreadBudgetOptions;
  /** Looks at it from now on, as long as anybody is connected. */
  readonly watch: () => void;
  #sent = 0;

  constructor(options: UnreadBudgetOptions) {
    this.#options = options;
    const { sessions, streams } = options.connections;
    this.watch = createLooks(LOOK, () => {
      this.keep();
      return sessions.size + streams.size > 0;
    });
  }

  /** Counts bytes that are sent, or that an answer may have. */
  add(bytes: number): void {
    this.#sent += bytes;
    if (this.#sent < this.#options.most * STEP) return;
    this.#sent = 0;
    // Not amid a broadcast: a departure is one more.
    setImmediate(keep, this);
  }

  /** Bytes that nobody has read yet, or that are part of something that is not complete. */
  get waiting(): number {
    const { sessions, streams } = this.#options.connections;
    let bytes = 0;
    for (const session of sessions.values()) bytes += heldFor(session);
    for (const stream of streams) bytes += this.#heldBy(stream);
    return bytes;
  }

  keep(): void {
    const { connections, most, cut, onDestroy } = this.#options;
    let { waiting } = this;
    if (waiting <= most) return;
    const all: { readonly bytes: number; readonly end: () => boolean }[] = [];
    for (const session of connections.sessions.values()) {
      const bytes = heldFor(session) + (webSocketOf(session.connection)?.bufferedAmount ?? 0);
      const end = (): boolean => {
        cut(session);
        return true;
      };
      all.push({ bytes, end });
    }
    for (const stream of connections.streams) {
      const end = (): boolean => {
        // That of a session that was cut is gone with it.
        if (stream.destroyed) return false;
        onDestroy(stream);
        stream.destroy();
        return true;
      };
      all.push({ bytes: this.#heldBy(stream), end });
    }
    all.sort((one, other) => other.bytes - one.bytes);
    for (const { bytes, end } of all) {
      if (waiting <= most * AFTER_CUT || bytes === 0) return;
      if (end()) waiting -= bytes;
    }
  }

  #heldBy(stream: Socket): number {
    return stream.writableLength + this.#options.unfinishedOn(stream);
  }
}

/** What is held for a session beside what its TCP connection has to send. */
function heldFor({ guard, unfinished, connection }: EngineSession): number {
  const webSocket = webSocketOf(connection);
  return (guard?.held ?? 0) + unfinished + (webSocket ? unfinishedMessage(webSocket) : 0);
}

function keep(budget: UnreadBudget): void {
  budget.keep();
}

import type { Socket } from 'node:net';
import type { Connections, EngineSession } from '../connections.ts';
import { webSocketOf } from '../private-members.ts';

/** It is looked at each time that this part of it has been sent, so it can be exceeded by as much. */
const STEP = 1 / 16;
/** What is left of it after a cut, so that not every step is followed by one. */
const AFTER_CUT = 7 / 8;

export interface UnreadBudgetOptions {
  readonly connections: Connections;
  /** Bytes. */
  readonly most: number;
  /** Cuts a session, without waiting for its client to read why. */
  readonly cut: (session: EngineSession) => void;
  /** Gets an HTTP connection, or a WebSocket that is closing already, before it is destroyed. */
  readonly onDestroy: (stream: Socket) => void;
}

/**
 * What all clients together may leave unread: what Engine.IO holds back for its sessions, and what waits in the TCP or TLS
 * sockets of all connections, those of HTTP too. Over it, whatever has the most unread goes first.
 */
export class UnreadBudget {
  readonly #options: UnreadBudgetOptions;
  #sent = 0;

  constructor(options: UnreadBudgetOptions) {
    this.#options = options;
  }

  /** Counts bytes that are sent, or that an answer may have. */
  add(bytes: number): void {
    this.#sent += bytes;
    if (this.#sent < this.#options.most * STEP) return;
    this.#sent = 0;
    // Not amid a broadcast: a departure is one more.
    setImmediate(keep, this);
  }

  /** Bytes that nobody has read yet. */
  get unread(): number {
    const { sessions, streams } = this.#options.connections;
    let bytes = 0;
    for (const { guard } of sessions.values()) bytes += guard?.held ?? 0;
    for (const { writableLength } of streams) bytes += writableLength;
    return bytes;
  }

  keep(): void {
    const { connections, most, cut, onDestroy } = this.#options;
    let unread = this.unread;
    if (unread <= most) return;
    const all: { readonly bytes: number; readonly end: () => boolean }[] = [];
    for (const session of connections.sessions.values()) {
      const bytes = (session.guard?.held ?? 0) + (webSocketOf(session.connection)?.bufferedAmount ?? 0);
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
      all.push({ bytes: stream.writableLength, end });
    }
    all.sort((one, other) => other.bytes - one.bytes);
    for (const { bytes, end } of all) {
      if (unread <= most * AFTER_CUT || bytes === 0) return;
      if (end()) unread -= bytes;
    }
  }
}

function keep(budget: UnreadBudget): void {
  budget.keep();
}

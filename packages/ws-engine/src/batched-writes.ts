import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { BatchingSender } from './batching-sender.ts';
import { adopt, CountingWebSocketServer } from './counted-frames.ts';
import { DirectReceiver } from './direct-receiver.ts';

class BatchingWebSocket extends WebSocket {
  override setSocket(socket: Socket, head: Buffer, options: object): void {
    super.setSocket(socket, head, options);
    adopt(this._receiver, DirectReceiver, this);
    this._sender = Object.assign(new BatchingSender(socket, this._extensions), this._sender);
  }

  /** What was sent before goes out, as far as it would have gone without batches. */
  override terminate(): void {
    if (this._sender instanceof BatchingSender) this._sender.write();
    super.terminate();
  }
}

/**
 * What one connection sends in one tick is one write to its socket, which costs about half. It leaves before the event loop
 * turns to anything else. Order, back-pressure and volatile packets are as without it. Text messages that arrive whole are
 * read without the machinery of a stream.
 */
export class BatchingWebSocketServer extends CountingWebSocketServer {
  constructor(options: object) {
    super({ ...options, WebSocket: BatchingWebSocket });
  }
}

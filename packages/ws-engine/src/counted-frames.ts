import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { countFrame, hasTurn, type TurnTaker } from './frame-turns.ts';
import { DEFER_EVENT, GET_INFO } from './receiver-states.ts';
import { Receiver } from './ws-classes.ts';

/** Above it an opcode is a control frame: close, ping or pong. */
const LAST_DATA_OPCODE = 0x07;

/** Milliseconds that a client has to answer a close frame; then its connection is destroyed. */
const CLOSE_TIMEOUT = 2_000;

/**
 * Emits `frame` on its WebSocket for each frame that ends no message: control frames, and parts of a message but its last.
 * Frames that came in one piece and are too many for one turn wait for the next, in their order, a close among them; what
 * comes behind them is not read from the socket meanwhile.
 */
export class CountingReceiver extends Receiver implements TurnTaker {
  declare webSocket: WebSocket | undefined;
  declare turn: number;
  declare frames: number;

  override getInfo(done: (error?: Error) => void): void {
    const before = this._bufferedBytes;
    if (before > 1 && !hasTurn(this)) {
      this._state = DEFER_EVENT;
      setImmediate(readOn, this, done);
      return;
    }
    super.getInfo(done);
    if (this._bufferedBytes === before) return;
    countFrame(this);
    if (!this._fin || this._opcode > LAST_DATA_OPCODE) this.webSocket?.emit('frame');
  }
}

function readOn(receiver: CountingReceiver, done: (error?: Error) => void): void {
  receiver._state = GET_INFO;
  receiver.startLoop(done);
}

/** Makes the receiver of a WebSocket one of this class. */
export function adopt(receiver: Receiver, Class: typeof CountingReceiver, webSocket: WebSocket): void {
  // In this order all receivers share one hidden class of V8; what is added after the prototype gives each its own.
  Object.assign(receiver, { webSocket, turn: -1, frames: 0 });
  Object.setPrototypeOf(receiver, Class.prototype);
}

class CountingWebSocket extends WebSocket {
  override setSocket(socket: Socket, head: Buffer, options: object): void {
    super.setSocket(socket, head, options);
    adopt(this._receiver, CountingReceiver, this);
  }
}

/**
 * Lets a server limit what ws answers or drops by itself: each WebSocket emits `frame`, and the server emits `opened` with the
 * WebSocket and its request before anything is read of it. A client that does not answer a close has two seconds.
 */
export class CountingWebSocketServer extends WebSocketServer {
  constructor(options: object) {
    super({ WebSocket: CountingWebSocket, closeTimeout: CLOSE_TIMEOUT, ...options });
  }

  override handleUpgrade(
    request: IncomingMessage,
    socket: Socket,
    head: Buffer,
    onOpen: (webSocket: WebSocket) => void,
  ): void {
    super.handleUpgrade(request, socket, head, (webSocket) => {
      this.emit('opened', webSocket, request);
      onOpen(webSocket);
    });
  }
}

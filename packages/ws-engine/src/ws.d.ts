// The types on npm leave out what ws keeps to itself. This is what this package takes of it; choose-engine.ts looks for it at the start.
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage } from 'node:http';
  import type { Socket } from 'node:net';
  import type { Writable } from 'node:stream';

  type Frame = readonly [header: Buffer, payload?: string | Buffer];
  type Sent = (error?: Error | null) => void;

  interface SendOptions {
    readonly compress?: boolean;
    readonly fin?: boolean;
    readonly mask?: boolean;
  }

  class Sender {
    /** What `bufferedAmount` counts beside what the socket holds. */
    protected _bufferedBytes: number;
    protected readonly _socket: Socket;
    constructor(socket: Socket, extensions: object);
    /** Whether the last message is complete. */
    protected readonly _firstFragment: boolean;
    /** 0 unless a message is being compressed, or read from a Blob. */
    protected readonly _state: number;
    send(data: string | Buffer, options: SendOptions, sent?: Sent): void;
    /** Every frame goes out through this method: messages, pings, pongs, closes. */
    sendFrame(frame: Frame, sent?: Sent): void;
  }

  /** What makes messages of bytes. */
  class Receiver extends Writable {
    /** Bytes of a message; 0 for any number. */
    readonly _maxPayload: number;
    /** What of the next frame it waits for; 0 for its first byte, 6 for `startLoop`. */
    _state: number;
    /** Bytes that it has and that make no frame yet. */
    readonly _bufferedBytes: number;
    /** The opcode of a message that came in part, otherwise 0. */
    readonly _fragmented: number;
    /** Of the last frame. */
    readonly _opcode: number;
    /** Whether the last frame ends its message. */
    readonly _fin: boolean;
    constructor(options: { readonly isServer: boolean; readonly maxPayload: number });
    /** Reads the first two bytes of a frame, once they are there. */
    getInfo(done: (error?: Error) => void): void;
    /** Reads what it has; calls `done` when it needs more, unless its state is 6. */
    startLoop(done: (error?: Error) => void): void;
  }

  class WebSocket extends EventEmitter {
    protected readonly _extensions: object;
    protected readonly _receiver: Receiver;
    protected _sender: Sender;
    readonly bufferedAmount: number;
    /** The server's end of a connection, which has no address. */
    constructor(address: null, protocols: undefined, options: object);
    /** Called once, when the opening handshake is over. */
    setSocket(socket: Socket, head: Buffer, options: object): void;
    send(data: string | Buffer, options?: { fin?: boolean } | Sent, sent?: Sent): void;
    ping(data?: string): void;
    close(code?: number, reason?: string): void;
    terminate(): void;
  }

  class WebSocketServer extends EventEmitter {
    /** With what it makes the server's end of a connection. */
    readonly options: { readonly WebSocket?: typeof WebSocket };
    constructor(options: {
      readonly noServer?: boolean;
      readonly WebSocket?: typeof WebSocket;
      readonly closeTimeout?: number;
    });
    handleUpgrade(
      request: IncomingMessage,
      socket: Socket,
      head: Buffer,
      onOpen: (webSocket: WebSocket) => void,
    ): void;
  }
}

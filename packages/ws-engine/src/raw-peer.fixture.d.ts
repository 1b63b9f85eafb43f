import { type Socket } from 'node:net';
import type { WebSocket } from 'ws';
export interface RawPeer {
  /** The server's end. */
  readonly webSocket: WebSocket;
  readonly serverSocket: Socket;
  /** What each write on the server's socket was given, since the opening handshake. */
  readonly writes: (string | Buffer)[][];
  /** The client's end of the socket; it answers nothing by itself. */
  readonly socket: Socket;
  /** Resolves to the first bytes after the handshake, once there are so many. */
  received(length: number): Promise<Buffer>;
  /** Resolves to all bytes after the handshake, once the server has ended the socket. */
  all(): Promise<Buffer>;
}
export type Engine = new (options: object) => object;
/** A socket that has become a WebSocket of this engine, and its other end; both gone at the end of the test. */
export declare function openRawPeer(Engine: Engine, isSecure?: boolean): Promise<RawPeer>;
/** What each write on this socket is given, from now on: by the two methods through which Node's streams hand it on. */
export declare function watchWrites(socket: Socket): (string | Buffer)[][];
//# sourceMappingURL=raw-peer.fixture.d.ts.map

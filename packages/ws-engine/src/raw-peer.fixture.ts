import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { WebSocket, WebSocketServer } from 'ws';

const UPGRADE = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  '\r\n',
].join('\r\n');

// A key that both know: TLS without a certificate.
const psk = Buffer.alloc(16, 7);
const TLS = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;

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
export async function openRawPeer(Engine: Engine, isSecure = false): Promise<RawPeer> {
  const server = isSecure ? createTlsServer({ ...TLS, pskCallback: () => psk }) : createServer();
  onTestFinished(() => void server.close());
  const webSockets = new Engine({ noServer: true, clientTracking: false }) as WebSocketServer;
  const opened = new Promise<{ webSocket: WebSocket; serverSocket: Socket }>((resolve) => {
    server.on('upgrade', (request, stream, head) => {
      const serverSocket = stream as Socket;
      webSockets.handleUpgrade(request, serverSocket, head, (webSocket) =>
        resolve({ webSocket, serverSocket }),
      );
    });
  });
  const socket = await connectTo(server, isSecure);
  const { received, all } = collect(socket);
  const { webSocket, serverSocket } = await opened;
  onTestFinished(() => {
    serverSocket.destroy();
    socket.destroy();
  });
  await received(0);
  return { webSocket, serverSocket, writes: watchWrites(serverSocket), socket, received, all };
}

async function connectTo(server: Server, isSecure: boolean): Promise<Socket> {
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = isSecure
    ? connectTls({
        ...TLS,
        port,
        pskCallback: () => ({ psk, identity: 'test' }),
        checkServerIdentity: () => undefined,
      })
    : connect(port);
  socket.on('error', () => {});
  socket.write(UPGRADE);
  return socket;
}

function collect(socket: Socket): Pick<RawPeer, 'received' | 'all'> {
  let bytes = Buffer.alloc(0);
  const ended = once(socket, 'close');
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  const body = (): Buffer | undefined => {
    const end = bytes.indexOf('\r\n\r\n');
    return end === -1 ? undefined : bytes.subarray(end + 4);
  };
  return {
    received: async (length) => {
      for (;;) {
        const there = body();
        if (there && there.length >= length) return there.subarray(0, length);
        await once(socket, 'data');
      }
    },
    all: async () => {
      await ended;
      return body() ?? bytes;
    },
  };
}

/** What each write on this socket is given, from now on: by the two methods through which Node's streams hand it on. */
export function watchWrites(socket: Socket): (string | Buffer)[][] {
  const writes: (string | Buffer)[][] = [];
  const { _write, _writev } = socket;
  socket._write = (chunk: string | Buffer, ...rest) => {
    writes.push([chunk]);
    _write.call(socket, chunk, ...rest);
  };
  socket._writev = (chunks, sent) => {
    writes.push(chunks.map(({ chunk }) => chunk as string | Buffer));
    _writev?.call(socket, chunks, sent);
  };
  return writes;
}

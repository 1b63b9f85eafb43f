import { createServer, IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { countingWsEngine } from '@switchboard/ws-engine';
import type { Logger } from 'pino';
import {
  canDropByPush,
  canStopParsing,
  countsSent,
  countsUnfinished,
  hasCloseFrame,
  letHostBeMissing,
  type WebSocketMembers,
  webSocketServerOf,
} from './private-members.ts';
import type { Server } from './socket-server.ts';

/** One of each that has private members which the door reads. */
export interface Specimens {
  readonly connection: Socket;
  readonly httpServer: ReturnType<typeof createServer>;
  /** What that server reads HTTP from. */
  readonly httpConnection: Socket;
  readonly request: IncomingMessage;
  /** `undefined` if this ws opens none without a network. */
  readonly webSocket: WebSocketMembers | undefined;
}

/** What does not work without its private members. */
const FEATURES: Readonly<Record<string, (found: Specimens, engine: Server['engine']) => boolean>> = {
  'the limit of answers that nobody reads': ({ connection }) => countsSent(connection),
  'the limit of what nobody reads of a body': ({ request }) => canDropByPush(request),
  'the end of parsing after too many requests': ({ httpConnection }) => canStopParsing(httpConnection),
  'the limits of requests, for those without a Host header': ({ httpServer }) => letHostBeMissing(httpServer),
  'MAX_BUFFERED_BYTES_IN_TOTAL, for parts of messages': ({ webSocket }) =>
    webSocket !== undefined && countsUnfinished(webSocket),
  'MAX_PACKETS_PER_SECOND, for pings and parts of messages': (_found, engine) =>
    webSocketServerOf(engine) !== undefined,
  'the report of time-outs that are too short': ({ webSocket }) =>
    webSocket !== undefined && !hasCloseFrame(webSocket),
};

/** Looks once, before anybody is connected, and logs what is off where this Node, ws or Engine.IO is not as the door expects. */
export function warnOfMissing(engine: Server['engine'], logger: Pick<Logger, 'warn'>): void {
  const specimens = makeSpecimens();
  for (const off of featuresOff(specimens, engine))
    logger.warn({ off }, 'Node, ws or Engine.IO is not as expected, so a part of the door is off');
  specimens.connection.destroy();
  specimens.httpConnection.destroy();
  specimens.webSocket?.terminate();
}

export function featuresOff(specimens: Specimens, engine: Server['engine']): string[] {
  return Object.keys(FEATURES).filter((name) => !FEATURES[name]?.(specimens, engine));
}

/** None of them uses the network. */
export function makeSpecimens(): Specimens {
  const httpServer = createServer();
  const httpConnection = nowhere();
  httpServer.emit('connection', httpConnection);
  return {
    // It has its handle at once, and its name is never looked up.
    connection: connect({ host: 'nobody', port: 1, lookup: () => undefined }),
    httpServer,
    httpConnection,
    request: new IncomingMessage(httpConnection),
    webSocket: openWebSocket(),
  };
}

/** What it is sent is dropped, and nothing comes. */
function nowhere(): Socket {
  return new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() }) as Socket;
}

function openWebSocket(): WebSocketMembers | undefined {
  interface WebSocketServer {
    handleUpgrade(
      request: object,
      socket: Socket,
      head: Buffer,
      onOpen: (webSocket: WebSocketMembers) => void,
    ): void;
  }
  const server = new countingWsEngine({
    noServer: true,
    clientTracking: false,
  }) as unknown as WebSocketServer;
  let opened: WebSocketMembers | undefined;
  server.handleUpgrade(HANDSHAKE, nowhere(), Buffer.alloc(0), (webSocket) => {
    opened = webSocket;
  });
  return opened;
}

const HANDSHAKE = {
  method: 'GET',
  url: '/',
  headers: {
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'bm9ib2R5IHRvIHNwZWFrLg==',
  },
};

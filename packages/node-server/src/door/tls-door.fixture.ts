import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { certificates, testConfig } from '../app.fixture.ts';
import { createDoor, type Door, type DoorConfig } from './door.ts';

/** The door on an HTTPS server, and raw connections to it. */
export interface TlsDoor extends Door {
  readonly server: Server;
  /** Why connections were cut, so far. */
  readonly cuts: string[];
  /** What the log says, so far. */
  readonly lines: object[];
  /** A client that reads at once, and closes at the end of the test alone. */
  open(): Promise<RawClient>;
}

export interface RawClient {
  readonly socket: Socket;
  /** All that it was sent so far. */
  readonly text: () => string;
}

export const POLL = '/socket.io/?EIO=4&transport=polling';

/** A request as it is written, with a Host header and these lines. */
export function head(request: string, ...lines: readonly string[]): string {
  return [`${request} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n');
}

/** An address that counts as that of a client, as connections know it behind a proxy. */
export function clientAt(address: string): never {
  const request = { headers: { 'x-forwarded-for': address }, socket: { remoteAddress: '127.0.0.1' } };
  return request as never;
}

/** Serves an application, which answers 404 without reading bodies unless another one is given. `prepare` gets the server before the door. */
export async function serveTls(
  changed: Partial<DoorConfig> = {},
  application: RequestListener = (_request, response) => void response.writeHead(404).end('nothing'),
  prepare: (server: Server) => void = () => undefined,
): Promise<TlsDoor> {
  const { serverKey, serverCert, passphrase } = certificates();
  const read = (file: string): string => readFileSync(file, 'utf8');
  const server = createServer(
    { key: read(serverKey), cert: read(serverCert), passphrase: read(passphrase) },
    application,
  );
  prepare(server);
  const [cuts, lines]: [string[], object[]] = [[], []];
  const door = createDoor(
    { server },
    { ...testConfig(), allowedOrigins: 'any', ...changed },
    {
      logger: pino({}, { write: (line) => void lines.push(JSON.parse(line) as object) }),
      metrics: { onRefused: () => undefined, onCut: (reason) => void cuts.push(reason) },
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    door.connections.cutAll();
    await door.io.close();
  });
  const open = async (): Promise<RawClient> => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    // It does not close because the server does.
    socket.allowHalfOpen = true;
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    await once(socket, 'secureConnect');
    return { socket, text: () => text };
  };
  return { ...door, server, cuts, lines, open };
}

/** Writes it, and resolves to the answers when there are so many. */
export async function ask({ socket, text }: RawClient, request: string, answers = 1): Promise<string> {
  const before = text().length;
  socket.write(request);
  const said = (): string => text().slice(before);
  await expect.poll(() => said().split('HTTP/1.1 ').length - 1, { timeout: 8_000 }).toBe(answers);
  return said();
}

/** Opens a session by polling. Resolves to its `sid`. */
export async function openSession(client: RawClient, ...lines: readonly string[]): Promise<string> {
  const answer = await ask(client, head(`GET ${POLL}`, ...lines));
  const sid = /"sid":"([^"]+)"/.exec(answer)?.[1];
  if (sid === undefined) throw new Error(`No session was opened: ${answer}`);
  return sid;
}

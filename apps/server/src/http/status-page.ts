import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Contract, EventSpec } from '@switchboard/contract';
import { clientIdentity } from '@switchboard/node-server/tls';
import type { RequestHandler } from 'express';

export interface StatusPageOptions {
  readonly contract: Contract;
  readonly consoleUrl: string;
  /** How many sockets are connected. */
  readonly connections: () => number;
}

/** What runs, who you are to it, and which events there are. */
export function statusPage({ contract, consoleUrl, connections }: StatusPageOptions): RequestHandler {
  const clientEvents = Object.entries(contract.clientEventMap).map(toRow);
  const serverEvents = Object.entries(contract.serverEventMap).map(toRow);
  return (request, response) => {
    const { socket } = request;
    // A closed connection reports no cipher.
    if (socket.destroyed) return;
    response.render('index', {
      contract,
      consoleUrl,
      clientEvents,
      serverEvents,
      connections: connections(),
      uptime: formatUptime(process.uptime()),
      node: process.version,
      tls: describeTls(socket),
      identity: clientIdentity(socket),
    });
  };
}

/** What the connection to this server speaks: a proxy in front may speak another version to the browser. */
function describeTls(socket: Socket): string {
  return socket instanceof TLSSocket
    ? `${socket.getProtocol()}, ${socket.getCipher().name}`
    : 'off: plain HTTP';
}

function toRow([name, { summary, policy }]: [string, EventSpec]) {
  const tags = [policy?.scope && 'login', policy?.http && 'HTTP'].filter(Boolean);
  return { name, summary, tags };
}

function formatUptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${Math.floor(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

import { once } from 'node:events';
import { Agent } from 'node:https';
import { WebSocket } from 'ws';
import type { Frame } from './frame.ts';
import type { Link, LinkListener } from './link.ts';

const QUERY = '/socket.io/?EIO=4&transport=websocket';

/** Resumes TLS sessions: a full handshake costs both ends more than a hundred frames. */
const agent = new Agent({ rejectUnauthorized: false });

/** Opens a WebSocket and waits for the engine's first packet. */
export async function openWebSocketLink(serverUrl: string, listener: LinkListener): Promise<Link> {
  const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}${QUERY}`, {
    agent,
    handshakeTimeout: 20_000,
    perMessageDeflate: false,
  });
  // The server may hang up in the middle of anything: `close` follows and says so.
  socket.on('error', () => {});
  let closed = false;
  socket.on('message', (data, isBinary) => {
    if (isBinary) return;
    const text = (data as Buffer).toString();
    if (text === '2') socket.send('3');
    else listener.onText(text);
  });
  const hungUp = new AbortController();
  const first = once(socket, 'message', { signal: hungUp.signal });
  socket.on('close', () => {
    hungUp.abort();
    closed = true;
    listener.onClosed();
  });
  await first;
  return {
    get closed() {
      return closed || socket.readyState !== WebSocket.OPEN;
    },
    send: (frames) => {
      for (const frame of frames) {
        if (socket.readyState !== WebSocket.OPEN) return;
        write(socket, frame);
      }
    },
    close: () => socket.terminate(),
  };
}

function write(socket: WebSocket, frame: Frame): void {
  if (typeof frame === 'string') socket.send(frame);
  else if ('binary' in frame) socket.send(frame.binary);
  else if ('rawText' in frame) socket.send(frame.rawText, { binary: false });
  else {
    const last = frame.fragments.length - 1;
    for (const [index, part] of frame.fragments.entries()) socket.send(part, { fin: index === last });
  }
}

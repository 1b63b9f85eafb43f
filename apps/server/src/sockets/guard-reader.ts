import type { Connection } from './socket-server.ts';

/** A packet on its way out. */
interface OutgoingPacket {
  readonly data?: string | { readonly byteLength: number };
}

/** What this file needs of a WebSocket transport beyond its public methods; pinned by guard-connections.test.ts. */
interface WithWebSocket {
  readonly socket?: { readonly bufferedAmount: number };
}

/**
 * Tells once when more than `maxBytes` wait for this connection to read them: packets that Engine.IO holds back, and what
 * ws and TLS have not got rid of. Only writing can make them more, so they are counted as they are written. A packet is
 * let in while those before it fit, so that one that is larger alone can be sent.
 */
export function guardReader(connection: Connection, maxBytes: number, onSlow: () => void): void {
  let held = 0;
  let isTold = false;
  connection.on('packetCreate', ({ data }: OutgoingPacket) => {
    const { socket } = connection.transport as WithWebSocket;
    if (!isTold && held + (socket?.bufferedAmount ?? 0) > maxBytes) {
      isTold = true;
      onSlow();
    }
    held += sizeOf(data);
  });
  connection.on('flush', () => {
    held = 0;
  });
}

/** Of a text, about what it takes in memory. */
function sizeOf(data: OutgoingPacket['data']): number {
  if (data === undefined) return 0;
  return typeof data === 'string' ? data.length : data.byteLength;
}

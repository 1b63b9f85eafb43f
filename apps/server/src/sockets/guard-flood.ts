import type { Connection } from './socket-server.ts';

/** A packet as it came in, not parsed yet beyond its first character. */
interface IncomingPacket {
  readonly data?: string | { readonly byteLength: number };
}

/** A larger packet takes as long to parse as several. */
const BYTES_PER_TOKEN = 65_536;

/**
 * Tells once when a connection sends more than `perSecond` packets a second, or as many at once: a bucket of so many
 * tokens, and a token for each 64 KiB begun. Counts before anything is parsed. What came in one piece with the packet too
 * many, and before it, waits for its turn still, and is dropped with the connection.
 */
export function guardFlood(connection: Connection, perSecond: number, onFlood: () => void): void {
  let [tokens, at] = [perSecond, performance.now()];
  connection.on('packet', ({ data }: IncomingPacket) => {
    if (tokens < 0) return;
    const now = performance.now();
    tokens = Math.min(perSecond, tokens + ((now - at) * perSecond) / 1_000) - tokensOf(data);
    at = now;
    if (tokens < 0) onFlood();
  });
}

function tokensOf(data: IncomingPacket['data']): number {
  if (data === undefined) return 1;
  const size = typeof data === 'string' ? data.length : data.byteLength;
  return Math.max(1, Math.ceil(size / BYTES_PER_TOKEN));
}

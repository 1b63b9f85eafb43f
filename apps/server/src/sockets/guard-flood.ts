import type { Connection } from './socket-server.ts';

/** A packet as it came in, not parsed yet beyond its first character. */
interface IncomingPacket {
  readonly data?: string | { readonly byteLength: number };
}

/** A larger packet takes as long to parse as several. */
const BYTES_PER_TOKEN = 16_384;

/**
 * Tells once when a connection sends more than `perSecond` packets a second for long: a bucket of twice as many tokens,
 * and a token for each 16 KiB begun. Counts before anything is parsed.
 */
export function guardFlood(connection: Connection, perSecond: number, onFlood: () => void): void {
  const capacity = perSecond * 2;
  let [tokens, at] = [capacity, performance.now()];
  connection.on('packet', ({ data }: IncomingPacket) => {
    if (tokens < 0) return;
    const now = performance.now();
    tokens = Math.min(capacity, tokens + ((now - at) * perSecond) / 1_000) - tokensOf(data);
    at = now;
    if (tokens < 0) onFlood();
  });
}

function tokensOf(data: IncomingPacket['data']): number {
  if (data === undefined) return 1;
  const size = typeof data === 'string' ? data.length : data.byteLength;
  return Math.max(1, Math.ceil(size / BYTES_PER_TOKEN));
}

/** The reserved event that announces `ConnectionLimits`, before the connection is made, to clients that name a `wire` in the handshake. */
export const LIMITS_EVENT = '$limits';

/** What the server takes from one connection before it cuts it as a flood. */
export interface ConnectionLimits {
  /** Packets, as many at once. A binary part is a packet of its own. */
  readonly maxPacketsPerSecond: number;
  /** A larger packet counts as several: one for each so many bytes, rounded up. */
  readonly bytesPerPacket: number;
}

/** Reads the payload of `$limits`; `undefined` for what is none. */
export function parseLimits(value: unknown): ConnectionLimits | undefined {
  const { maxPacketsPerSecond, bytesPerPacket } = Object(value) as Partial<Record<string, unknown>>;
  return isLimit(maxPacketsPerSecond) && isLimit(bytesPerPacket)
    ? { maxPacketsPerSecond, bytesPerPacket }
    : undefined;
}

function isLimit(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 1;
}

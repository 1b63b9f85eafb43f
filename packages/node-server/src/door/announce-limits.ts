import { type ConnectionLimits, LIMITS_EVENT } from '@switchboard/contract';
import type { Namespace } from 'socket.io';
import { BYTES_PER_PACKET } from './guard/connection-guard.ts';

/**
 * Announces the limit of packets to each client that names a `wire` in its handshake, before it is connected: it then knows
 * the limit before it sends anything. Call it before the namespace gets other middlewares.
 */
export function announceLimits(
  namespace: Pick<Namespace, 'use'>,
  { maxPacketsPerSecond }: Pick<ConnectionLimits, 'maxPacketsPerSecond'>,
): void {
  const limits: ConnectionLimits = { maxPacketsPerSecond, bytesPerPacket: BYTES_PER_PACKET };
  namespace.use((socket, next) => {
    const { wire } = socket.handshake.auth;
    if (typeof wire === 'number' && wire >= 1) socket.emit(LIMITS_EVENT, limits);
    next();
  });
}

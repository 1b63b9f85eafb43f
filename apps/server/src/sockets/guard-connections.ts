import type { Config } from '../config.ts';
import { type CutReason, cutConnection } from './cut-connection.ts';
import { guardFlood } from './guard-flood.ts';
import { guardReader } from './guard-reader.ts';
import type { Connection, Server } from './socket-server.ts';

type Limits = Pick<Config, 'maxBufferedBytes' | 'maxPacketsPerSecond'>;

/** Cuts whoever does not read what it is sent, or sends more than its share. The others are told what any departure tells. */
export function guardConnections(
  io: Server,
  { maxBufferedBytes, maxPacketsPerSecond }: Limits,
  onCut: (connection: Connection, reason: CutReason) => void,
): void {
  const cut = (connection: Connection, reason: CutReason): void => {
    onCut(connection, reason);
    cutConnection(connection);
  };
  io.engine.on('connection', (connection: Connection) => {
    // Not amid a broadcast: its departure is one more.
    guardReader(connection, maxBufferedBytes, () => setImmediate(cut, connection, 'slow_reader'));
    guardFlood(connection, maxPacketsPerSecond, () => cut(connection, 'flood'));
  });
}

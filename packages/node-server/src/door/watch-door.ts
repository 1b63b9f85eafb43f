import type { IncomingMessage } from 'node:http';
import type { CutReason } from '@switchboard/contract';
import type { HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';
import type { Connection } from '../door/socket-server.ts';
import { clip } from './clip.ts';
import type { Metrics } from './metrics.ts';

/** Gets every connection that was refused or cut. */
export interface DoorWatch {
  readonly onForeignOrigin: (request: IncomingMessage) => void;
  readonly onRefused: (failure: HookFailure) => void;
  readonly onCut: (connection: Connection, reason: CutReason) => void;
}

/** Counts and logs, by a named reason, each connection that was refused or cut. */
export function watchDoor(logger: Logger, metrics: Pick<Metrics, 'onRefused' | 'onCut'>): DoorWatch {
  return {
    onForeignOrigin: ({ headers, socket, url }) => {
      const reason = 'foreign_origin';
      metrics.onRefused(reason);
      const facts = clip({ origin: headers.origin, host: headers.host, address: socket.remoteAddress, url });
      logger.info({ reason, ...(facts as object) }, 'A connection was refused');
    },
    onRefused: ({ hook, error: { code, message } }) => {
      if (hook !== 'admit') return;
      const reason = code.toLowerCase();
      metrics.onRefused(reason);
      logger.info({ reason, why: clip(message) }, 'A connection was refused');
    },
    onCut: (connection, reason) => {
      metrics.onCut(reason);
      const { remoteAddress: address, transport } = connection;
      logger.warn({ reason, address, transport: transport.name }, 'A connection was cut');
    },
  };
}

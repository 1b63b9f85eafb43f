import type { IncomingMessage } from 'node:http';
import { type CutReason, statusOf } from '@switchboard/contract';
import type { HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';
import { clip } from '../observability/clip.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { CutFacts } from './guard-connections.ts';

/** What the door reports. */
export interface DoorWatch {
  readonly onForeignOrigin: (request: IncomingMessage) => void;
  readonly onForeignCertificate: () => void;
  readonly onCut: (reason: CutReason, facts: CutFacts) => void;
  /** Of an admission that was refused, and of any hook that failed by the server's own fault. */
  readonly onHookFailed: (failure: HookFailure) => void;
}

/** Counts and logs, by a named reason, each connection that was refused or cut, and logs the hooks that failed. */
export function watchDoor(logger: Logger, metrics: Pick<Metrics, 'onRefused' | 'onCut'>): DoorWatch {
  return {
    onForeignOrigin: ({ headers, socket, url }) => {
      const reason = 'foreign_origin';
      metrics.onRefused(reason);
      const facts = clip({ origin: headers.origin, host: headers.host, address: socket.remoteAddress, url });
      logger.info({ reason, ...(facts as object) }, 'A connection was refused');
    },
    onForeignCertificate: () => metrics.onRefused('foreign_certificate'),
    onCut: (reason, facts) => {
      metrics.onCut(reason);
      logger.warn({ reason, ...facts }, 'A connection was cut');
    },
    onHookFailed: ({ hook, socketId, error }) => {
      if (hook === 'admit') {
        const reason = error.code.toLowerCase();
        metrics.onRefused(reason);
        logger.info({ reason, why: clip(error.message) }, 'A connection was refused');
      }
      if (statusOf(error.code) >= 500)
        logger.error({ hook, socketId, err: error.cause ?? error }, 'A connection hook failed');
    },
  };
}

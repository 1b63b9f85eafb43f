import type { IncomingMessage } from 'node:http';
import { type CutReason, statusOf } from '@switchboard/contract';
import type { HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';
import { clip } from '../observability/clip.ts';
import { limitLines } from '../observability/limit-lines.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Connections } from './connections.ts';
import type { CutFacts } from './guard/guard-connections.ts';

/** What the door reports. */
export interface DoorWatch {
  readonly onForeignOrigin: (request: IncomingMessage) => void;
  readonly onForeignCertificate: () => void;
  readonly onCut: (reason: CutReason, facts: CutFacts) => void;
  /** Of an admission that was refused, and of any hook that failed by the server's own fault. */
  readonly onHookFailed: (failure: HookFailure) => void;
}

const FOREIGN_ORIGIN =
  "The page is neither of the server's own origin nor of ALLOWED_ORIGINS: add it there or, if it is the server's own, let the proxy pass on the Host header (nginx: proxy_set_header Host $http_host) or set PUBLIC_ORIGIN";

const REFUSED = { level: 'info', msg: 'A connection was refused' } as const;

/**
 * Counts and logs, by a named reason, each connection that was refused or cut, and logs the hooks that failed. All are counted;
 * of those that come too fast, not each is logged.
 */
export function watchDoor(
  logger: Logger,
  metrics: Pick<Metrics, 'onRefused' | 'onCut'>,
  blockOf: Connections['blockOf'],
): DoorWatch {
  const write = limitLines(logger);
  return {
    onForeignOrigin: (request) => {
      const { headers, url } = request;
      const reason = 'foreign_origin';
      metrics.onRefused(reason);
      const facts = { origin: headers.origin, host: headers.host, address: blockOf(request), url };
      write({ ...REFUSED, level: 'warn', reason }, { ...(clip(facts) as object), why: FOREIGN_ORIGIN });
    },
    onForeignCertificate: () => metrics.onRefused('foreign_certificate'),
    onCut: (reason, facts) => {
      metrics.onCut(reason);
      write({ level: 'warn', msg: 'A connection was cut', reason }, facts);
    },
    onHookFailed: ({ hook, socketId, error }) => {
      if (hook === 'admit') {
        const reason = error.code.toLowerCase();
        metrics.onRefused(reason);
        write({ ...REFUSED, reason }, { why: clip(error.message) });
      }
      if (statusOf(error.code) >= 500) {
        const facts = { hook, socketId, err: error.cause ?? error };
        write({ level: 'error', msg: 'A connection hook failed', reason: hook }, facts);
      }
    },
  };
}

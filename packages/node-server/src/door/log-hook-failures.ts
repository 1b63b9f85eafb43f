import { statusOf } from '@switchboard/contract';
import type { HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';

/** Logs the hooks that failed by the server's own fault; a refusal is an answer. */
export function logHookFailures(logger: Logger): (failure: HookFailure) => void {
  return ({ hook, socketId, error }) => {
    if (statusOf(error.code) < 500) return;
    logger.error({ hook, socketId, err: error.cause ?? error }, 'A connection hook failed');
  };
}

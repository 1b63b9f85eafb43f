import type { Contract } from '@switchboard/contract';
import type { RouterOptions } from '@switchboard/router';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import { logCalls } from './log-calls.ts';
import { logUnknownFields, type UnknownFields } from './log-unknown-fields.ts';
import type { Metrics } from './metrics.ts';

/** What counts and logs the calls of a contract. */
export interface CallObserver {
  /** For `createRouter`. */
  readonly router: Pick<RouterOptions, 'onSettled' | 'onLate' | 'onFailure' | 'onRateStoreFailed'>;
  /** For the publisher, as `onDropped`. */
  readonly onUnknownFields: (fields: UnknownFields) => void;
}

/** Counts every call, and logs it as configured. In development it warns of fields that the contract does not name. */
export function observeCalls(
  contract: Contract,
  { production, logPayloads }: Pick<ServerConfig, 'production' | 'logPayloads'>,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
): CallObserver {
  const log = logCalls(logger, { contract, payloads: logPayloads });
  const warnOfUnknownFields = production ? undefined : logUnknownFields(logger);
  const onUnknownFields = (fields: UnknownFields): void => {
    metrics.onUnknownFields(fields);
    warnOfUnknownFields?.(fields);
  };
  return {
    onUnknownFields,
    router: {
      onSettled: (record) => {
        const { event, dropped } = record;
        metrics.onSettled(record);
        if (dropped) onUnknownFields({ event, dropped });
        log.onSettled(record);
      },
      onLate: metrics.onLate,
      onFailure: log.onFailure,
      onRateStoreFailed: (error) =>
        logger.error({ err: error }, 'Rates are counted by each process for itself'),
    },
  };
}

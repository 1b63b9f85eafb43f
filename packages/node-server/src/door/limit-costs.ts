import { type CallCosts, createCallCosts } from '@switchboard/router';
import type { ServerConfig } from '../config/server-config.ts';

/** Seconds' worth that one caller may move at once: a picture of 120 KB to a room of 100, or 100 messages that waited offline. */
const BURST_OF_CALLER = 16;

/** The same for an address, which may move more in a second: this is time of the event loop that others wait. */
const BURST_OF_ADDRESS = 2;

export type MaxBytes = Pick<ServerConfig, 'maxBytesPerSecond' | 'maxBytesPerSecondPerAddress'>;

/**
 * Charges calls with the bytes that they move, in this process, and refuses those of callers and addresses over the limits: give
 * it to `createDoor`, which counts what goes out, and to `createRouter`.
 */
export function limitCosts({ maxBytesPerSecond, maxBytesPerSecondPerAddress }: MaxBytes): CallCosts {
  return createCallCosts({
    perCaller: {
      bytesPerSecond: maxBytesPerSecond,
      burst: BURST_OF_CALLER,
      setting: 'MAX_BYTES_PER_SECOND',
    },
    perAddress: {
      bytesPerSecond: maxBytesPerSecondPerAddress,
      burst: BURST_OF_ADDRESS,
      setting: 'MAX_BYTES_PER_SECOND_PER_ADDRESS',
    },
  });
}

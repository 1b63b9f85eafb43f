import type { Logger } from 'pino';
import type { ReadinessCheck } from '../observability/health.ts';
import { repeat } from './repeat.ts';
import type { SignerRegistry } from './signer-registry.ts';
import { fingerprintOf } from './token-secrets.ts';

export interface SignerWatchOptions {
  /** The first signs, all verify. */
  readonly secrets: readonly Uint8Array[];
  readonly logger: Logger;
  /**
   * Milliseconds between two looks; a lease holds for several of them.
   * @default 2,000
   */
  readonly interval?: number;
}

/**
 * Lets the other nodes know what this one signs tokens with, and looks what they sign with. It is not ready as long as a live
 * node signs with a secret that this one does not verify with: a client that comes from there would be refused.
 */
export function watchSigners(
  registry: SignerRegistry,
  { secrets, logger, interval = 2_000 }: SignerWatchOptions,
): ReadinessCheck & { close(): Promise<void> } {
  const [own = '', ...others] = secrets.map(fingerprintOf);
  const known = new Set([own, ...others]);
  let isAgreed: boolean | undefined;
  const look = async (): Promise<void> => {
    const signers = await registry.register(own);
    const wasAgreed = isAgreed;
    isAgreed = signers.every((signer) => known.has(signer));
    if (!isAgreed && wasAgreed !== false)
      logger.warn(
        'Another node signs tokens with a secret that this one does not have, so this one is not ready: give all nodes the same TOKEN_SECRET, or change it in the two steps of docs/operations.md',
      );
    if (isAgreed && wasAgreed === false)
      logger.info('This node has the secrets that all nodes sign tokens with');
  };
  // An outage is in the log already.
  const stop = repeat(look, { interval, atOnce: true, onFailed: () => {} });
  return {
    name: 'token-secret',
    isReady: () => isAgreed === true,
    close: async () => {
      stop();
      // Where Redis is down, the lease runs out.
      await registry.release().catch(() => {});
    },
  };
}

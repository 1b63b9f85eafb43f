import type { ConnectionStep } from '@switchboard/client/devtools';

/** How far a client's present attempt or connection has come. Times are in milliseconds since the epoch. */
export interface LinkProgress {
  readonly opening?: Extract<ConnectionStep, { kind: 'opening' }>;
  readonly handshake?: Extract<ConnectionStep, { kind: 'handshake' }>;
  /** The last that was heard of the upgrade. */
  readonly upgrade?: Extract<ConnectionStep, { kind: 'upgrading' | 'upgraded' | 'upgrade-failed' }>;
  /** Nothing is tried until then. */
  readonly waitUntil?: number;
}

export const NO_PROGRESS: LinkProgress = {};

export function progressAfter(progress: LinkProgress, step: ConnectionStep): LinkProgress {
  switch (step.kind) {
    case 'opening':
      return { opening: step };
    case 'handshake':
      return { ...progress, handshake: step };
    case 'upgrading':
    case 'upgraded':
    case 'upgrade-failed':
      return { ...progress, upgrade: step };
    case 'heartbeat':
      return progress;
    case 'waiting':
      return { waitUntil: step.until };
  }
}

import type { Attack } from './attack.ts';
import { callAttacks } from './call-attacks.ts';
import { connectionAttacks } from './connection-attacks.ts';
import { frameAttacks } from './frame-attacks.ts';
import { pollingAttacks } from './polling-attacks.ts';

/** Every attack, by the layer at which it begins. */
export const FAMILIES = {
  connections: connectionAttacks,
  frames: frameAttacks,
  polling: pollingAttacks,
  calls: callAttacks,
} as const satisfies Readonly<Record<string, readonly Attack[]>>;

export const ATTACKS: readonly Attack[] = Object.values(FAMILIES).flat();

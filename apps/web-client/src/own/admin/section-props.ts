import type { AdminClient } from './use-admin-client.ts';

/** What every section of the admin gets. */
export interface SectionProps {
  readonly client: AdminClient;
  /** Whether lists refresh by themselves. */
  readonly auto: boolean;
  /** Opens the section that emits, once its target is set. */
  readonly onEmit: () => void;
}

import type { Attacker } from './attacker.ts';

/** One way to harm a server, at one layer. */
export interface Attack {
  readonly name: string;
  /** What the server must count, at least one of these: reasons of cuts and refusals, or codes of calls. None where it simply serves. */
  readonly counts: readonly string[];
  /** Goes on until the attacker's signal aborts; its connections are destroyed then. */
  run(attacker: Attacker): Promise<void>;
}

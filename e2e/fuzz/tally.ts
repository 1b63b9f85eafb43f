import { type Frame, readable } from './frame.ts';

/** Something that must not happen, with all it takes to see it again. */
export interface Offence {
  readonly kind:
    | 'death'
    | 'unanswered'
    | 'deaf'
    | 'answered twice'
    | 'hung up'
    | 'server error'
    | 'bystander'
    | 'memory';
  readonly what: string;
  /** The seed of the script: `pnpm fuzz --seed` with it plays the script first. */
  readonly seed?: number;
  /** What was sent on the connection, last frame last; before it, for a death, the end of the server's output. */
  readonly frames: readonly string[];
}

/** What was tried and what came of it. */
export class Tally {
  readonly offences: Offence[] = [];
  /** Answers by `OK` or error code. */
  readonly answers = new Map<string, number>();
  /** What the latest joined connection of each script has sent, by the script's seed. */
  readonly sent = new Map<number, readonly Frame[]>();
  scripts = 0;
  connections = 0;
  frames = 0;
  calls = 0;
  requests = 0;
  /** Calls on connections that the server had a reason to close. */
  lost = 0;
  bystanderCalls = 0;

  answered(code: string): void {
    this.answers.set(code, (this.answers.get(code) ?? 0) + 1);
  }

  offend(offence: Omit<Offence, 'frames'>, frames: readonly Frame[]): void {
    this.offences.push({ ...offence, frames: frames.map(readable) });
  }

  count(...kinds: readonly Offence['kind'][]): number {
    return this.offences.filter(({ kind }) => kinds.includes(kind)).length;
  }
}

import { type ChildProcess } from 'node:child_process';
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** @default the repository's root */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}
export interface Outcome {
  /** The exit code; 1 if a signal or a missing program ended it. */
  readonly code: number;
  /** What it wrote, where it was kept, and the signal that ended it. */
  readonly output: string;
}
/**
 * Starts a command as the head of a process group of its own, so that all it starts can be ended with it.
 * Its output is shown, or piped to the caller.
 */
export declare function start(command: Command, output?: 'show' | 'pipe'): ChildProcess;
/** Runs a command to its end; `keep` holds its output back for the caller. */
export declare function run(command: Command, output?: 'show' | 'keep'): Promise<Outcome>;
/** Ends a process and all it started: politely, and after a while by force. */
export declare function end(child: ChildProcess): Promise<void>;
/** Ends everything that was started here and still runs. */
export declare function endAll(): Promise<void>;
//# sourceMappingURL=run.d.ts.map

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Installation } from './installation.ts';

/** The application in a process of its own. */
export interface RunningApplication {
  readonly url: string;
  /** Resolves when the process has ended, to its exit code and the error that it printed. */
  readonly ended: Promise<{ readonly code: number | null; readonly error: string | undefined }>;
  stop(): Promise<void>;
}

export async function startApplication(
  { folder }: Installation,
  ...args: readonly ('attached' | 'batched')[]
): Promise<RunningApplication> {
  const child = fork(join(folder, 'built/main.js'), args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const chunks: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = end(child, chunks);
  const port = await Promise.race([
    once(child, 'message').then(([value]) => value as number),
    ended.then(() => {
      throw new Error(`The application ended at its start: ${Buffer.concat(chunks)}`);
    }),
  ]);
  return {
    url: `http://localhost:${port}`,
    ended,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

async function end(
  child: ChildProcess,
  chunks: readonly Buffer[],
): ReturnType<() => RunningApplication['ended']> {
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, error: /^\w*Error: .*$/m.exec(Buffer.concat(chunks).toString())?.[0] };
}

import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A script of a project, run by npm. */
export interface NpmScript extends AsyncDisposable {
  /** Resolves to the first match in its output; rejects with the output if it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves once it, and every process that holds its output, has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Runs a script. At the end of the scope it, and all that it started, is ended. */
export function npmScript(cwd: string, ...args: readonly string[]): NpmScript {
  // The head of a group, which is ended as a whole.
  const child = spawn('npm', args, { cwd, detached: true });
  child.stdin.end();
  let output = '';
  let isClosed = false;
  const changes = new EventEmitter();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += stripVTControlCharacters(text);
      changes.emit('change');
    });
  const ended = once(child, 'close').then(([code]) => {
    isClosed = true;
    changes.emit('change');
    return { code: code as number | null, output };
  });
  return {
    ended,
    until: async (pattern) => {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (isClosed) throw new Error(`It ended before it wrote ${pattern}:\n${output}`);
        await once(changes, 'change');
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (child.pid !== undefined && !isClosed) process.kill(-child.pid);
      await ended;
    },
  };
}

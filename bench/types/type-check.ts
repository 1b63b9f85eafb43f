import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** What the compiler says of one check. */
export interface TypeCheck {
  readonly ms: number;
  readonly memoryKiB: number;
  /** Of generic types. With one thread it is the same in every run, on every machine. */
  readonly instantiations: number;
}

/**
 * Checks the project in a folder with the repository's own TypeScript. With one thread nothing is worked out twice.
 * Rejects with the compiler's words if a type does not fit.
 */
export async function typeCheck(folder: string, threads: 'default' | 'one' = 'default'): Promise<TypeCheck> {
  const args = ['--noEmit', '--extendedDiagnostics', ...(threads === 'one' ? ['--singleThreaded'] : [])];
  const { stdout } = await run(process.execPath, [TSC, ...args], { cwd: folder }).catch(
    (error: Error & { stdout?: string }) => {
      throw new Error(`The generated app does not compile:\n${error.stdout?.slice(0, 2_000)}`, {
        cause: error,
      });
    },
  );
  const read = (name: string): number => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1];
    if (found === undefined) throw new Error(`The compiler does not say "${name}" any more:\n${stdout}`);
    return Number(found);
  };
  return {
    ms: Math.round(read('Total time') * 1_000),
    memoryKiB: read('Memory used'),
    instantiations: read('Instantiations'),
  };
}

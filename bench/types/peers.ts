import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TypeCheck } from './type-check.ts';

const run = promisify(execFile);
const FOLDER = new URL('../peers/', import.meta.url);
const MEASURE = fileURLToPath(new URL('types/measure.js', FOLDER));

/** Routers of others, generated in the same size. */
export const PEERS: readonly string[] = ['trpc', 'orpc'];

/** The same check of a peer's app; `undefined` while the peers are not installed. */
export async function measurePeer(name: string): Promise<TypeCheck | undefined> {
  if (!existsSync(MEASURE) || !existsSync(new URL('node_modules', FOLDER))) return undefined;
  const { stdout } = await run(process.execPath, [MEASURE, name]);
  return JSON.parse(stdout) as TypeCheck;
}

import { cpus } from 'node:os';
import type { RunOptions } from './row.ts';

/** Where and how something was measured: what has to stand beside its figures. */
export function machine({ rounds, quick }: RunOptions): object {
  const all = cpus();
  return { node: process.versions.node, cpu: all[0]?.model.trim(), cores: all.length, rounds, quick };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnv } from '../stack/inherited-env.config.ts';
import type { Cost } from './attacker.ts';

const MAIN = fileURLToPath(new URL('attacker-main.ts', import.meta.url));

/** Runs one attack in a process of its own for so many seconds. Resolves to what it cost; rejects if the attacker fails. */
export async function attack(name: string, port: string, seconds: number): Promise<Cost> {
  const args = ['--import', 'tsx', MAIN, name, port, String(seconds)];
  const child: ChildProcess = spawn(process.execPath, args, {
    env: inheritedEnv(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let cost: Cost | undefined;
  child.once('message', (message) => {
    cost = message as Cost;
  });
  const [code] = await once(child, 'exit');
  if (!cost) throw new Error(`The attacker of ${name} ended with ${code} before it was done.`);
  return cost;
}

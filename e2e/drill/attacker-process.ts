import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnv } from '../stack/inherited-env.config.ts';
import type { Cost } from './attacker.ts';

const MAIN = fileURLToPath(new URL('attacker-main.ts', import.meta.url));

/** A process that attacks a server, in one way at a time. */
export interface AttackerProcess {
  readonly pid: number;
  /** Begins the attack with this name. */
  begin(name: string): void;
  /** Ends the attack. Resolves to what it cost; rejects if the process has ended. */
  end(): Promise<Cost>;
  stop(): void;
}

/** Resolves once it can begin. */
export async function startAttacker(port: string): Promise<AttackerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, port], {
    env: inheritedEnv(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The attacker ended with ${code} before it was done.`);
  });
  exited.catch(() => undefined);
  const message = async (): Promise<unknown> => {
    const [received] = await Promise.race([once(child, 'message'), exited]);
    return received;
  };
  await message();
  return {
    pid: child.pid ?? 0,
    begin: (name) => void child.send(name),
    end: () => {
      child.send('end');
      return message() as Promise<Cost>;
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from '../lib/run.ts';
import { which } from '../lib/which.ts';

/** Debian asks this file before a package starts its service; 101 says no. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

/** Whether packages can be installed without asking anyone: as root on Debian and its kin. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && which('apt-get') !== undefined;
}

/** Installs Debian packages without a question and without starting a service. Says whether it worked. */
export async function aptInstall(...packages: readonly string[]): Promise<boolean> {
  const ownsPolicy = !existsSync(SERVICE_POLICY);
  if (ownsPolicy) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return (await apt('update')) && (await apt('install', '-y', '--no-install-recommends', ...packages));
  } finally {
    if (ownsPolicy) rmSync(SERVICE_POLICY, { force: true });
  }
}

async function apt(...args: readonly string[]): Promise<boolean> {
  const { code, output } = await run(
    { file: 'apt-get', args: ['-q', ...args], env: { DEBIAN_FRONTEND: 'noninteractive' } },
    'keep',
  );
  if (code !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${output.trimEnd()}`);
  return code === 0;
}

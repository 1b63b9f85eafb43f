import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PackageManager } from './arguments.ts';
import { CreateError } from './create-error.ts';

const isWindows = process.platform === 'win32';

const NO_NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;
/** How npm names a package that it could not look up, where another package has it as a peer. */
const NOT_LOOKED_UP = /\bFound: \S+@undefined\b/;
const NOT_PUBLISHED = /\bE404\b.*@switchboard|@switchboard\S* is not in the npm registry/;

/**
 * Installs the packages of the project. Throws a CreateError that says why it could not. An abort ends the package manager, and
 * all that it started, and resolves when it has ended.
 */
export async function install(
  cwd: string,
  packageManager: PackageManager,
  signal: AbortSignal,
): Promise<void> {
  const options = packageManager === 'npm' ? ['--no-audit', '--no-fund'] : [];
  const child = spawn(packageManager, ['install', ...options], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows, // There npm is a script.
    detached: !isWindows, // The head of a group, which is ended as a whole.
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const stop = (): void => end(child);
  signal.addEventListener('abort', stop);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0 || signal.aborted) return;
    throw new CreateError(installProblem(packageManager, Buffer.concat(chunks).toString()));
  } catch (cause) {
    if (cause instanceof CreateError) throw cause;
    throw new CreateError(`${packageManager} cannot be started: install it, or use --no-install.`, { cause });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Why the package manager has failed, out of all that it wrote, in one sentence. */
export function installProblem(packageManager: PackageManager, output: string): string {
  // pnpm wraps its lines.
  const words = output.replaceAll(/\s+/g, ' ');
  if (NOT_PUBLISHED.test(words))
    return `${packageManager} does not find the packages of Switchboard in its registry: pack them in a clone with \`pnpm pack:all\`, and use --packages FOLDER.`;
  if (NO_NETWORK.test(words) || NOT_LOOKED_UP.test(words))
    return `${packageManager} cannot reach its registry: check the network and try again, or use --no-install.`;
  const [, line = 'it says nothing more'] = /^.*?(?:npm error|ERR_\w+)\s+(?!code)(.*)$/m.exec(output) ?? [];
  return `${packageManager} could not install the packages (${line}): use --no-install, and install by hand to see more.`;
}

function end(child: ChildProcess): void {
  try {
    if (child.pid === undefined || isWindows) child.kill();
    else process.kill(-child.pid);
  } catch {
    // It has ended by itself.
  }
}

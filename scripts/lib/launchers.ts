import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Calls back once a process through which this one was started (`npx`, `pnpm`, `tsx`) is gone. Does not keep Node alive. */
export function onLauncherGone(listener: () => void): void {
  const launchers = findLaunchers();
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return;
    clearInterval(timer);
    listener();
  }, 500);
  timer.unref();
}

/** The parents up to the topmost npx, npm or pnpm. Windows ends a tree by itself. */
function findLaunchers(): number[] {
  if (process.platform === 'win32') return [];
  const parents: ProcessInfo[] = [];
  for (let info = inspect(process.ppid); info && info.pid > 1; info = inspect(info.parent))
    parents.push(info);
  const top = parents.findLastIndex(({ command }) => isPackageManager(command));
  return parents.slice(0, top + 1).flatMap(({ pid, command }) => (isShell(command) ? [] : pid));
}

function isPackageManager(command: string): boolean {
  return !isShell(command) && /(^|[/\s])(npx|npm|pnpm)\b/.test(command);
}

function isShell(command: string): boolean {
  return /^(\S*\/)?-?(ba|da|z|fi|k)?sh(\s|$)/.test(command);
}

function inspect(pid: number): ProcessInfo | undefined {
  if (!existsSync('/proc/self/stat')) return inspectByPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    // The second field is the program's name in brackets and may hold anything, so the fields are counted after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid, parent, command };
  } catch {
    return undefined;
  }
}

function inspectByPs(pid: number): ProcessInfo | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,command=', '-p', `${pid}`], { encoding: 'utf8' });
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
  return parent === undefined || command === undefined ? undefined : { pid, parent: Number(parent), command };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

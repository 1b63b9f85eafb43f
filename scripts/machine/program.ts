import { which } from '../lib/which.ts';
import { aptInstall, canInstall } from './apt.ts';

/** A program that tests need and that the machine has, or can get. */
export interface Program {
  /** What it is called on the PATH. */
  readonly name: string;
  /** The packages of Debian that it comes with. */
  readonly packages: readonly string[];
  /** The environment variable that names the one to use. */
  readonly variable: string;
  /** What fails without it, and how to install it. */
  readonly advice: string;
}

export const REDIS: Program = {
  name: 'redis-server',
  packages: ['redis-server'],
  variable: 'SWITCHBOARD_REDIS_SERVER',
  advice:
    'There is no redis-server, and the tests of several machines FAIL without. Install Redis (apt-get install redis-server, brew install redis).',
};

export const PYTHON: Program = {
  name: 'python3',
  packages: ['python3'],
  variable: 'SWITCHBOARD_PYTHON',
  advice:
    'There is no python3, and the test of a Python client FAILS without. Install Python 3.7 or newer (apt-get install python3, brew install python).',
};

export const NGINX: Program = {
  name: 'nginx',
  packages: ['nginx', 'libnginx-mod-stream'],
  variable: 'SWITCHBOARD_NGINX',
  advice:
    'There is no nginx, and the tests of proxies FAIL without. Install nginx with its module stream (apt-get install nginx libnginx-mod-stream, brew install nginx).',
};

export const HAPROXY: Program = {
  name: 'haproxy',
  packages: ['haproxy'],
  variable: 'SWITCHBOARD_HAPROXY',
  advice:
    'There is no haproxy, and the tests of proxies FAIL without. Install HAProxy (apt-get install haproxy, brew install haproxy).',
};

/** The path of the program on this machine. */
function findProgram({ name, variable }: Program): string | undefined {
  return process.env[variable] || which(name);
}

/**
 * Finds the program, or installs it where that needs no question, and prints which.
 * Where it cannot be had this says what to install; in CI that is an error.
 */
export async function provideProgram(program: Program): Promise<string | undefined> {
  const { name, packages, advice } = program;
  let path = findProgram(program);
  if (!path && canInstall()) {
    console.log(`${name}: not found, installing it (apt-get install ${packages.join(' ')})`);
    if (await aptInstall(...packages)) path = findProgram(program);
  }
  if (path) {
    console.log(`${name}: ${path}`);
    return path;
  }
  if (process.env.CI) throw new Error(advice);
  console.warn(`\n!! ${advice}\n`);
  return undefined;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlavourName } from './load/flavour.ts';
import { pnpmCommand } from './pnpm.config.ts';
import type { Variant } from './processes/variant.ts';

const FOLDER = fileURLToPath(new URL('peers', import.meta.url));

/** One of peers.json. */
interface Peer {
  readonly variant: string;
  /** Whose version stands beside its name. */
  readonly package: string;
  /** The compiled file, from the folder of the peers. */
  readonly entry: string;
  readonly flavour: FlavourName;
  readonly validates: 'in' | 'in and out' | 'nothing';
}

/** The peers' servers. They are outside of the workspace: installed here once, and built when they are asked for. */
export async function peers(): Promise<Variant[]> {
  const list = JSON.parse(await readFile(join(FOLDER, 'peers.json'), 'utf8')) as Peer[];
  prepared ??= prepare();
  await prepared;
  const { dependencies } = JSON.parse(await readFile(join(FOLDER, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return list.map(({ variant, package: name, entry, flavour, validates }) => ({
    name: `${variant} ${dependencies[name]}`,
    entry: join(FOLDER, entry),
    flavour,
    ...(validates === 'nothing' && { isReference: true }),
  }));
}

let prepared: Promise<void> | undefined;

async function prepare(): Promise<void> {
  if (!existsSync(join(FOLDER, 'node_modules')))
    await pnpm('install', '--ignore-workspace', '--frozen-lockfile');
  await pnpm('run', 'build');
}

async function pnpm(...args: string[]): Promise<void> {
  console.log(`bench: bench/peers: pnpm ${args.join(' ')}`);
  const [file, ...first] = pnpmCommand();
  const child = spawn(file, [...first, ...args], { cwd: FOLDER, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(
      `The peers could not be prepared; leave them out with --no-peers. pnpm ${args[0]}: ${code}`,
    );
}

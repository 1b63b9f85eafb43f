import { fileURLToPath } from 'node:url';
import { loadServerConfig, type ServerConfig } from './server-config.ts';

/** What relative paths start from. */
export const FOLDER = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** A file that exists in it. */
export const FILE = 'package.json';

export function load(env: Readonly<Record<string, string>>): ServerConfig {
  return loadServerConfig(env, FOLDER);
}

/** The lines with which these variables are refused. */
export function problemsOf(env: Readonly<Record<string, string>>): string[] {
  try {
    load(env);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('Nothing was wrong.');
}

import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerConfig } from '../config/server-config.ts';
import { makeFolder } from '../lifecycle/make-folder.ts';
import { StartError } from '../lifecycle/start-error.ts';

const MIN_BYTES = 32;

/**
 * The secrets of tokens: the first signs, all verify. Without one in the configuration, a random one is made once and
 * kept in the data folder, where every process of this machine finds it. Throws a StartError for one that is too short.
 */
export function loadTokenSecrets({
  tokenSecret: source,
  dataDir,
}: Pick<ServerConfig, 'tokenSecret' | 'dataDir'>): readonly Uint8Array[] {
  if (source === 'data folder') return parse(ownSecret(dataDir), 'The token secret in DATA_DIR');
  if ('text' in source) return parse(source.text, 'TOKEN_SECRET');
  return parse(read(source.file), 'TOKEN_SECRET_FILE');
}

/** Differs from secret to secret, and gives none of them away. */
export function fingerprintOf(secret: Uint8Array): string {
  return createHash('sha256')
    .update('switchboard token secret ')
    .update(secret)
    .digest('base64url')
    .slice(0, 16);
}

function parse(text: string, name: string): Uint8Array[] {
  const secrets = text.split(/[\s,]+/).filter((secret) => secret !== '');
  const bytes = secrets.map((secret) => new TextEncoder().encode(secret));
  if (bytes.length === 0 || bytes.some(({ length }) => length < MIN_BYTES))
    throw new StartError(`${name} must have at least ${MIN_BYTES} bytes, each one if there are several.`);
  return bytes;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`TOKEN_SECRET_FILE cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** Written aside and linked into place, so that of several processes one wins and none reads half a secret. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'token-secret');
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    makeFolder(dataDir);
    writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`DATA_DIR cannot keep the token secret: ${(cause as Error).message}.`, { cause });
  }
}

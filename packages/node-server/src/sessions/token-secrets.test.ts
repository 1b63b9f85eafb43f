import { randomBytes } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { loadTokenSecrets } from './token-secrets.ts';

const texts = (secrets: readonly Uint8Array[]): string[] =>
  secrets.map((secret) => Buffer.from(secret).toString('utf8'));
const [A, B] = [randomBytes(24).toString('base64'), randomBytes(24).toString('hex')];

describe('the secrets of tokens', () => {
  it('come as a list, apart by commas or white space, from the variable or from a file', () => {
    const dataDir = tempFolder();
    const file = join(dataDir, 'secrets');
    for (const list of [`${A},${B}`, ` ${A}\n${B}\n`, `${A}, ${B}`]) {
      writeFileSync(file, list);
      expect(texts(loadTokenSecrets({ dataDir, tokenSecret: { text: list } }))).toEqual([A, B]);
      expect(texts(loadTokenSecrets({ dataDir, tokenSecret: { file } }))).toEqual([A, B]);
    }
  });

  it.each(['x'.repeat(31), `${A},short`, ' ', ','])('of %j end the start', (text) => {
    const dataDir = tempFolder();
    const message = 'TOKEN_SECRET must have at least 32 bytes, each one if there are several.';
    expect(() => loadTokenSecrets({ dataDir, tokenSecret: { text } })).toThrow(new StartError(message));
  });

  it('are counted in bytes, not characters', () => {
    const text = 'ä'.repeat(16);
    expect(loadTokenSecrets({ dataDir: tempFolder(), tokenSecret: { text } })).toHaveLength(1);
  });

  it('cannot be a folder', () => {
    const dataDir = tempFolder();
    expect(() => loadTokenSecrets({ dataDir, tokenSecret: { file: dataDir } })).toThrow(
      /^TOKEN_SECRET_FILE cannot be read: EISDIR/,
    );
  });

  it('without any, is one that is made once for this data folder, which nobody else may read', () => {
    const dataDir = join(tempFolder(), 'new');
    const [first, second] = [1, 2].map(() => loadTokenSecrets({ dataDir, tokenSecret: 'data folder' }));
    expect(second).toEqual(first);
    expect(first?.[0]?.byteLength).toBeGreaterThanOrEqual(32);
    expect(readdirSync(dataDir)).toEqual(['token-secret']);
    expect(statSync(join(dataDir, 'token-secret')).mode & 0o777).toBe(0o600);
    const elsewhere = loadTokenSecrets({ dataDir: tempFolder(), tokenSecret: 'data folder' });
    expect(elsewhere).not.toEqual(first);
  });

  it('of a data folder that cannot be written end the start', () => {
    const dataDir = join(tempFolder(), 'file');
    writeFileSync(dataDir, '');
    expect(() => loadTokenSecrets({ dataDir, tokenSecret: 'data folder' })).toThrow(
      /^DATA_DIR cannot keep the token secret/,
    );
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  addedLines,
  compile,
  entriesOf,
  type NpmFolder,
  npmInstall,
  requireAll,
  runExamples,
  writeExamples,
} from './npm-folder.ts';
import { checkWithTypeScript5 } from './typescript-5.ts';

const { ca, serverKey, serverCert, passphrase } = inject('certificates');
const OURS = Object.entries(inject('tarballs')).filter(([name]) => name.startsWith('@switchboard/'));
const TYPES = { '@types/node': '20', '@types/express': '5' };

describe('the tarballs, installed by npm in an empty folder', () => {
  const EXAMPLES = ['contract', 'router', 'ws-engine', 'node-server', 'client', 'console'];
  let installed: NpmFolder;
  let compiler: string;

  beforeAll(async () => {
    installed = await npmInstall({
      ...Object.fromEntries(OURS),
      ...TYPES,
      ...{ express: '5', react: '19', '@types/react': '19' },
      ...{ 'socket.io': '4', 'socket.io-client': '4', zod: '4' },
    });
    writeExamples(installed, EXAMPLES);
    const entries = entriesOf(installed).map((entry, index) => `import * as entry${index} from '${entry}';`);
    const names = entries.map((_, index) => `entry${index}`);
    const code = [...entries, `export const entries: unknown[] = [${names.join(', ')}];`].join('\n');
    writeFileSync(join(installed.folder, 'entries.ts'), code);
    compiler = await compile(installed);
  });

  afterAll(() => installed?.[Symbol.dispose]());

  it('compile with the newest TypeScript, as ES modules of Node', () => {
    expect(compiler).toBe('');
  });

  it('compile with the newest TypeScript, for a bundler', async () => {
    const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit'];
    expect(await compile(installed, ...bundler)).toBe('');
  });

  it.each(['node16', 'bundler'] as const)('compile with TypeScript 5.9, with modules of %s', (resolution) => {
    expect(checkWithTypeScript5(installed, 'entries.ts', resolution)).toEqual([]);
  });

  it('run the first example of each README', async () => {
    const lines = await runExamples(installed, EXAMPLES, {
      ...{ SSL_KEY: serverKey, SSL_CERT: serverCert, SSL_PASSWD_FILE: passphrase, NODE_EXTRA_CA_CERTS: ca },
      ...{ LOG_LEVEL: 'silent', DATA_DIR: join(installed.folder, 'data') },
    });
    expect(lines).toEqual([
      'contract: defined',
      'router: answered',
      'ws-engine: carried',
      'node-server: greeted',
      'heard hi',
      '{ ok: true, data: { number: 1 } }',
      'client: called',
      'console: served',
    ]);
  });

  it('are loaded by require(), each of their entries', async () => {
    const entries = entriesOf(installed);
    expect(await requireAll(installed, entries)).toEqual(entries);
  });

  it('are taken by TypeScript in CommonJS, with modules of nodenext', () => {
    const code =
      "import contract = require('@switchboard/contract');\nexport const { defineContract } = contract;\n";
    writeFileSync(join(installed.folder, 'common.cts'), code);
    expect(checkWithTypeScript5(installed, 'common.cts', 'nodenext')).toEqual([]);
  });
});

it('the router needs 20 lines at most in a stock application of Socket.IO', () => {
  expect(addedLines().length).toBeLessThanOrEqual(20);
});

import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/run.ts';
import { cacheFolder } from './cache-folder.ts';

const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';

/** Brings the package's archives into its TMPDIR: browser, fonts, software graphics and the libraries that it needs. */
const UNPACK = `
import { inflate } from '${PACKAGE}';
for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
  await inflate('node_modules/${PACKAGE}/bin/' + name);
}`;

/** Lends the machine the packed libraries and fonts, where it lacks its own. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
if ldd "$here/chromium" | grep -q 'not found'; then export LD_LIBRARY_PATH="$here/al2023/lib"; fi
if [ ! -e /etc/fonts/fonts.conf ]; then export FONTCONFIG_PATH="$here/fonts"; fi
exec "$here/chromium" "$@"
`;

/** A Chromium out of the npm registry, for Linux on x64: needs no root and no system packages. */
export async function packedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = cacheFolder(`chromium-${VERSION}`);
  const unpacked = join(folder, 'unpacked');
  const launcher = join(unpacked, 'chromium.sh');
  if (existsSync(launcher)) return launcher;
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${PACKAGE}@${VERSION}`,
  ];
  if (!(await step(folder, 'npm', install))) return undefined;
  if (!(await step(folder, process.execPath, ['--input-type=module', '--eval', UNPACK]))) return undefined;
  writeFileSync(launcher, LAUNCHER);
  chmodSync(launcher, 0o755);
  return launcher;
}

async function step(cwd: string, file: string, args: readonly string[]): Promise<boolean> {
  const { code, output } = await run({ file, args, cwd, env: { TMPDIR: join(cwd, 'unpacked') } }, 'keep');
  if (code !== 0) console.error(`${file} ${args[0]} in ${cwd} failed:\n${output.trimEnd()}`);
  return code === 0;
}

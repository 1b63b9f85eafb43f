import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@switchboard/node-server/testing';
import { issueServer, writeCertificate } from '../faults/stage/certificates.ts';
import { startServer } from '../fuzz/server-process.ts';
import { LISTED, originsAt } from '../stack/origins.ts';
import { pythonProgram } from '../stack/python-program.config.ts';

// `pnpm python` connects python-socketio to the built server with each origin; it is for machines that have that package.
const SCRIPT = fileURLToPath(new URL('client.py', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'switchboard-python-'));
const authority = await createAuthority();
const ca = join(folder, 'ca.crt');
await writeFile(ca, authority.cert);
const certificate = writeCertificate(folder, await issueServer(authority));
const server = await startServer({
  env: { ...certificate, ALLOWED_ORIGINS: LISTED, TRUST_PROXY: 'pass-through' },
});
try {
  const verdicts = originsAt(server.url);
  const python = spawn(pythonProgram(), [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const origins = verdicts.map(({ origin }) => origin);
  python.stdin.end(JSON.stringify({ url: server.url, ca, origins }));
  const closed = once(python, 'close');
  const output = await text(python.stdout);
  const [code] = await closed;
  if (code !== 0) process.exit(1);
  const results = JSON.parse(output) as string[][];
  const wrong = verdicts.filter(({ origin, isIn }, place) => {
    const outcomes = results[place] ?? [];
    console.log(`${String(origin).padEnd(40)}${outcomes.join(' | ')}`);
    return outcomes.some((outcome) => (outcome === 'in') !== isIn);
  });
  console.log(wrong.length === 0 ? 'python: all right' : `python: ${wrong.length} wrong`);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

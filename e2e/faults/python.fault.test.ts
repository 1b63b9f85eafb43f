import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@switchboard/node-server/testing';
import { expect, it } from 'vitest';
import { LISTED, originsAt } from '../stack/origins.ts';
import { pythonProgram } from '../stack/python-program.config.ts';
import { addRow } from './add-row.ts';
import { startServer } from './stage/server.ts';

const SCRIPT = fileURLToPath(new URL('stage/handshake.py', import.meta.url));
const [IN, OUT] = [
  [200, 101],
  [403, 403],
];

/** The statuses of a polling and a WebSocket handshake with each origin, as Python's standard library gets them. */
async function handshakes(port: number, ca: string, origins: (string | null)[]): Promise<unknown> {
  const python = spawn(pythonProgram(), [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
  python.stdin.end(JSON.stringify({ port, ca, origins }));
  const closed = once(python, 'close');
  const [output, problem] = await Promise.all([text(python.stdout), text(python.stderr)]);
  const [code] = await closed;
  if (code !== 0) throw new Error(problem);
  return JSON.parse(output);
}

it('a Python client is let in with our own and listed origins, however written, or none, and no other', async () => {
  const server = await startServer({ env: { ALLOWED_ORIGINS: LISTED } });
  const tried = originsAt(server.url);
  const origins = tried.map(({ origin }) => origin);
  const statuses = (await handshakes(server.port, server.ca, origins)) as unknown[];
  expect(origins.map((origin, place) => [origin, statuses[place]])).toEqual(
    tried.map(({ origin, isIn }) => [origin, isIn ? IN : OUT]),
  );
  addRow({
    name: 'each Origin from Python',
    note: 'own and listed ones are let in, however written, and none; 403 for others, by both transports',
  });
});

it('a Python client trusts nobody but the CA that it was given', async () => {
  const server = await startServer();
  const stranger = await createAuthority();
  await expect(handshakes(server.port, stranger.cert, [null])).rejects.toThrow('CERTIFICATE_VERIFY_FAILED');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@switchboard/node-server/testing';
import { expect, it } from 'vitest';
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
  const server = await startServer({
    env: { ALLOWED_ORIGINS: 'https://listed.example,capacitor://localhost,IONIC://app/' },
  });
  const { host, port } = new URL(server.url);
  const verdicts: [origin: string | null, expected: number[] | undefined][] = [
    [null, IN],
    [`https://${host}`, IN],
    [`wss://${host}`, IN],
    [`http://${host}`, IN],
    [`ws://${host}`, IN],
    [`HTTPS://${host.toUpperCase()}`, IN],
    [`Wss://LocalHost:${port}`, IN],
    ['https://listed.example', IN],
    ['https://listed.example:443', IN],
    ['wss://LISTED.example', IN],
    ['capacitor://localhost', IN],
    ['Capacitor://LOCALHOST', IN],
    ['ionic://app', IN],
    ['https://evil.example', OUT],
    ['wss://evil.example', OUT],
    ['https://localhost', OUT],
    [`https://${host}.evil.example`, OUT],
    [`https://evil.example:${port}`, OUT],
    ['https://listed.example:8443', OUT],
    ['https://sub.listed.example', OUT],
    ['capacitor://elsewhere', OUT],
    ['file://', OUT],
    ['null', OUT],
    ['nonsense', OUT],
  ];
  const origins = verdicts.map(([origin]) => origin);
  const statuses = (await handshakes(server.port, server.ca, origins)) as unknown[];
  expect(origins.map((origin, place) => [origin, statuses[place]])).toEqual(verdicts);
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

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../lib/connection-settings.ts';
import { called, recordingOf } from './recording.fixture.ts';
import { replay } from './replay.ts';

const HANDSHAKE = {
  sid: 'engine',
  upgrades: [],
  pingInterval: 60_000,
  pingTimeout: 60_000,
  maxPayload: 1_000_000,
};

/** A server that speaks just enough of the protocol to be connected to by polling, and answers no call. */
async function startServer() {
  const paths = new Set<string>();
  const posted: string[] = [];
  const packets: string[] = [];
  let poll: ServerResponse | undefined;
  const flush = (): void => {
    const [packet] = poll ? packets.splice(0, 1) : [];
    if (packet === undefined) return;
    poll?.end(packet);
    poll = undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    paths.add(pathname);
    if (request.method === 'POST') {
      const body = (await request.toArray()).join('');
      posted.push(body);
      response.end('ok');
      if (body.startsWith('40')) packets.push('40{"sid":"socket"}');
      flush();
    } else if (searchParams.has('sid')) {
      poll = response;
      flush();
    } else response.end(`0${JSON.stringify(HANDSHAKE)}`);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, paths, posted };
}

it('connects as the recorded client did, and leaves no connection open where it fails', async () => {
  const { url, paths, posted } = await startServer();
  const settings = { ...DEFAULT_SETTINGS, path: '/elsewhere/', auth: { key: { $secret: 1 } } };
  const recording = recordingOf(called('a1', 'x', null, { ok: true }), {
    clients: [{ id: 'a', name: 'Alice', hue: 0, identities: [], settings }],
  });
  const signal = new AbortController().signal;
  const failed = replay(recording, {
    url,
    pace: 'fast',
    signal,
    substitutions: new Map(),
    secrets: new Map([[1, 'typed again']]),
    onProgress: (done) => {
      if (done > 0) throw new Error('The page failed.');
    },
  });
  await expect(failed).rejects.toThrow('The page failed.');
  expect([...paths]).toEqual(['/elsewhere/']);
  await expect.poll(() => posted.join('\n')).toMatch(/41|^1$/m);
  expect(posted.join('\n')).toContain('"key":"typed again"');
});

import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { expect, it } from 'vitest';
import { addRow } from './add-row.ts';
import { startServer } from './stage/server.ts';

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'c3dpdGNoYm9hcmQgdGVzdA==',
};

it('foreign and null origins are refused by both transports; a missing one, our own and listed ones are not', async () => {
  const { url, ca } = await startServer({ env: { ALLOWED_ORIGINS: 'HTTPS://Listed.example/,app://listed' } });
  /** The status of the answer to a handshake. */
  const handshake = async (
    transport: 'polling' | 'websocket',
    origin: string | undefined,
  ): Promise<number> => {
    const headers: OutgoingHttpHeaders = {
      ...(transport === 'websocket' && UPGRADE),
      ...(origin !== undefined && { origin }),
    };
    const path = `/socket.io/?EIO=4&transport=${transport}`;
    const asked = request(new URL(path, url), { ca, headers, agent: false }).end();
    const [response] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
    response.socket.destroy();
    return response.statusCode;
  };
  const { host } = new URL(url);
  const origins: Record<string, string | undefined> = {
    foreign: 'https://evil.example',
    null: 'null',
    app: 'capacitor://localhost',
    'another port': 'https://localhost',
    missing: undefined,
    own: url,
    'own by wss': `wss://${host}`,
    'own by http': `http://${host}`,
    'own in upper case': `HTTPS://${host.toUpperCase()}`,
    listed: 'https://listed.example',
    'listed with its port': 'wss://Listed.example:443',
    'listed app': 'app://listed',
  };
  const [foreign, known] = [Object.keys(origins).slice(0, 4), Object.keys(origins).slice(4)];
  const all = (names: readonly string[], status: number) => names.map((name) => [name, status]);
  for (const [transport, status] of [
    ['polling', 200],
    ['websocket', 101],
  ] as const) {
    const answers = Object.entries(origins).map(async ([name, origin]) => [
      name,
      await handshake(transport, origin),
    ]);
    expect(await Promise.all(answers)).toEqual([...all(foreign, 403), ...all(known, status)]);
  }
  addRow({
    name: 'foreign and null Origin',
    note: 'refused by both transports; missing, own and listed ones are let in, however written',
  });
});

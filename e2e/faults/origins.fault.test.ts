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

it('foreign and null origins are refused by both transports, a missing one and our own are not', async () => {
  const { url, ca } = await startServer();
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
  const answers = async (transport: 'polling' | 'websocket'): Promise<Record<string, number>> => ({
    foreign: await handshake(transport, 'https://evil.example'),
    null: await handshake(transport, 'null'),
    missing: await handshake(transport, undefined),
    own: await handshake(transport, url),
  });
  expect(await answers('polling')).toEqual({ foreign: 403, null: 403, missing: 200, own: 200 });
  expect(await answers('websocket')).toEqual({ foreign: 403, null: 403, missing: 101, own: 101 });
  addRow({ name: 'foreign and null Origin', note: 'refused by both transports; missing and own are let in' });
});

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type Agent, type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createAuthority } from '@switchboard/node-server/testing';
import { describe, expect, it } from 'vitest';
import { addRow } from './add-row.ts';
import { startRun } from './history/run.ts';
import { issueServer, writeCertificate } from './stage/certificates.ts';
import { startServer, type TestServer } from './stage/server.ts';
import { tempFolder } from './stage/temp-folder.ts';

async function servedBy({ port, ca }: TestServer): Promise<string | undefined> {
  const socket = connect({ port, ca, host: 'localhost', servername: 'localhost' });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerX509Certificate();
  socket.destroy();
  return certificate?.serialNumber;
}

const PASSPHRASE = 'of a client';
const serialOf = (pem: string): string => new X509Certificate(pem).serialNumber;

describe('a certificate on the disk', () => {
  it('that is swapped under load is served to the next handshake, and no connection notices', async () => {
    const server = await startServer();
    const run = await startRun('certificate swapped under load', { ...server, urls: [server.url] });
    for (let swap = 0; swap < 3; swap++) {
      await run.more(20);
      const next = await issueServer(server.authority);
      writeCertificate(server.certificates, next);
      await expect.poll(() => servedBy(server)).toBe(serialOf(next.cert));
    }
    await run.more(20);
    expect(run.history.losses).toEqual([]);
    await run.finish('3 swaps');
  });

  it('that is no good is reported, and the one before it stays', async () => {
    const server = await startServer();
    const run = await startRun('mismatched pair, wrong passphrase', { ...server, urls: [server.url] });
    const before = await servedBy(server);
    const [one, other] = [await issueServer(server.authority), await issueServer(server.authority)];
    for (const [problem, bad] of [
      ['SSL_KEY and SSL_CERT do not belong together', { ...one, cert: other.cert }],
      ['SSL_PASSWD does not open SSL_KEY', { ...one, passphrase: other.passphrase }],
    ] as const) {
      writeCertificate(server.certificates, bad);
      await expect.poll(() => server.output()).toContain(problem);
      expect(await servedBy(server)).toBe(before);
      await run.more(20);
    }
    expect(run.history.losses).toEqual([]);
    await run.finish('reported, the old pair stays');
    server.signal('SIGTERM');
    await server.ended();
    await expect(server.start()).rejects.toThrow('SSL_PASSWD does not open SSL_KEY');
    expect(await server.ended()).toEqual({ code: 1, signal: null });
  });
});

it('a stolen session id is refused with another certificate or none, on both transports; its owner stays', async () => {
  const clients = await createAuthority();
  const file = join(tempFolder(), 'clients.crt');
  writeFileSync(file, clients.cert);
  const server = await startServer({ env: { SSL_CA: file, CLIENT_CERT: 'request' } });
  const issue = async (name: string) => ({
    ...(await clients.issueClient(name, PASSPHRASE)),
    passphrase: PASSPHRASE,
  });
  const [alice, mallory] = [await issue('alice'), await issue('mallory')];

  const ask = async (transport: string, as: Partial<typeof alice>, sid?: string) => {
    const path = `/socket.io/?EIO=4&transport=${transport}${sid === undefined ? '' : `&sid=${sid}`}`;
    const headers =
      transport === 'polling'
        ? {}
        : {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-version': '13',
            'sec-websocket-key': 'c3dpdGNoYm9hcmQgdGVzdA==',
          };
    const options: RequestOptions & { agent: Agent | false } = {
      ...as,
      ca: server.ca,
      headers,
      agent: false,
    };
    const asked = request(new URL(path, server.url), options).end();
    const [response] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
    let text = '';
    if (response.statusCode === 101) response.socket.destroy();
    else for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode, text };
  };

  const { text } = await ask('polling', alice);
  const { sid } = JSON.parse(text.slice(1)) as { sid: string };
  for (const transport of ['polling', 'websocket']) {
    expect(await ask(transport, mallory, sid)).toMatchObject({ status: 403 });
    expect(await ask(transport, {}, sid)).toMatchObject({ status: 403 });
  }
  expect(await ask('polling', alice, sid)).toMatchObject({ status: 200 });
  expect(await ask('websocket', alice, sid)).toMatchObject({ status: 101 });
  addRow({ name: 'stolen session id', note: 'refused with another certificate and with none' });
});

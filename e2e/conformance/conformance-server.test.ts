import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { next } from '@switchboard/node-server/testing';
import type { DevCertificates } from '@switchboard/node-server/tls';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { type ConformanceServer, startConformance } from './conformance-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    certificates: DevCertificates;
  }
}

const certificates = inject('certificates');
const tls = { source: 'development', directory: dirname(certificates.ca) } as const;

let server: ConformanceServer;
let ca: string;
beforeAll(async () => {
  server = await startConformance({ port: 0, httpsPort: 0, tls });
  ca = readFileSync(certificates.ca, 'utf8');
});
afterAll(() => server[Symbol.asyncDispose]());

describe.each(['url', 'httpsUrl'] as const)('the conformance profile at %s', (which) => {
  const ask = async (path: string, body?: string): Promise<{ status: number | undefined; text: string }> => {
    const request = which === 'url' ? requestHttp : requestHttps;
    const headers = { origin: 'https://anywhere.example' };
    const sent = request(new URL(path, server[which]), { ca, headers, method: body ? 'POST' : 'GET' });
    sent.end(body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode, text };
  };

  /** A client whose first `auth` event is on its way. */
  const connect = async (namespace: string, auth = {}): Promise<{ socket: Socket; heard: unknown }> => {
    const socket = io(server[which] + namespace, { ca, auth, forceNew: true, transports: ['websocket'] });
    onTestFinished(() => void socket.disconnect());
    return { socket, heard: await next(socket, 'auth') };
  };

  it.each(['/socket.io', '/engine.io'])(
    'opens a session under %s with the values of the suites',
    async (path) => {
      const { status, text } = await ask(`${path}/?EIO=4&transport=polling`);
      expect(status).toBe(200);
      expect(JSON.parse(text.slice(1))).toEqual({
        sid: expect.any(String),
        upgrades: ['websocket'],
        pingInterval: 300,
        pingTimeout: 200,
        maxPayload: 1_000_000,
      });
    },
  );

  it('drops who has joined no namespace after a second', async () => {
    const { io: manager } = io(server[which], { ca, forceNew: true, autoConnect: false });
    onTestFinished(() => manager._close());
    const start = performance.now();
    manager.open();
    await new Promise<void>((resolve) => manager.once('open', resolve));
    await new Promise<void>((resolve) => manager.once('close', () => resolve()));
    expect(performance.now() - start).toBeGreaterThan(900);
  });

  it('gives back what the engine alone is sent', async () => {
    const path = '/engine.io/?EIO=4&transport=polling';
    const { sid } = JSON.parse((await ask(path)).text.slice(1));
    expect(await ask(`${path}&sid=${sid}`, '4hello\x1ebAQIDBA==')).toEqual({ status: 200, text: 'ok' });
    const { status, text } = await ask(`${path}&sid=${sid}`);
    // A heartbeat, every 300 ms, may come with it.
    const packets = text.split('\x1e').filter((packet) => packet !== '2');
    expect({ status, packets }).toEqual({ status: 200, packets: ['4hello', 'bAQIDBA=='] });
  });

  it.each(['/', '/custom'])('gives a client of %s its handshake auth', async (namespace) => {
    expect((await connect(namespace)).heard).toEqual({});
    expect((await connect(namespace, { token: '123' })).heard).toEqual({ token: '123' });
  });

  it('has no other namespace', async () => {
    const socket = io(`${server[which]}/random`, { ca, forceNew: true, transports: ['websocket'] });
    onTestFinished(() => void socket.disconnect());
    expect(await next<Error>(socket, 'connect_error')).toMatchObject({ message: 'Invalid namespace' });
  });

  const ARGUMENTS = [1, '2', { 3: [true, null] }, Buffer.from([1, 2, 3]), [Buffer.alloc(0)]];

  it('answers message by message-back with the same arguments', async () => {
    const { socket } = await connect('/custom');
    const back = new Promise((resolve) => socket.once('message-back', (...args) => resolve(args)));
    socket.emit('message', ...ARGUMENTS);
    expect(await back).toEqual(ARGUMENTS);
  });

  it('acknowledges message-with-ack with the same arguments', async () => {
    const { socket } = await connect('/');
    const answer = new Promise((resolve) => {
      socket.emit('message-with-ack', ...ARGUMENTS, (...args: unknown[]) => resolve(args));
    });
    expect(await answer).toEqual(ARGUMENTS);
  });

  it('answers an event that nobody serves as the router does', async () => {
    const { socket } = await connect('/');
    expect(await socket.emitWithAck('other', 1)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });
});

it('a port in use is reported in one line', async () => {
  const other = createServer().listen(0);
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const start = startConformance({ port, httpsPort: 0, tls });
  await expect(start).rejects.toThrow(`Port ${port} cannot be used: `);
});

import { readFileSync } from 'node:fs';
import { defineContract, defineEvents } from '@switchboard/contract';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { certificates, failure, testConfig } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { createServer } from '../create-server.ts';
import { startTestServer } from '../testing/test-server.ts';

const contract = defineContract({
  name: 'strangers',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'way:ask': { summary: 'Ask the way', response: z.strictObject({}), policy: { rate: '3/h', http: true } },
    'name:take': {
      summary: 'Become somebody else',
      payload: z.strictObject({ name: z.string() }),
      response: z.object({ token: z.string() }),
      policy: { rate: '3/h', http: true },
    },
  }),
  serverEventMap: {},
});

async function start(changed: Partial<ServerConfig> = {}) {
  const config = testConfig(changed);
  const app = await createServer({
    contract,
    controllers: ({ sessions }) => ({
      'way:ask': () => ({}),
      'name:take': async ({ message, socketId }, { fail }) =>
        (await sessions.logIn(socketId, message)) ?? fail('FORBIDDEN'),
    }),
    config,
    logger: pino({ level: 'silent' }),
  });
  const server = await startTestServer(app, readFileSync(certificates().ca, 'utf8'));
  const from = (address?: string) => (address === undefined ? {} : { 'X-Forwarded-For': address });
  return {
    ...server,
    overHttp: async (address?: string) => {
      const headers = { 'Content-Type': 'application/json', ...from(address) };
      const { text } = await server.request('/events/way:ask', { method: 'POST', headers, body: '{}' });
      return JSON.parse(text) as { ok: boolean };
    },
    overSocket: async (address?: string) => {
      const socket = await server.connect({ transports: ['websocket'], extraHeaders: from(address) });
      const reply: { ok: boolean } = await socket.emitWithAck('way:ask');
      socket.disconnect();
      return reply;
    },
  };
}

const served = { ok: true, data: {} };
const refused = failure('TOO_MANY_REQUESTS', {
  message: expect.stringMatching(/^Over 3\/h from one address: try again in /),
});

describe('the rate of strangers', () => {
  it('is that of their address: to connect again gives no more, and HTTP has no share of its own', async () => {
    await using server = await start();
    for (let i = 0; i < 3; i++) expect(await server.overSocket()).toEqual(served);
    expect(await server.overSocket()).toEqual(refused);
    expect(await server.overHttp()).toEqual(refused);
  });

  it('behind a proxy is that of the address that it names, so one stranger takes nothing from another', async () => {
    await using server = await start({ trustProxy: 1 });
    for (let i = 0; i < 3; i++) expect(await server.overHttp('192.0.2.1')).toEqual(served);
    expect(await server.overHttp('192.0.2.1')).toEqual(refused);
    expect(await server.overSocket('192.0.2.1')).toEqual(refused);
    expect(await server.overHttp('192.0.2.2')).toEqual(served);
    expect(await server.overSocket('192.0.2.3')).toEqual(served);
  });

  it('is that of each socket where nobody knows their address', async () => {
    await using server = await start({ trustProxy: 'pass-through' });
    for (let i = 0; i < 5; i++) expect(await server.overSocket('192.0.2.1')).toEqual(served);
  });
});

describe('the rate of an event that gives a new identity', () => {
  it('is that of the address, whoever the caller is by now, on whichever of its connections', async () => {
    await using server = await start();
    const first = await server.connect();
    const { data } = await first.emitWithAck('name:take', { name: 'One' });
    const second = await server.connect({ auth: { token: data.token } });
    expect(await second.emitWithAck('name:take', { name: 'Two' })).toMatchObject({ ok: true });
    const third = await server.connect();
    const { data: last } = await third.emitWithAck('name:take', { name: 'Three' });
    for (const socket of [first, second, third])
      expect(await socket.emitWithAck('name:take', { name: 'Four' })).toEqual(refused);
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${last.token}` };
    const body = '{"name":"Five"}';
    const { text } = await server.request('/events/name:take', { method: 'POST', headers, body });
    expect(JSON.parse(text)).toEqual(refused);
  });
});

import { once } from 'node:events';
import { connect } from 'node:tls';
import { defineContract } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { StartError } from '@switchboard/node-server/lifecycle';
import { dataOf, next } from '@switchboard/node-server/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { failure, startApp, testConfig } from './app.fixture.ts';
import { createApp } from './app.ts';

const logger = pino({ level: 'silent' });

describe('an app', () => {
  it('that finds its port in use says so, and can still be closed', async () => {
    await using first = await startApp();
    const second = await createApp(testConfig({ port: first.port }), logger);
    const message = `Port ${first.port} is in use: stop the other process or set SERVER_PORT.`;
    await expect(second.listen()).rejects.toEqual(new StartError(message));
    await second.close();
    expect((await first.request('/healthz')).status).toBe(200);
  });

  it('that closes lets its clients come back to the next one, with everything that was acknowledged', async () => {
    await using before = await startApp();
    const { socket, token } = await before.login('Alice');
    await socket.emitWithAck('room:join', { room: 'general' });
    const { id } = dataOf<{ id: string }>(
      await socket.emitWithAck('message:send', { room: 'general', text: 'hi' }),
    );
    const gone = next(socket, 'disconnect');
    await before.close();
    expect(await gone).toBe('transport close');
    await using after = await startApp({ dataDir: before.config.dataDir });
    const again = await after.connect({ auth: { token } });
    expect(await again.emitWithAck('room:join', { room: 'general' })).toMatchObject({
      data: { recent: [{ id, text: 'hi' }] },
    });
  });

  it('that closes does not wait for a peer that never hangs up', { timeout: 25_000 }, async () => {
    await using app = await startApp();
    const peer = connect({ host: 'localhost', servername: 'localhost', port: app.port, ca: app.ca });
    await once(peer, 'secureConnect');
    peer.on('error', () => undefined);
    peer.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    );
    await once(peer, 'data');
    peer.pause();
    // The test's own timeout is shorter than what ws would wait for the peer.
    await app.close();
    peer.destroy();
  });

  it('that was closed can be closed again', async () => {
    const app = await createApp(testConfig(), logger);
    await app.close();
    await app.close();
  });

  it('holds its callers to the policies of the contract that it is given', async () => {
    const policy = { rate: '1/h', maxBytes: 64 } as const;
    const events = Object.entries(contract.clientEventMap);
    const clientEventMap = Object.fromEntries(
      events.map(([event, spec]) => [event, { ...spec, policy }]),
    ) as unknown as typeof contract.clientEventMap;
    await using app = await startApp({}, logger, {
      contract: defineContract({ ...contract, clientEventMap }),
    });
    const socket = await app.connect();
    expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
    expect(await socket.emitWithAck('system:time')).toEqual(failure('TOO_MANY_REQUESTS'));
    const echo = await socket.emitWithAck('system:echo', { value: 'x'.repeat(64) });
    expect(echo).toEqual(failure('PAYLOAD_TOO_LARGE'));
  });
});

import type { IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';
import { isOriginAllowed } from './origin.ts';

describe('isOriginAllowed', () => {
  it.each([
    [undefined, true],
    ['https://board.example', true],
    ['https://allowed.example', true],
    ['http://board.example', false],
    ['https://board.example:8443', false],
    ['https://evil.example', false],
    ['https://board.example.evil.example', false],
    ['null', false],
    ['', false],
  ])('origin %j at https://board.example: %s', (origin, allowed) => {
    const request = { headers: { host: 'board.example', ...(origin !== undefined && { origin }) } };
    expect(isOriginAllowed(request as IncomingMessage, ['https://allowed.example'])).toBe(allowed);
  });
});

describe('the door', () => {
  const from = (origin: string) => ({ extraHeaders: { origin } });
  const UPGRADE = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'c3dpdGNoYm9hcmQgdGVzdA==',
  };
  const POLL = '/socket.io/?EIO=4&transport=polling';

  it.each(['polling', 'websocket'])('lets a page of an allowed origin in, by %s', async (transport) => {
    await using app = await startApp({ allowedOrigins: ['https://allowed.example'] });
    for (const origin of [app.url, 'https://allowed.example']) {
      const socket = await app.connect({ transports: [transport], ...from(origin) });
      expect(await socket.emitWithAck('value:return', { value: origin })).toMatchObject({ ok: true });
    }
  });

  describe.each(['polling', 'websocket'])('by %s', (transport) => {
    it.each(['https://evil.example', 'null', 'https://localhost', 'http://localhost'])(
      'keeps a page of the origin %s out, counted and logged with its reason',
      async (origin) => {
        const lines: object[] = [];
        const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line) as object) });
        await using app = await startApp({}, logger);
        await expect(app.connect({ transports: [transport], ...from(origin) })).rejects.toThrow();
        const { text } = await app.request('/metrics');
        expect(text).toContain('\nswitchboard_connected_sockets 0\n');
        expect(lines).toMatchObject([{ reason: 'foreign_origin', origin, msg: 'A connection was refused' }]);
        expect(text).toContain('switchboard_refused_connections_total{reason="foreign_origin"} 1\n');
      },
    );

    it('lets a client in that sends no Origin, as it is no page', async () => {
      await using app = await startApp();
      const socket = await app.connect({ transports: [transport] });
      expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    });
  });

  it('answers 403 to a foreign handshake and a foreign upgrade, with no word to the page', async () => {
    await using app = await startApp();
    const origin = 'https://evil.example';
    const answer = await app.request(POLL, { headers: { origin } });
    expect(answer.status).toBe(403);
    expect((await app.request(POLL, { headers: { origin: 'null' } })).status).toBe(403);
    const upgrade = '/socket.io/?EIO=4&transport=websocket';
    expect((await app.request(upgrade, { headers: { origin, ...UPGRADE } })).status).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await app.request(POLL)).status).toBe(200);
  });

  it('keeps a foreign origin out of the upgrade of a session that polling began', async () => {
    await using app = await startApp();
    const { sid } = JSON.parse((await app.request(POLL)).text.slice(1)) as { sid: string };
    const answer = await app.request(`/socket.io/?EIO=4&transport=websocket&sid=${sid}`, {
      headers: { origin: 'https://evil.example', ...UPGRADE },
    });
    expect(answer.status).toBe(403);
  });
});

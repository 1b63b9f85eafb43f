import { EventError } from '@switchboard/contract';
import type { Socket } from '@switchboard/node-server/door';
import { describe, expect, it } from 'vitest';
import { admitAdminBy } from './development.ts';

describe('the handshake of an admin', () => {
  it('is refused to a foreign origin, whatever door it came through', () => {
    const admit = admitAdminBy({ allowedOrigins: ['https://allowed.example'], trustProxy: 0 });
    const from = (origin: string): Socket =>
      ({
        request: { headers: { origin, host: 'chat.example' }, socket: {} },
        handshake: { auth: {} },
        data: {},
      }) as unknown as Socket;
    for (const origin of ['https://chat.example', 'https://allowed.example']) admit(from(origin));
    expect(() => admit(from('https://evil.example'))).toThrow(
      new EventError('FORBIDDEN', { message: 'This origin may not connect.' }),
    );
  });

  it('keeps what the client said in it with the socket', () => {
    const admin = { name: 'admin', version: '1.0.0' };
    const socket = {
      handshake: { auth: { contract: admin, wire: 1, more: 1 } },
      data: {},
      request: { headers: {} },
    } as unknown as Socket;
    admitAdminBy({ allowedOrigins: [], trustProxy: 0 })(socket);
    expect(socket.data).toEqual({ handshake: { contract: admin, wire: 1 } });
  });
});

import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { serve, type TestClient, until } from './server.fixture.ts';

type Ack = (...values: unknown[]) => void;

/** What arrives, with `'ack'` instead of the acknowledgement. */
function listen() {
  const arrived: unknown[][] = [];
  const attach = (socket: Socket): void => {
    socket.onAny((...packet: unknown[]) => {
      arrived.push(packet.map((part) => (typeof part === 'function' ? 'ack' : part)));
      const ack = packet.at(-1);
      if (typeof ack === 'function' && packet[0] !== 'sync') (ack as Ack)({ ok: true });
    });
  };
  return { arrived, attach };
}

const ALONE = [undefined, () => 1, Symbol('s'), { toJSON: () => undefined }];

it.each(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])(
  'an event that Socket.IO keeps for itself is refused at once, called or sent, connected or not: %s',
  async (name) => {
    const { client } = await serve();
    const caller = client({ validation: { calls: 'off' } });
    const message = `Socket.IO keeps the name "${name}" for itself: send another event.`;
    for (const status of ['connecting', 'connected'] as const) {
      await until(caller, status);
      expect(await caller.callUnchecked(name)).toMatchObject({ error: { code: 'BAD_REQUEST', message } });
      expect(() => caller.send(name as never, undefined as never)).toThrow(
        expect.objectContaining({ code: 'BAD_REQUEST', message }),
      );
    }
  },
);

describe('an event outside the contract', () => {
  it.each(ALONE)('is sent alone by callUnchecked, where %s is no payload', async (payload) => {
    const { arrived, attach } = listen();
    const { client } = await serve(attach);
    await client().callUnchecked('legacy', payload);
    expect(arrived).toEqual([['legacy', 'ack']]);
  });

  it.each([null, 0, '', { a: 1 }])('is sent with its payload alone: %j', async (payload) => {
    const { arrived, attach } = listen();
    const { client } = await serve(attach);
    await client().callUnchecked('legacy', payload);
    expect(arrived).toEqual([['legacy', payload, 'ack']]);
  });

  it('is sent with meta where the caller names the call', async () => {
    const { arrived, attach } = listen();
    const { client } = await serve(attach);
    const caller = client();
    await caller.callUnchecked('legacy', undefined, { id: 'c1' });
    expect(arrived).toEqual([['legacy', null, { id: 'c1', deadline: expect.any(Number) }, 'ack']]);
  });

  it.each([undefined, 1])(
    'waits for a connection, is not sent late, and says whether it left: %j',
    async (payload) => {
      const { arrived, attach } = listen();
      const { client, gate, cut } = await serve(attach);
      const caller = client();
      await until(caller, 'connected');
      gate.open = false;
      cut();
      await until(caller, 'reconnecting');
      const early = caller.callUnchecked('early', payload, { timeout: 20 });
      const waits = caller.callUnchecked('waits', payload, { timeout: 60_000 });
      expect(await early).toMatchObject({ error: { code: 'DISCONNECTED', data: { written: false } } });
      gate.open = true;
      expect(await waits).toEqual({ ok: true });
      expect(arrived.map(([event]) => event)).toEqual(['waits']);
    },
  );

  it('that was sent and lost was written', async () => {
    const server = await serve((socket) => socket.on('legacy', () => socket.conn.close()));
    expect(await server.client().callUnchecked('legacy')).toMatchObject({
      error: { code: 'DISCONNECTED', data: { written: true } },
    });
  });
});

describe('null is sent only where the caller gives it', () => {
  it('so a send without a payload is its event alone', async () => {
    const { arrived, attach } = listen();
    const { url } = await serve(attach);
    const clientEventMap = { 'bell:ring': { summary: 'Ring the bell' } };
    const contract = { name: 'bell', version: '1.0.0', clientEventMap, serverEventMap: {} };
    const client = createClient(contract, url);
    client.send('bell:ring');
    client.send('bell:ring', null);
    await client.callUnchecked('done');
    client.disconnect();
    expect(arrived).toEqual([['bell:ring'], ['bell:ring', null], ['done', 'ack']]);
  });

  it('but stands before the meta of a call, as the wire wants it', async () => {
    const { arrived, attach } = listen();
    const { client } = await serve(attach);
    await client().call('time:now');
    await client().callUnchecked('time:now');
    const call = ['time:now', null, { deadline: expect.any(Number) }, 'ack'];
    expect(arrived).toEqual([call, call]);
  });

  it.each(ALONE.slice(1))('so an answer that JSON has no word for is an empty one', async (answer) => {
    const { client, io } = await serve();
    const caller = client() as TestClient & { on(event: string, listener: () => unknown): void };
    await until(caller, 'connected');
    caller.on('clock:struck', () => answer);
    const [answers] = await new Promise<[unknown[]]>((resolve) => {
      for (const socket of io.sockets.sockets.values()) {
        socket.emit('clock:struck', (...given: unknown[]) => resolve([given]));
      }
    });
    expect(answers).toEqual([]);
  });
});

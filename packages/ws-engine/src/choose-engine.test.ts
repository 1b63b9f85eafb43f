import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as ws from 'ws';
import { BatchingWebSocketServer } from './batched-writes.ts';
import { chooseEngines } from './choose-engine.ts';
import { CountingWebSocketServer } from './counted-frames.ts';
import { batchingWsEngine, countingWsEngine } from './index.ts';
import { openRawPeer } from './raw-peer.fixture.ts';

const classes = { ...ws };

/** A class of ws whose objects lack one member. */
function without<C extends new (...args: never[]) => object>(Base: C, member: string): C {
  return new Proxy(Base, {
    construct: (target, args, newTarget) => {
      const made: object = Reflect.construct(target, args, newTarget as C);
      return Object.defineProperty(made, member, { value: undefined, writable: true });
    },
  });
}

const batchingOf = (given: typeof ws) => chooseEngines(given).batching;

async function warned(run: () => unknown): Promise<string> {
  const warning = once(process, 'warning');
  await run();
  return ((await warning)[0] as Error).message;
}

describe('the engine', () => {
  it('batches with ws as it is, without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    expect(batchingWsEngine).toBe(BatchingWebSocketServer);
    expect(countingWsEngine).toBe(CountingWebSocketServer);
    expect(chooseEngines(classes).batching).toBe(BatchingWebSocketServer);
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['Sender', 'sendFrame'],
    ['Sender', '_socket'],
    ['Sender', '_bufferedBytes'],
    ['Sender', '_firstFragment'],
    ['Sender', '_state'],
    ['Receiver', '_maxPayload'],
    ['Receiver', '_state'],
    ['Receiver', '_bufferedBytes'],
    ['Receiver', '_fragmented'],
    ['Receiver', '_opcode'],
    ['Receiver', '_fin'],
    ['Receiver', 'getInfo'],
    ['Receiver', 'startLoop'],
    ['WebSocket', 'setSocket'],
    ['WebSocket', '_extensions'],
    ['WebSocket', '_receiver'],
    ['WebSocket', '_sender'],
  ] as const)('is that of ws where %s has no %s, and one warning says so', async (name, member) => {
    let engine: unknown;
    const message = await warned(() => {
      engine = batchingOf({ ...classes, [name]: without(classes[name], member) });
    });
    expect(engine).toBe(ws.WebSocketServer);
    expect(message).toContain(`Missing: ${name}.${member}.`);
  });

  it('is that of ws where a receiver in another state does not wait, and the start does not hang', async () => {
    class Receiver extends ws.Receiver {
      override startLoop(): void {
        while (this._state === 6);
      }
    }
    let engine: unknown;
    const message = await warned(() => {
      engine = batchingOf({ ...classes, Receiver });
    });
    expect(engine).toBe(ws.WebSocketServer);
    expect(message).toContain('Missing: Receiver.defers by _state.');
  });

  it('is that of ws where its server cannot be given another WebSocket', async () => {
    let engine: unknown;
    const Server = without(ws.WebSocketServer, 'options');
    const message = await warned(() => {
      engine = batchingOf({ ...classes, WebSocketServer: Server });
    });
    expect(engine).toBe(Server);
    expect(message).toContain('Missing: WebSocketServer.');
  });

  it.each(['Sender', 'Receiver', 'WebSocket'] as const)('is that of ws where ws has no %s', async (name) => {
    let engine: unknown;
    const message = await warned(() => {
      engine = batchingOf({ ...classes, [name]: undefined as never });
    });
    expect(engine).toBe(ws.WebSocketServer);
    expect(message).toContain(`Missing: ${name}.`);
  });

  it('can be loaded where ws has neither Sender nor Receiver', async () => {
    onTestFinished(() => {
      vi.doUnmock('ws');
      vi.resetModules();
    });
    vi.resetModules();
    vi.doMock('ws', () => ({ ...classes, Sender: undefined, Receiver: undefined }));
    const message = await warned(async () => {
      const loaded = await import('./index.ts');
      expect(loaded.batchingWsEngine).toBe(ws.WebSocketServer);
    });
    expect(message).toContain('Missing: Sender, Receiver.');
  });

  it('serves where ws is not as expected', async () => {
    let engine: typeof batchingWsEngine | undefined;
    await warned(() => {
      engine = batchingOf({ ...classes, Sender: without(ws.Sender, 'sendFrame') });
    });
    const { webSocket, received } = await openRawPeer(engine as typeof batchingWsEngine);
    webSocket.send('one');
    expect((await received(5)).toString('latin1')).toBe('\x81\x03one');
  });
});

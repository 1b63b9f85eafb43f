import { Socket } from 'socket.io';
import wildcard from 'socketio-wildcard';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import type { EventPacket } from './packet.ts';
import { serve } from './server.fixture.ts';

describe('what this code believes of its dependencies', () => {
  it('Socket.IO has the private members that this package uses', () => {
    for (const name of ['onevent', 'run', 'ack', '_onerror', '_onclose']) {
      expect(Reflect.get(Socket.prototype, name), name).toBeTypeOf('function');
    }
  });

  it('Socket.IO runs the middlewares of a packet one after the other, and does not catch what they throw', () => {
    const run = Reflect.get(Socket.prototype, 'run') as (
      args: unknown[],
      done: (error?: unknown) => void,
    ) => void;
    const steps: unknown[] = [];
    const fns = [(_args: unknown[], next: () => void) => next(), () => steps.push('second')];
    run.call({ fns } as never, [], () => steps.push('done'));
    expect(steps).toEqual(['second']);
    run.call({ fns: [] } as never, [], () => steps.push('done'));
    expect(steps).toEqual(['second', 'done']);
    const broken = () => {
      throw new Error('broken');
    };
    expect(() => run.call({ fns: [broken] } as never, [], () => {})).toThrow('broken');
  });

  it('socketio-wildcard replaces onevent and emits each packet twice: as `*`, then by its name', () => {
    const emitted: unknown[][] = [];
    class Recorder {
      emit(...args: unknown[]): boolean {
        return emitted.push(args) > 0;
      }
    }
    const ack = () => {};
    const socket = { onevent: undefined as unknown as (packet: object) => void, ack: () => ack };
    wildcard(Recorder)(socket as unknown as Socket);
    const packet = { id: 1, data: ['hello', 1] };
    socket.onevent(packet);
    expect(emitted).toEqual([
      ['*', packet],
      ['hello', 1, ack],
    ]);
    expect(packet.data).toEqual(['hello', 1, ack]);
  });

  it('socketio-wildcard spreads the very array of the packet, so that one emptied by the first emit ends the second', () => {
    const emitted: unknown[] = [];
    class Emptier {
      emit(star?: string, packet?: EventPacket): boolean {
        (packet?.data as unknown[] | undefined)?.splice(0);
        return emitted.push(star) > 0;
      }
    }
    const socket = { onevent: (_packet: object): void => {} };
    wildcard(Emptier)(socket as unknown as Socket);
    socket.onevent({ data: ['*', 'forged'] });
    expect(emitted).toEqual(['*', undefined]);
  });

  it('Socket.IO sets a listener of error called noop, and no other that a client could reach', async () => {
    const { promise, resolve } = withResolvers<Socket>();
    const { connect } = await serve(resolve);
    await connect();
    const socket = await promise;
    expect(socket.listeners('error').map(({ name }) => name)).toEqual(['noop']);
    expect(socket.eventNames()).toEqual(['error']);
  });
});

import { defineContract } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import type { Socket as Caller } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.fixture.ts';
import { serve } from '../socketio/server.fixture.ts';
import { BreachError, type DroppedFields, type OutgoingBreach } from './outgoing-check.ts';
import { createPublisher, type Publisher, userRoom } from './publisher.ts';

/** Three clients: Alice twice, the first in the hall, and Bob, in the hall too. */
async function gather() {
  const sockets: Socket[] = [];
  const { io, connect } = await serve((socket) => void sockets.push(socket));
  const callers = [await connect(), await connect(), await connect()] as const;
  const heard = callers.map((caller) => {
    const events: unknown[] = [];
    caller.onAny((...args: unknown[]) => events.push(args));
    return events;
  });
  const rooms = [[userRoom('alice'), 'hall'], [userRoom('alice')], [userRoom('bob'), 'hall']];
  for (const [index, socket] of sockets.entries()) await socket.join(rooms[index] ?? []);

  /** What each client heard since the last look. */
  const listen = async () => {
    const all = callers.map((caller: Caller) => new Promise((resolve) => caller.once('end', resolve)));
    io.emit('end');
    await Promise.all(all);
    return heard.map((events) => events.splice(0).filter((event) => (event as unknown[])[0] !== 'end'));
  };
  return { publish: createPublisher(contract, io), socket: sockets[0] as Socket, caller: callers[0], listen };
}

const changed = ['count:changed', { total: 1 }];

describe('the publisher', () => {
  it.each<[string, (publish: Publisher<typeof contract.serverEventMap>) => typeof publish, unknown[][]]>([
    ['everybody', (publish) => publish, [[changed], [changed], [changed]]],
    ['a room', (publish) => publish.to('hall'), [[changed], [], [changed]]],
    [
      'several rooms, each socket once',
      (publish) => publish.to(['hall', userRoom('alice')]),
      [[changed], [changed], [changed]],
    ],
    ['all sockets of a user', (publish) => publish.toUser('alice'), [[changed], [changed], []]],
    ['all but a room', (publish) => publish.except('hall'), [[], [changed], []]],
    ['a room without a user', (publish) => publish.to('hall').except(userRoom('bob')), [[changed], [], []]],
    ['nobody', (publish) => publish.to('cellar'), [[], [], []]],
    ['nobody for an empty list of rooms', (publish) => publish.to([]), [[], [], []]],
    ['a room beside an empty list', (publish) => publish.to([]).to('hall'), [[changed], [], [changed]]],
    ['all but nobody', (publish) => publish.except([]), [[changed], [changed], [changed]]],
    [
      'everybody again',
      (publish) => publish.to('cellar').except('hall').all(),
      [[changed], [changed], [changed]],
    ],
  ])('reaches %s', async (_whom, narrow, expected) => {
    const { publish, listen } = await gather();
    narrow(publish).emit('count:changed', { total: 1 });
    expect(await listen()).toEqual(expected);
  });

  it('reaches the others, made of a socket, and one socket by its id', async () => {
    const { publish, socket, listen } = await gather();
    createPublisher(contract, socket).to('hall').emit('clock:struck');
    publish.toSocket(socket.id).emit('count:changed', { total: 1 });
    expect(await listen()).toEqual([[changed], [], [['clock:struck']]]);
  });

  it('sends the input form, whatever the schema makes of it', async () => {
    const { publish, listen } = await gather();
    publish.toUser('bob').emit('count:changed', { total: 12 });
    expect(await listen()).toEqual([[], [], [['count:changed', { total: 12 }]]]);
  });

  it.each<[string, unknown[]]>([
    ['count:changed', [{ total: '1' }]],
    ['count:changed', []],
    ['clock:struck', [{ hour: 1 }]],
    ['clock:stopped', []],
    ['toString', []],
  ])('throws for %s with %j, and sends nothing', async (event, args) => {
    const { publish, listen } = await gather();
    const emit = publish.emit as (event: string, ...args: unknown[]) => void;
    expect(() => emit(event, ...args)).toThrow(TypeError);
    expect(await listen()).toEqual([[], [], []]);
  });

  it('leaves out fields that the contract does not name, and reports them', async () => {
    const { socket, listen } = await gather();
    const fields: DroppedFields[] = [];
    const row = { total: 1, password: 'swordfish' };
    for (const validation of ['enforce', 'report'] as const) {
      const publish = createPublisher(contract, socket.nsp, {
        validation,
        onBreach: () => expect.unreachable('a field that is left out is no breach'),
        onDropped: (dropped) => fields.push(dropped),
      });
      publish.toUser('bob').emit('count:changed', row);
    }
    expect(await listen()).toEqual([[], [], [changed, changed]]);
    expect(fields).toEqual(Array(2).fill({ event: 'count:changed', dropped: [['password']] }));
    expect(row).toEqual({ total: 1, password: 'swordfish' });
  });

  it('says in the error what does not fit', async () => {
    const { publish } = await gather();
    const emit = publish.emit as (event: string, payload: unknown) => void;
    const thrown = attempt(() => emit('count:changed', { total: '1' }));
    expect(thrown).toBeInstanceOf(BreachError);
    expect(thrown).toMatchObject({ event: 'count:changed', issues: [{ path: ['total'] }] });
  });
});

describe('the mode of the publisher', () => {
  const bad = ['count:changed', { total: '1' }];
  type AnyEmit = (event: string, ...args: unknown[]) => void;

  it('report sends what breaks the contract, and tells an observer', async () => {
    const { socket, listen } = await gather();
    const breaches: OutgoingBreach[] = [];
    const publish = createPublisher(contract, socket.nsp, {
      validation: 'report',
      onBreach: (breach) => breaches.push(breach),
    });
    const emit = publish.toUser('bob').emit as AnyEmit;
    emit('count:changed', { total: '1' });
    emit('count:changed', { total: 1 });
    emit('clock:stopped', 1);
    emit('clock:struck');
    expect(await listen()).toEqual([[], [], [bad, changed, ['clock:stopped', 1], ['clock:struck']]]);
    expect(breaches).toMatchObject([
      { event: 'count:changed', issues: [{ path: ['total'] }] },
      { event: 'clock:stopped', issues: [{ path: [] }] },
    ]);
  });

  it('report lets an answer that breaks the contract through, and tells whose it was', async () => {
    const breaches: OutgoingBreach[] = [];
    const { socket, caller } = await gather();
    caller.on('health:asked', (answer: (data: unknown) => void) => answer(7));
    const publish = createPublisher(contract, socket, {
      validation: 'report',
      onBreach: (breach) => breaches.push(breach),
    });
    expect(await publish.collect('health:asked')).toEqual([{ socketId: socket.id, ok: true, data: 7 }]);
    expect(breaches).toMatchObject([{ event: 'health:asked', socketId: socket.id }]);
  });

  it('off looks at nothing, neither events nor answers', async () => {
    const { socket, caller, listen } = await gather();
    const publish = createPublisher(contract, socket, {
      validation: 'off',
      onBreach: () => expect.unreachable('something was checked'),
    });
    (publish.emit as AnyEmit)('count:changed', { total: '1' });
    expect((await listen())[0]).toEqual([bad]);
    caller.on('poll:asked', (_topic: unknown, answer: (data: unknown) => void) => answer({ choice: 1 }));
    expect(await publish.collect('poll:asked', { topic: 'a' })).toEqual([
      { socketId: socket.id, ok: true, data: { choice: 1 } },
    ]);
  });

  it('enforce refuses a schema that it cannot ask at once', () => {
    const payload = z.string().refine(async () => true);
    const slow = defineContract({
      name: 'slow',
      version: '1.0.0',
      clientEventMap: {},
      serverEventMap: { 'slow:said': { summary: 'Said', payload } },
    });
    const target = { emit: () => expect.unreachable('something was sent') } as never;
    expect(() => createPublisher(slow, target).emit('slow:said', 'x')).toThrow(TypeError);
  });
});

function attempt(run: () => void): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

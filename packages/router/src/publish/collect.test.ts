import { once } from 'node:events';
import type { Socket } from 'socket.io';
import type { Socket as Caller } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { contract } from '../contract.fixture.ts';
import { serve } from '../socketio/server.fixture.ts';
import type { DroppedFields } from './outgoing-check.ts';
import { createPublisher, userRoom } from './publisher.ts';

type Answer = (data?: unknown) => void;

/** Clients that answer `poll:asked` each in its own way, all in the hall. */
async function gather(
  answers: ((topic: unknown, answer: Answer, caller: Caller) => void)[],
  transport = 'websocket',
) {
  const sockets: Socket[] = [];
  const { io, connect } = await serve((socket) => {
    sockets.push(socket);
    void socket.join('hall');
  });
  const callers: Caller[] = [];
  for (const answerWith of answers) {
    const caller = await connect({ transports: [transport as 'websocket'] });
    caller.on('poll:asked', (topic: unknown, answer: Answer) => answerWith(topic, answer, caller));
    caller.on('health:asked', (answer: Answer) => answer('well'));
    callers.push(caller);
  }
  const ids = callers.map(({ id }) => id ?? '');
  return { io, publish: createPublisher(contract, io), callers, ids, sockets };
}

const choose = (choice: number) => (_topic: unknown, answer: Answer) => answer({ choice });
const broken = (): never => {
  throw new Error('no adapter');
};
const question = { topic: 'a number' };

describe('collect', () => {
  it.each(['websocket', 'polling'])(
    'gives the output of what each socket answered, over %s',
    async (transport) => {
      const topics: unknown[] = [];
      const { publish, ids } = await gather(
        [
          (topic, answer) => {
            topics.push(topic);
            answer({ choice: 1 });
          },
          choose(2),
        ],
        transport,
      );
      const outcomes = await publish.collect('poll:asked', question);
      expect(outcomes).toHaveLength(2);
      expect(outcomes).toEqual(
        expect.arrayContaining([
          { socketId: ids[0], ok: true, data: { choice: '1' } },
          { socketId: ids[1], ok: true, data: { choice: '2' } },
        ]),
      );
      expect(topics).toEqual([question]);
    },
  );

  it('gives BAD_RESPONSE for an answer whose schema throws, also what is no text', async () => {
    const { io, ids } = await gather([(first) => (first as Answer)({ choice: 1 })]);
    for (const thrown of [new Error('broken schema'), Object.create(null)]) {
      const validate = (): never => {
        throw thrown;
      };
      const response = { '~standard': { version: 1, vendor: 'test', validate } };
      const serverEventMap = { 'poll:asked': { summary: 'Choose', response } };
      const publish = createPublisher(
        { name: 'broken', version: '1.0.0', clientEventMap: {}, serverEventMap },
        io,
      );
      expect(await publish.collect('poll:asked')).toMatchObject([
        { socketId: ids[0], ok: false, code: 'BAD_RESPONSE' },
      ]);
    }
  });

  it('reads answers tolerantly: fields that the contract does not name are left out, and reported', async () => {
    const { io, ids } = await gather([(_topic, answer) => answer({ choice: 1, mood: 'good' })]);
    const fields: DroppedFields[] = [];
    const publish = createPublisher(contract, io, { onDropped: (dropped) => fields.push(dropped) });
    expect(await publish.collect('poll:asked', question)).toEqual([
      { socketId: ids[0], ok: true, data: { choice: '1' } },
    ]);
    expect(fields).toEqual([{ event: 'poll:asked', socketId: ids[0], dropped: [['mood']] }]);
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each([
    ['a cycle', cycle],
    ['a BigInt', { topic: [1n] }],
    ['a toJSON that throws', { toJSON: () => JSON.parse('{') as unknown }],
    ['11 binary parts', Array.from({ length: 11 }, () => Buffer.of(1))],
    ['a Blob', { topic: new Blob(['a']) }],
  ])('throws at once, like emit, for what cannot be encoded: %s', async (_what, topic) => {
    const { io, ids } = await gather([(first) => (first as Answer)({ choice: 1 })]);
    const target = io.to(ids);
    for (const validation of ['off', 'report'] as const) {
      const publish = createPublisher(contract, target as never, { validation });
      expect(() => publish.emit('poll:asked', topic as never)).toThrow(Error);
      expect(() => void publish.collect('poll:asked', topic as never)).toThrow(Error);
    }
  });

  it.each([
    ['no socket can be listed', { fetchSockets: broken, local: { fetchSockets: broken } }, []],
    [
      'they fail at once',
      {
        fetchSockets: () => broken(),
        get local() {
          return broken();
        },
      },
      [],
    ],
    [
      'a socket cannot be asked',
      { fetchSockets: async () => [{ id: 'gone', timeout: () => ({ emit: () => broken() }) }] },
      [{ socketId: 'gone', ok: false, code: 'DISCONNECTED' }],
    ],
  ])('resolves, with a warning, where %s', async (_what, target, outcomes) => {
    const warning = once(process, 'warning');
    const publish = createPublisher(contract, target as never);
    expect(await publish.collect('poll:asked', question)).toEqual(outcomes);
    expect(await warning).toMatchObject([{ cause: new Error('no adapter') }]);
  });

  it('says who is silent, who leaves, who answers amiss, and who answers', async () => {
    const { publish, ids } = await gather([
      choose(1),
      () => {},
      (_topic, _answer, caller) => caller.disconnect(),
      (_topic, answer) => answer({ choice: 'x' }),
    ]);
    const outcomes = await publish.collect('poll:asked', question, { timeout: 80 });
    const byId = new Map(outcomes.map((outcome) => [outcome.socketId, outcome]));
    expect(ids.map((id) => byId.get(id))).toEqual([
      { socketId: ids[0], ok: true, data: { choice: '1' } },
      { socketId: ids[1], ok: false, code: 'TIMEOUT' },
      { socketId: ids[2], ok: false, code: 'DISCONNECTED' },
      {
        socketId: ids[3],
        ok: false,
        code: 'BAD_RESPONSE',
        issues: [expect.objectContaining({ path: ['choice'] })],
      },
    ]);
  });

  it('does not wait for the others once all have answered or gone', async () => {
    const { publish } = await gather([choose(1), (_topic, _answer, caller) => caller.disconnect()]);
    expect(await publish.collect('poll:asked', question, { timeout: 2 ** 31 - 1 })).toHaveLength(2);
  });

  it('counts the first answer of a socket, and none after its time', async () => {
    const late: Answer[] = [];
    const { publish, callers } = await gather([
      (_topic, answer) => {
        answer({ choice: 1 });
        answer({ choice: 2 });
      },
      (_topic, answer) => late.push(answer),
    ]);
    const outcomes = await publish.collect('poll:asked', question, { timeout: 60 });
    expect(outcomes.filter(({ ok }) => ok)).toMatchObject([{ data: { choice: '1' } }]);
    expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([{ code: 'TIMEOUT' }]);
    late[0]?.({ choice: 3 });
    expect(callers.every(({ connected }) => connected)).toBe(true);
  });

  it('asks whom the publisher stands for', async () => {
    const { publish, sockets, ids } = await gather([choose(1), choose(2), choose(3)]);
    await sockets[1]?.join(userRoom('alice'));
    await sockets[2]?.leave('hall');
    const asked = async (narrowed: typeof publish): Promise<unknown> =>
      (await narrowed.collect('poll:asked', question)).map(({ socketId }) => socketId);
    expect(await asked(publish.to('hall'))).toEqual([ids[0], ids[1]]);
    expect(await asked(publish.toUser('alice'))).toEqual([ids[1]]);
    expect(await asked(publish.toSocket(ids[2] ?? ''))).toEqual([ids[2]]);
    expect(await asked(publish.to('hall').except(userRoom('alice')))).toEqual([ids[0]]);
    expect(await asked(createPublisher(contract, sockets[0] as Socket))).toEqual([ids[0]]);
    expect(await asked(publish.to('cellar'))).toEqual([]);
    expect(await asked(publish.to([]))).toEqual([]);
  });

  it('asks without a payload where the event has none', async () => {
    const { publish, ids } = await gather([choose(1)]);
    expect(await publish.collect('health:asked')).toEqual([{ socketId: ids[0], ok: true, data: 'well' }]);
    expect(await publish.collect('health:asked', null, { timeout: 500 })).toHaveLength(1);
  });

  it.each([[{ topic: 1 }], [{}], [undefined]])(
    'throws for the payload %j, and asks nobody',
    async (payload) => {
      const { publish, callers } = await gather([() => expect.unreachable('a socket was asked')]);
      expect(() => publish.collect('poll:asked', payload as never)).toThrow(Error);
      await new Promise<void>((resolve) => {
        callers[0]?.once('clock:struck', resolve);
        publish.emit('clock:struck');
      });
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'throws for the timeout %d',
    async (timeout) => {
      const { publish } = await gather([]);
      expect(() => publish.collect('poll:asked', question, { timeout })).toThrow(TypeError);
    },
  );

  it('asks the sockets of this process where those of others cannot be listed', async () => {
    const { io, publish, ids } = await gather([choose(1)]);
    const { adapter } = io.of('/');
    const { fetchSockets } = adapter;
    adapter.fetchSockets = (options) =>
      options.flags?.local ? fetchSockets.call(adapter, options) : Promise.reject(new Error('no answer'));
    expect(await publish.collect('poll:asked', question)).toMatchObject([{ socketId: ids[0], ok: true }]);
  });
});

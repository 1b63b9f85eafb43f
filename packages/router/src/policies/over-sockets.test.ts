import { defineContract, defineEvents, type Policy } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withResolvers } from '../core/promise.fixture.ts';
import { failsWith } from '../core/router.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { CallRecord, LateRecord } from '../core/settle.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createSocketMsgRouter } from '../socketio/attach.ts';
import { serve, type TestServer } from '../socketio/server.fixture.ts';

type Work = (name: string, signal: AbortSignal) => Promise<string>;

/** Serves `work:do` under this policy. Who connects with a name is somebody. */
async function serveWork(
  policy: Policy,
  work: Work,
): Promise<TestServer & { records: CallRecord[]; late: LateRecord[] }> {
  const records: CallRecord[] = [];
  const late: LateRecord[] = [];
  const contract = defineContract({
    name: 'work',
    version: '1.0.0',
    clientEventMap: defineEvents({
      'work:do': { summary: 'Work', payload: z.string(), response: z.string(), policy },
    }),
    serverEventMap: {},
  });
  const router = createRouter(contract, {
    onSettled: (record) => records.push(record),
    onLate: (record) => late.push(record),
  }).controllers({ 'work:do': ({ message }, { signal }) => work(message, signal) });
  const attach = createSocketMsgRouter(router, ({ handshake }): RouterContext => {
    const { name } = handshake.auth as { name?: string };
    return { user: name === undefined ? undefined : { id: name }, scopes: [] };
  });
  return { ...(await serve(attach)), records, late };
}

const atOnce: Work = async (name) => `${name} done`;

describe('over real sockets', () => {
  it('a burst over the rate is refused, of one identity over two connections too', async () => {
    const { connect } = await serveWork({ rate: '10/h' }, atOnce);
    const callers = [await connect({ auth: { name: 'alice' } }), await connect({ auth: { name: 'alice' } })];
    const replies = await Promise.all(
      callers.flatMap((caller) => Array.from({ length: 8 }, () => caller.emitWithAck('work:do', 'x'))),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(10);
    expect(replies.filter(({ ok }) => !ok)).toEqual(
      Array(6).fill(
        failsWith('TOO_MANY_REQUESTS', { message: expect.any(String), retryAfter: expect.any(Number) }),
      ),
    );
    const bob = await connect({ auth: { name: 'bob' } });
    expect(await bob.emitWithAck('work:do', 'x')).toEqual({ ok: true, data: 'x done' });
  });

  it("order: 'socket' answers in the order of arrival, however long each call takes", async () => {
    const turns: string[] = [];
    const { connect } = await serveWork({ order: 'socket' }, async (name) => {
      turns.push(`${name} begins`);
      if (name === 'a') await new Promise(setImmediate);
      turns.push(`${name} ends`);
      return name;
    });
    const caller = await connect();
    const answered: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => answered.push((await caller.emitWithAck('work:do', name)).data)),
    );
    expect(turns).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(answered).toEqual(['a', 'b', 'c']);
  });

  it('an idempotent call that is repeated after the link broke gets the first reply, and ran once', async () => {
    const started = withResolvers<void>();
    const { promise: result, resolve: finish } = withResolvers<string>();
    let runs = 0;
    const { connect, late } = await serveWork({ idempotent: true }, () => {
      runs += 1;
      started.resolve();
      return result;
    });
    const first = await connect({ auth: { name: 'alice' } });
    first.emit('work:do', 'x', { id: 'c1' }, () => expect.unreachable('the link is broken'));
    await started.promise;
    first.disconnect();

    const second = await connect({ auth: { name: 'alice' } });
    const reply = second.emitWithAck('work:do', 'x', { id: 'c1' });
    finish('done once');
    expect(await reply).toEqual({ ok: true, data: 'done once' });
    expect(await second.emitWithAck('work:do', 'y', { id: 'c1' })).toMatchObject(failsWith('CONFLICT'));
    expect(runs).toBe(1);
    expect(late).toMatchObject([{ event: 'work:do', code: 'OK' }]);
  });

  it('a controller that never settles costs its caller the deadline, and nobody else anything', async () => {
    const { connect } = await serveWork({ concurrency: 1, deadline: 30 }, (name) =>
      name === 'stuck' ? new Promise(() => {}) : Promise.resolve(name),
    );
    const [stuck, next] = [await connect(), await connect()];
    const first = stuck.emitWithAck('work:do', 'stuck');
    expect(await first).toMatchObject(failsWith('TIMEOUT'));
    expect(await next.emitWithAck('work:do', 'x')).toEqual({ ok: true, data: 'x' });
  });

  it('a failure that nobody waits for shows to onSettled', async () => {
    const { connect, records } = await serveWork({ rate: '1/h' }, atOnce);
    const caller = await connect();
    caller.emit('work:do', 'x');
    caller.emit('work:do', 'x');
    await caller.emitWithAck('work:do', 'x');
    expect(records.map(({ code, acked }) => [code, acked]).sort()).toEqual([
      ['OK', false],
      ['TOO_MANY_REQUESTS', false],
      ['TOO_MANY_REQUESTS', true],
    ]);
  });
});

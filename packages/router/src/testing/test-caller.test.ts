import { defineContract } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, type TestControllers } from '../contract.fixture.ts';
import { failsWith } from '../core/router.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { captureEmits } from './capture-emits.ts';
import { createFakeClock } from './fake-clock.ts';
import { createTestCaller, type TestCaller } from './test-caller.ts';

function callerOf(
  changed: Partial<TestControllers> = {},
): TestCaller<typeof contract.clientEventMap, RouterContext> {
  return createTestCaller(
    contract,
    createRouter(contract, { scopes }).controllers({ ...controllers, ...changed }),
  );
}

describe('a test caller', () => {
  it("takes the payload's input and gives the output of the reply's, as a client does", async () => {
    const reply = await callerOf().call('count:add', { by: '20', times: 2 });
    expect(reply).toEqual({ ok: true, data: { total: '40' } });
  });

  it("gives the output of a declared error's data", async () => {
    const caller = callerOf({ 'count:add': (_message, { fail }) => fail('OVERFLOW', { max: 9 }) });
    expect(await caller.call('count:add', { by: '1' })).toEqual(
      failsWith('OVERFLOW', { message: 'OVERFLOW', data: { max: '9' } }),
    );
  });

  it('meets the whole pipeline: a payload that does not fit never reaches the controller', async () => {
    const caller = callerOf();
    const bad = { by: 'many' };
    expect(await caller.call('count:add', bad)).toMatchObject(
      failsWith('BAD_REQUEST', { issues: [{ path: ['by'], message: 'must be digits' }] }),
    );
  });

  it('is somebody who may do everything, until another one calls', async () => {
    const caller = callerOf();
    expect(await caller.call('secret:read')).toEqual({ ok: true, data: { reader: 'tester' } });
    const ann = caller.as({ user: { id: 'ann' } });
    expect(await ann.call('secret:read')).toEqual({ ok: true, data: { reader: 'ann' } });
    expect(await ann.as({ scopes: [] }).call('secret:read')).toMatchObject(failsWith('FORBIDDEN'));
    expect(await ann.as({ user: undefined }).call('secret:read')).toMatchObject(failsWith('UNAUTHORIZED'));
    expect(await caller.call('secret:read')).toEqual({ ok: true, data: { reader: 'tester' } });
  });

  it('passes its meta and its socket on, and a signal that stands for the connection', async () => {
    const seen: unknown[] = [];
    const leave = new AbortController();
    const caller = callerOf({
      'task:run': ({ socketId }, { meta, signal }) => {
        seen.push(socketId, meta);
        leave.abort();
        seen.push(signal.aborted);
      },
    });
    const other = caller.as({}, 'other-socket');
    const reply = await other.call('task:run', null, { id: 'c1', deadline: 30, signal: leave.signal });
    expect(reply).toMatchObject(failsWith('DISCONNECTED'));
    expect(seen).toEqual(['other-socket', { id: 'c1', deadline: 30 }, true]);
  });

  it('lets a test decide when a deadline passes', async () => {
    const clock = createFakeClock();
    const never = { ...controllers, 'task:run': () => new Promise<void>(() => {}) };
    const caller = createTestCaller(contract, createRouter(contract, { scopes, clock }).controllers(never));
    let settled = false;
    const reply = caller.call('task:run').finally(() => {
      settled = true;
    });
    await clock.advance(39);
    expect(settled).toBe(false);
    await clock.advance(1);
    expect(await reply).toMatchObject(failsWith('TIMEOUT'));
  });

  it('refuses the router of another contract, which would make its types lies', () => {
    const router = createRouter(contract, { scopes }).controllers(controllers);
    const other = defineContract({ ...contract, name: 'other' });
    expect(() => createTestCaller(other, router)).toThrow('This router serves another contract.');
  });
});

describe('captured emits', () => {
  it('have the event, the payload, and to whom it went', () => {
    const { publish, emits } = captureEmits(contract);
    publish.emit('clock:struck');
    publish.to('room').toUser('ann').except(['bob', 'cid']).emit('count:changed', { total: 1 });
    expect(emits).toEqual([
      { event: 'clock:struck', payload: null, to: [], except: [] },
      { event: 'count:changed', payload: { total: 1 }, to: ['room', 'user:ann'], except: ['bob', 'cid'] },
    ]);
  });

  it('hold no event that breaks the contract: the publisher refuses it', () => {
    const { publish, emits } = captureEmits(contract);
    const bad = { total: 'one' } as unknown as { total: number };
    expect(() => publish.emit('count:changed', bad)).toThrow(TypeError);
    expect(emits).toEqual([]);
  });
});

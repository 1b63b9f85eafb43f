import { once } from 'node:events';
import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import { createSocketMsgRouter } from './attach.ts';
import { failure, gone, holdOn, serveHooks } from './connect-hooks.fixture.ts';
import { refusalOf } from './server.fixture.ts';

describe('onHookFailed', () => {
  /** A new one for each test: the second failure of the same observer is no news. */
  const ways: [string, () => () => unknown][] = [
    [
      'throws',
      () => () => {
        throw new Error('the log is full');
      },
    ],
    ['rejects', () => () => Promise.reject(new Error('the log is full'))],
  ];

  it.each(ways)('that %s changes no refusal by admit, and becomes a warning', async (_how, failing) => {
    const warning = once(process, 'warning');
    const { open } = await serveHooks({
      onHookFailed: failing(),
      admit: () => Promise.reject(new EventError('FORBIDDEN')),
    });
    expect(await refusalOf(open())).toMatchObject({ code: 'FORBIDDEN' });
    expect(await warning).toMatchObject([
      { message: expect.stringContaining('onHookFailed'), cause: new Error('the log is full') },
    ]);
  });

  it.each(ways)('that %s leaves no call waiting for onConnect', async (_how, failing) => {
    const loading = holdOn(1);
    const { open } = await serveHooks({ onHookFailed: failing(), onConnect: loading.hook });
    void loading.arrived.then(() => loading.failWith(new EventError('FORBIDDEN')));
    const caller = open();
    const end = gone(caller);
    expect(await caller.emitWithAck('time:now')).toEqual(failure('FORBIDDEN'));
    expect(await end).toBe('io server disconnect');
  });

  it.each(ways)('that %s ends no process after onDisconnect', async (_how, failing) => {
    const { connect } = await serveHooks({
      onHookFailed: failing(),
      onDisconnect: () => Promise.reject(new Error('broken')),
    });
    const warning = once(process, 'warning');
    const [leaver, other] = [await connect(), await connect()];
    leaver.disconnect();
    expect(await warning).toMatchObject([{ cause: new Error('the log is full') }]);
    expect(await other.emitWithAck('time:now')).toMatchObject({ ok: true });
  });
});

describe('the options', () => {
  const create = (options: object) => () =>
    createSocketMsgRouter(createRouter(contract, { scopes }).controllers(controllers), {
      context: stranger,
      ...options,
    });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e12, 0, -1, Number.NaN, '9', null])(
    'refuse a hookTimeout of %s',
    (hookTimeout) => {
      expect(create({ hookTimeout })).toThrow(TypeError);
      expect(create({ hookTimeout })).toThrow('hookTimeout');
    },
  );

  it.each([Number.POSITIVE_INFINITY, -1, 1.5, Number.NaN, '9', null])(
    'refuse a maxQueued of %s',
    (maxQueued) => {
      expect(create({ maxQueued })).toThrow(TypeError);
      expect(create({ maxQueued })).toThrow('maxQueued');
    },
  );

  it('take a maxQueued of 0: nothing waits', async () => {
    const { connect } = await serveHooks({ maxQueued: 0, onConnect: () => new Promise(() => {}) });
    expect(await (await connect()).emitWithAck('time:now')).toEqual(failure('SERVICE_UNAVAILABLE'));
  });
});

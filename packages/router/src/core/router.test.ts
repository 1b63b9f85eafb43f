import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes } from '../contract.fixture.ts';
import { withResolvers } from './promise.fixture.ts';
import { call, createTestRouter, failsWith, settle } from './router.fixture.ts';
import { createRouter } from './router.ts';

describe('an unknown event', () => {
  const names = [
    'time:later',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '*',
    '',
    'error',
    '\ud800',
  ];
  it.each([...names, 7, null, undefined, ['time:now'], { toString: () => 'time:now' }])(
    '%j is answered NOT_FOUND',
    async (event) => {
      const router = createTestRouter();
      expect(router.has(event)).toBe(false);
      expect(await call(router, { event, payload: {} })).toMatchObject(failsWith('NOT_FOUND'));
    },
  );

  it('gets no suggestion unless asked for', async () => {
    expect(await call(createTestRouter(), { event: 'time:nwo' })).toMatchObject(
      failsWith('NOT_FOUND', { message: 'There is no event "time:nwo".' }),
    );
  });

  it('gets the nearest name where that is asked for, and none where nothing is near', async () => {
    const router = createTestRouter({}, { suggestNames: true });
    expect(await call(router, { event: 'time:nwo' })).toMatchObject(
      failsWith('NOT_FOUND', { message: 'There is no event "time:nwo". Did you mean "time:now"?' }),
    );
    expect(await call(router, { event: 'weather' })).toMatchObject(
      failsWith('NOT_FOUND', { message: 'There is no event "weather".' }),
    );
  });

  it('is cut to 64 characters in the reply and in the record', async () => {
    const { reply, records } = await settle({}, { event: 'x'.repeat(100_000) });
    expect(reply).toMatchObject(
      failsWith('NOT_FOUND', { message: `There is no event "${'x'.repeat(64)}".` }),
    );
    expect(records).toMatchObject([{ event: 'x'.repeat(64), known: false, code: 'NOT_FOUND' }]);
  });
});

describe('onSettled', () => {
  it('is called once for each call, with how it ended', async () => {
    const ended = await settle({}, { event: 'time:now', acked: false });
    expect(ended.records).toEqual([
      {
        event: 'time:now',
        known: true,
        socketId: 's1',
        acked: false,
        code: 'OK',
        duration: expect.any(Number),
        call: expect.objectContaining({ event: 'time:now' }),
        reply: ended.reply,
      },
    ]);
    const failed = await settle({}, { event: 'nobody' });
    expect(failed.records).toEqual([
      {
        event: 'nobody',
        known: false,
        socketId: 's1',
        acked: true,
        code: 'NOT_FOUND',
        duration: expect.any(Number),
        error: expect.any(EventError),
        call: expect.objectContaining({ event: 'nobody' }),
        reply: failed.reply,
      },
    ]);
  });

  it('is called once where the controller ends after its deadline', async () => {
    const { promise, resolve } = withResolvers<void>();
    const { records } = await settle(
      { 'task:run': () => promise },
      { event: 'task:run', meta: { deadline: 5 } },
    );
    resolve();
    await new Promise(setImmediate);
    expect(records.map(({ code }) => code)).toEqual(['TIMEOUT']);
  });
});

describe('the controller map', () => {
  it('must have a controller for each event', () => {
    const { 'time:now': _now, 'task:run': _run, ...rest } = controllers;
    expect(() => createRouter(contract, { scopes }).controllers(rest as never)).toThrow(
      new TypeError(
        'The event controller map does not fit the contract: no controller for time:now, task:run.',
      ),
    );
  });

  it.each([[undefined], [null], ['x'], [{}], [{ load: 'x' }]])(
    'does not count %j as a controller',
    (value) => {
      expect(() => createTestRouter({ 'time:now': value as never })).toThrow('no controller for time:now');
    },
  );

  it('must have no controller without an event', () => {
    const surplus = { ...controllers, 'time:later': () => {}, toString: () => {} };
    expect(() => createRouter(contract, { scopes }).controllers(surplus as never)).toThrow(
      'no event for the controller time:later, toString',
    );
  });

  it('is not satisfied by what every object inherits', () => {
    const clientEventMap = { toString: { summary: 'Inherited' } };
    const builder = createRouter({ name: 'odd', version: '1.0.0', clientEventMap, serverEventMap: {} });
    expect(() => builder.controllers({} as never)).toThrow('no controller for toString');
  });
});

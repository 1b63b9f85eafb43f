import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { call, createTestRouter, failsWith, settle } from './router.fixture.ts';
import { createRouter } from './router.ts';

const SECRET = 'the password is swordfish';

describe('a controller that fails', () => {
  const add = { event: 'count:add', payload: { by: '1' } };

  it('answers a declared error with the input form of its data', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('OVERFLOW', { max: 9 }) },
      add,
    );
    expect(reply).toEqual(
      failsWith('OVERFLOW', { message: 'OVERFLOW', data: { max: 9 }, issues: undefined }),
    );
  });

  it('answers a declared error without data, with a message of its own', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('FROZEN', undefined, { message: 'Thaw it first.' }) },
      add,
    );
    expect(reply).toMatchObject(failsWith('FROZEN', { message: 'Thaw it first.' }));
  });

  it('answers a standard error with retryAfter', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('SERVICE_UNAVAILABLE', undefined, { retryAfter: 100 }) },
      add,
    );
    expect(reply).toMatchObject(failsWith('SERVICE_UNAVAILABLE', { retryAfter: 100 }));
  });

  it.each<[string, () => never]>([
    [
      'an Error',
      () => {
        throw new Error(SECRET);
      },
    ],
    [
      'a text',
      () => {
        throw SECRET;
      },
    ],
    [
      'nothing',
      () => {
        throw undefined;
      },
    ],
    [
      'an object that looks like an EventError',
      () => {
        throw { code: 'FROZEN', message: SECRET };
      },
    ],
    [
      'an EventError nobody declared',
      () => {
        throw new EventError('SWORDFISH', { message: SECRET, data: SECRET });
      },
    ],
    [
      'an EventError named after a prototype',
      () => {
        throw new EventError('toString', { message: SECRET });
      },
    ],
    [
      'a declared error with data that do not fit',
      () => {
        throw new EventError('OVERFLOW', { data: { max: SECRET } });
      },
    ],
    [
      'a declared error without the data it needs',
      () => {
        throw new EventError('OVERFLOW', { message: SECRET });
      },
    ],
    [
      'data with a declared error that has none',
      () => {
        throw new EventError('FROZEN', { data: SECRET });
      },
    ],
    ['a response that does not fit', () => ({ total: SECRET }) as never],
    ['no response', () => undefined as never],
    ['a rejection', () => Promise.reject(new Error(SECRET)) as never],
  ])('answers INTERNAL_SERVER_ERROR and leaks nothing for %s', async (_what, controller) => {
    const { reply, records } = await settle({ 'count:add': controller }, add);
    expect(JSON.parse(JSON.stringify(reply))).toEqual(
      failsWith('INTERNAL_SERVER_ERROR', { message: 'The server failed to handle this event.' }),
    );
    expect(records).toMatchObject([{ code: 'INTERNAL_SERVER_ERROR' }]);
    expect(records[0]?.error?.message).not.toContain(SECRET);
  });

  it('keeps the reason for the log: the thrown error, or what breaks the contract', async () => {
    const thrown = new Error(SECRET);
    const threw = await settle({ 'count:add': () => Promise.reject(thrown) }, add);
    expect(threw.records[0]?.error?.cause).toBe(thrown);
    const undeclared = new EventError('SWORDFISH');
    const broke = await settle({ 'count:add': () => Promise.reject(undeclared) }, add);
    expect(broke.records[0]?.error?.cause).toMatchObject({
      message: 'The error SWORDFISH is not declared by the contract.',
      cause: undeclared,
    });
    const inherited = await settle({ 'count:add': () => Promise.reject(new EventError('toString')) }, add);
    expect(inherited.records[0]?.error?.cause).toMatchObject({
      message: 'The error toString is not declared by the contract.',
    });
    const answered = await settle({ 'time:now': () => ({ now: 1 }) as never }, {});
    expect(answered.records[0]?.error?.cause).toMatchObject({
      message: expect.stringContaining('"path":["now"]'),
    });
  });

  it('never rejects, even if the schema of the error throws', async () => {
    const throwing = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error(SECRET);
        },
      },
    } as const;
    const broken = createRouter({
      name: 'broken',
      version: '1.0.0',
      clientEventMap: {
        'a:payload': { summary: 'Broken', payload: throwing },
        'a:response': { summary: 'Broken', response: throwing },
        'an:error': { summary: 'Broken', errors: { BROKEN: throwing } },
      },
      serverEventMap: {},
    }).controllers({
      'a:payload': () => {},
      'a:response': () => 1,
      'an:error': () => Promise.reject(new EventError('BROKEN', { data: SECRET })),
    });
    for (const event of ['a:payload', 'a:response', 'an:error']) {
      const reply = await call(broken, { event });
      expect(reply).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
      expect(JSON.stringify(reply)).not.toContain(SECRET);
    }
  });

  it('is not the only one that may: a context factory that throws becomes a reply too', async () => {
    const broken = () => {
      throw new Error(SECRET);
    };
    const reply = await call(createTestRouter(), { event: 'time:now' }, broken);
    expect(reply).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
    const refused = await call(createTestRouter(), { event: 'time:now' }, () => {
      throw new EventError('UNAUTHORIZED');
    });
    expect(refused).toMatchObject(failsWith('UNAUTHORIZED'));
  });
});

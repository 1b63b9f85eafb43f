import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { lazyControllers } from './controller.ts';
import { createRouter } from './router.ts';

const now = { event: 'time:now', socketId: 's1' };
const echo = { event: 'value:echo', socketId: 's1', payload: 1 };

describe('lazy controllers', () => {
  it('are loaded at the first call, once for all events of the feature', async () => {
    let loads = 0;
    const lazy = lazyControllers(['time:now', 'value:echo'], async () => {
      loads += 1;
      return {
        'time:now': () => ({ now: 'noon' }),
        'value:echo': ({ message }: { message: unknown }) => message,
      };
    });
    const router = createRouter(contract, { scopes }).controllers({ ...controllers, ...lazy });
    expect(loads).toBe(0);
    const replies = await Promise.all([
      router.dispatch(now, stranger),
      router.dispatch(echo, stranger),
      router.dispatch(now, stranger),
    ]);
    expect(replies).toMatchObject([{ ok: true }, { ok: true, data: 1 }, { ok: true }]);
    expect(loads).toBe(1);
  });

  it('may be given one by one, and are loaded once too', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      return () => ({ now: 'late' });
    };
    const router = createRouter(contract, { scopes }).controllers({ ...controllers, 'time:now': { load } });
    for (let calls = 0; calls < 3; calls++) {
      expect(await router.dispatch(now, stranger)).toEqual({ ok: true, data: { now: 'late' } });
    }
    expect(loads).toBe(1);
  });

  it('are loaded again at the next call where loading failed', async () => {
    let loads = 0;
    const lazy = lazyControllers(['time:now'], async () => {
      loads += 1;
      if (loads === 1) throw new Error('disk gone');
      return { 'time:now': () => ({ now: 'back' }) };
    });
    const router = createRouter(contract, { scopes }).controllers({ ...controllers, ...lazy });
    expect(await router.dispatch(now, stranger)).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL_SERVER_ERROR', message: expect.not.stringContaining('disk') },
    });
    expect(await router.dispatch(now, stranger)).toEqual({ ok: true, data: { now: 'back' } });
    expect(loads).toBe(2);
  });
});

describe('load', () => {
  it('imports all of them before the first call', async () => {
    const loaded: string[] = [];
    const load = (name: string) => async () => {
      loaded.push(name);
      return (() => ({ now: name })) as never;
    };
    const router = createRouter(contract, { scopes }).controllers({
      ...controllers,
      'time:now': { load: load('a') },
      'task:run': { load: load('b') },
    });
    await router.load();
    await router.dispatch(now, stranger);
    expect(loaded.sort()).toEqual(['a', 'b']);
  });

  it('rejects with the name of an event whose controller is missing or fails to load', async () => {
    const missing = lazyControllers(['time:now'], async () => ({}) as { 'time:now': () => { now: string } });
    const router = createRouter(contract, { scopes }).controllers({ ...controllers, ...missing });
    await expect(router.load()).rejects.toThrow('The controller of "time:now" could not be loaded.');
    expect(await router.dispatch(now, stranger)).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL_SERVER_ERROR' },
    });

    const broken = { load: () => Promise.reject(new Error('syntax')) };
    const second = createRouter(contract, { scopes }).controllers({ ...controllers, 'task:run': broken });
    await expect(second.load()).rejects.toMatchObject({
      message: 'The controller of "task:run" could not be loaded.',
      cause: { message: 'syntax' },
    });
  });
});

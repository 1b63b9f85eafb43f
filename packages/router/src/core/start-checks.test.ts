import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract, controllers, scopes } from '../contract.fixture.ts';
import { createRouter, type RouterOptions } from './router.ts';

const start = (options: RouterOptions) => () =>
  createRouter(contract, { scopes, ...options }).controllers(controllers);

describe('a router starts', () => {
  it('where every policy can be kept', () => {
    expect(start({ clientTimeout: 10_000 })).not.toThrow();
    expect(start({})).not.toThrow();
  });

  it.each([
    ['other scopes', { scopes: ['secret'] }],
    ['no scopes', undefined],
  ])('not with a scope that nobody grants: %s are named', (_which, options) => {
    expect(() => createRouter(contract, options).controllers(controllers)).toThrow(
      new TypeError(
        'A policy cannot be kept: "secret:read": nobody grants the scope "secrets": name it in the option `scopes` of createRouter.',
      ),
    );
  });

  it("not with a deadline over the clients' timeout, its own or the router's, and names every event", () => {
    expect(start({ clientTimeout: 30 })).toThrow(
      '"task:run": clients give up after 30 ms, before its deadline of 40 ms',
    );
    expect(start({ clientTimeout: 5_000, deadline: 5_001 })).toThrow(
      '"time:now": clients give up after 5000 ms, before its deadline of 5001 ms; "value:echo"',
    );
    expect(start({ clientTimeout: 5_000, deadline: 5_000 })).not.toThrow();
  });

  it('not with a window in which a call could end unremembered', () => {
    const policy = { idempotent: { window: 500 }, deadline: 501 };
    const clientEventMap = { 'a:b': { summary: 'A', response: z.string(), policy } };
    const short = createRouter({ name: 'short', version: '1.0.0', clientEventMap, serverEventMap: {} });
    expect(() => short.controllers({ 'a:b': () => 'x' })).toThrow(
      '"a:b": its window of 500 ms is over before its deadline of 501 ms',
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 1e12, '5000', null])(
    'not with %s as a duration',
    (ms) => {
      for (const option of ['deadline', 'clientTimeout']) {
        expect(start({ [option]: ms })).toThrow(new RegExp(`^${option} must be a number of milliseconds`));
      }
    },
  );

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 'x', '5', null])(
    'not with %s as a count',
    (count) => {
      for (const option of ['maxBytes', 'queueLimit']) {
        expect(start({ [option]: count })).toThrow(new RegExp(`^${option} must be a whole number`));
        expect(start({ [option]: count })).toThrow(TypeError);
      }
    },
  );

  it('not with packets of 0 bytes, but with lines in which nobody waits', () => {
    expect(start({ maxBytes: 0 })).toThrow('maxBytes must be a whole number, at least 1, not 0.');
    expect(start({ queueLimit: 0 })).not.toThrow();
  });

  it('not with a policy that makes no sense, even if nobody defined the contract properly', () => {
    const clientEventMap = { 'a:b': { summary: 'A', policy: { rate: 'often' as '1/s' } } };
    const odd = createRouter({ name: 'odd', version: '1.0.0', clientEventMap, serverEventMap: {} });
    expect(() => odd.controllers({ 'a:b': () => {} })).toThrow(
      'A policy cannot be kept: "a:b": rate must be like 20/s, 100/m or 1000/h.',
    );
  });
});

import { describe, expectTypeOf, it } from 'vitest';
import { defineContract, defineEvents } from './contract.ts';
import type { Policy, PolicyDefaults, Rate } from './policy.ts';

const parts = { name: 'test', version: '1.0.0', clientEventMap: {}, serverEventMap: {} };

describe('a policy', () => {
  it('takes a rate in a unit that there is, and it is not any', () => {
    expectTypeOf<Policy['rate']>().toEqualTypeOf<Rate | undefined>();
    defineEvents({ 'a:b': { summary: 'A', policy: { rate: '20/s' } } });
    // @ts-expect-error nobody counts calls by the day
    defineEvents({ 'a:b': { summary: 'A', policy: { rate: '20/d' } } });
    // @ts-expect-error so many of what?
    defineEvents({ 'a:b': { summary: 'A', policy: { rate: 20 } } });
  });

  it('takes an order by socket or by key', () => {
    defineEvents({ 'a:b': { summary: 'A', policy: { order: { key: 'room' } } } });
    // @ts-expect-error there is no order by user
    defineEvents({ 'a:b': { summary: 'A', policy: { order: 'user' } } });
    // @ts-expect-error a key is a text
    defineEvents({ 'a:b': { summary: 'A', policy: { order: { key: 7 } } } });
  });

  it('takes a window in milliseconds', () => {
    defineEvents({ 'a:b': { summary: 'A', policy: { idempotent: { window: 5 } } } });
    // @ts-expect-error a window has a length
    defineEvents({ 'a:b': { summary: 'A', policy: { idempotent: {} } } });
  });
});

describe('the defaults of a contract', () => {
  it('are a policy without a scope, which would change the types of every event', () => {
    expectTypeOf<keyof PolicyDefaults>().toEqualTypeOf<Exclude<keyof Policy, 'scope'>>();
    defineContract({ ...parts, defaults: { rate: '100/s', idempotent: true } });
    // @ts-expect-error an event says its own scope
    defineContract({ ...parts, defaults: { scope: 'board' } });
    // @ts-expect-error a misspelt rule
    defineContract({ ...parts, defaults: { rat: '100/s' } });
  });
});

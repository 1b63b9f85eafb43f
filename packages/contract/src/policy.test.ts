import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from './contract.ts';
import type { EventSpec } from './event-map.ts';
import { type Policy, parseRate, type Rate } from './policy.ts';
import { policyProblems } from './policy-problems.ts';

const text = z.string();
const define =
  (policy: object, rest: Partial<EventSpec> = {}, defaults?: Policy) =>
  () =>
    defineContract({
      name: 'test',
      version: '1.0.0',
      clientEventMap: { 'topic:open': { summary: 'Enter', policy, ...rest } },
      serverEventMap: {},
      ...(defaults && { defaults }),
    });

describe('a rate', () => {
  it.each<[Rate, number, number]>([
    ['20/s', 20, 1_000],
    ['100/m', 100, 60_000],
    ['1/h', 1, 3_600_000],
  ])('%s is so many calls in a time', (rate, count, per) => {
    expect(parseRate(rate)).toEqual({ count, per });
  });

  it.each(['0/s', '-1/s', '1.5/s', '1e3/s', '20', '20/d', '/s', ' 1/s', '1/s ', '9999999999/s'])(
    '%j is none, and the error shows one',
    (rate) => {
      expect(() => parseRate(rate as Rate)).toThrow(
        new TypeError(`the rate "${rate}" must look like 20/s, 100/m or 1000/h`),
      );
    },
  );
});

describe('a policy', () => {
  it('takes every rule', () => {
    const policy: Policy = {
      scope: 'board',
      rate: '20/s',
      deadline: 5_000,
      maxBytes: 8_192,
      order: { key: 'room' },
      concurrency: 4,
      idempotent: { window: 1_000 },
      unknownFields: 'refuse',
      http: true,
    };
    expect(define(policy, { payload: text, response: text })).not.toThrow();
  });

  it.each<[object, string]>([
    [{ scop: 'board' }, 'there is no rule "scop"'],
    [{ toString: 1 }, 'there is no rule "toString"'],
    [{ scope: '' }, 'scope must be a text'],
    [{ rate: '20/d' }, 'rate must be like 20/s, 100/m or 1000/h'],
    [{ rate: 20 }, 'rate must be like 20/s, 100/m or 1000/h'],
    [{ deadline: 0 }, 'deadline must be milliseconds, 1-2147483647'],
    [{ deadline: Number.POSITIVE_INFINITY }, 'deadline must be milliseconds'],
    [{ deadline: Number.NaN }, 'deadline must be milliseconds'],
    [{ maxBytes: 1.5 }, 'maxBytes must be a number of bytes'],
    [{ order: 'room' }, "order must be 'socket', 'none' or { key }"],
    [{ order: { key: '' } }, "order must be 'socket', 'none' or { key }"],
    [{ concurrency: 0 }, 'concurrency must be a whole number from 1'],
    [{ idempotent: { window: -1 } }, 'idempotent must be true, false or { window }'],
    [{ deadline: 2 ** 31 }, 'deadline must be milliseconds'],
    [{ idempotent: { window: 1e12 } }, 'idempotent must be true, false or { window }'],
    [{ unknownFields: 'keep' }, "unknownFields must be 'drop' or 'refuse'"],
    [{ unknownFields: true }, "unknownFields must be 'drop' or 'refuse'"],
    [{ http: 'yes' }, 'http must be true or false'],
  ])('%j is refused, and the event named', (policy, problem) => {
    const definition = define(policy, { payload: text, response: text });
    expect(definition).toThrow(TypeError);
    expect(definition).toThrow(`A policy cannot be kept: "topic:open": ${problem}`);
  });

  it('is refused where its event cannot keep it', () => {
    expect(define({ idempotent: true })).toThrow('"topic:open": idempotent needs a response to give again');
    expect(define({ order: { key: 'room' } })).toThrow('"topic:open": order by a key needs a payload');
    expect(define({ idempotent: false, order: 'socket' })).not.toThrow();
  });

  it.each<[string, Partial<EventSpec>]>([
    ['payload', { payload: z.object({ a: text }) }],
    ['payload behind a transform', { payload: z.object({ a: text }).transform(({ a }) => a) }],
    ['response', { response: z.strictObject({ a: z.array(z.object({ b: text })) }) }],
    ['data of an error', { errors: { FULL: z.object({ limit: z.int() }) } }],
  ])('cannot refuse unknown fields where an open object leaves them out: %s', (_where, rest) => {
    expect(define({ unknownFields: 'refuse' }, rest)).toThrow(
      `"topic:open": unknownFields: 'refuse' needs closed objects: write z.strictObject instead of z.object`,
    );
    expect(define({ unknownFields: 'drop' }, rest)).not.toThrow();
  });

  it('is refused with all of its problems, and those of other events, at once', () => {
    const clientEventMap = {
      'a:b': { summary: 'A', policy: { http: 1, concurrency: 0 } as object },
      'c:d': { summary: 'C', policy: { idempotent: true } },
    };
    expect(policyProblems(clientEventMap)).toEqual([
      '"a:b": http must be true or false',
      '"a:b": concurrency must be a whole number from 1',
      '"c:d": idempotent needs a response to give again',
    ]);
  });
});

describe('the defaults of a contract', () => {
  it('hold for every event, rule by rule, unless it says otherwise', () => {
    const clientEventMap = {
      'a:b': { summary: 'A' },
      'c:d': { summary: 'C', policy: { rate: '1/s', order: 'none', scope: 'board' } },
    } as const;
    const parts = { name: 'test', version: '1.0.0', clientEventMap, serverEventMap: {} };
    const defaults = { rate: '9/s', order: 'socket', deadline: 500 } as const;
    const contract = defineContract({ ...parts, defaults });
    const policies = Object.values<EventSpec>(contract.clientEventMap).map(({ policy }) => policy);
    expect(policies).toEqual([
      { rate: '9/s', order: 'socket', deadline: 500 },
      { rate: '1/s', order: 'none', deadline: 500, scope: 'board' },
    ]);
    expect(contract).not.toHaveProperty('defaults');
    expect(clientEventMap['a:b']).toEqual({ summary: 'A' });
  });

  it('are held to the same rules', () => {
    expect(define({}, {}, { idempotent: true })).toThrow('"topic:open": idempotent needs a response');
    expect(define({ idempotent: false }, {}, { idempotent: true })).not.toThrow();
  });
});

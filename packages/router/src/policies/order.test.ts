import { describe, expect, it } from 'vitest';
import { failsWith } from '../core/router.fixture.ts';
import { LazySignal } from '../lib/lazy-signal.ts';
import { Turns } from './line.ts';
import { keyLine, Lines } from './order.ts';
import { type PolicyTest, testPolicy } from './policy.fixture.ts';

const namesOf = ({ jobs }: PolicyTest): string[] => jobs.map(({ name }) => name);

describe("order: 'socket'", () => {
  it('runs the calls of one socket one after the other, as they arrived', async () => {
    const test = testPolicy({ order: 'socket' });
    const replies = ['a', 'b', 'c'].map((name) => test.call({ name }));
    for (const running of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      await test.settled();
      expect(namesOf(test)).toEqual(running);
      test.jobs.at(-1)?.finish();
    }
    expect(await Promise.all(replies)).toEqual(
      ['a', 'b', 'c'].map((name) => ({ ok: true, data: `${name} done` })),
    );
  });

  it('holds between events too', async () => {
    const test = testPolicy({ order: 'socket' });
    void test.call({ name: 'a' });
    void test.call({ name: 'b', event: 'work:also' });
    await test.settled();
    expect(namesOf(test)).toEqual(['a']);
    test.jobs[0]?.finish();
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'b']);
  });

  it('makes no socket wait for another, and no call over HTTP for anybody', async () => {
    const test = testPolicy({ order: 'socket' });
    void test.call({ name: 'a' });
    void test.call({ name: 'b', socketId: 's2' });
    void test.call({ name: 'c', socketId: '' });
    void test.call({ name: 'd', socketId: '' });
    await test.settled();
    expect(namesOf(test).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after a call that failed, was refused, or left', async () => {
    const test = testPolicy({ order: 'socket' });
    const caller = new AbortController();
    const first = test.call({ name: 'a' });
    const second = test.call({ name: 'b', signal: caller.signal });
    const third = test.call({ payload: { name: 7 } });
    const fourth = test.call({ name: 'd' });
    await test.settled();
    caller.abort();
    expect(await second).toMatchObject(failsWith('DISCONNECTED'));
    test.jobs[0]?.finish(Promise.reject(new Error('broken')));
    expect(await first).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
    expect(await third).toMatchObject(failsWith('BAD_REQUEST'));
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'd']);
    test.jobs[1]?.finish();
    expect(await fourth).toMatchObject({ ok: true });
  });

  it('is not held up by a controller that ignores its signal: its place is free at the deadline', async () => {
    const test = testPolicy({ order: 'socket', deadline: 100 });
    const first = test.call({ name: 'a' });
    await test.clock.advance(60);
    const second = test.call({ name: 'b' });
    await test.settled();
    await test.clock.advance(40);
    expect(await first).toMatchObject(failsWith('TIMEOUT'));
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'b']);
    test.jobs[1]?.finish();
    expect(await second).toEqual({ ok: true, data: 'b done' });
  });

  it('counts the wait in the deadline: a call that times out in line never runs, and frees its place', async () => {
    const test = testPolicy({ order: 'socket' }, { queueLimit: 1 });
    const first = test.call({ name: 'a' });
    const second = test.call({ name: 'b', meta: { deadline: 50 } });
    await test.settled();
    expect(await test.call({ name: 'c' })).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
    await test.clock.advance(50);
    expect(await second).toMatchObject(failsWith('TIMEOUT'));
    const fourth = test.call({ name: 'd' });
    await test.settled();
    test.jobs[0]?.finish();
    expect(await first).toMatchObject({ ok: true });
    await test.settled();
    test.jobs[1]?.finish();
    expect(await fourth).toEqual({ ok: true, data: 'd done' });
  });

  it('lets only so many wait: the next one gets SERVICE_UNAVAILABLE and when to come back', async () => {
    const test = testPolicy({ order: 'socket' }, { queueLimit: 2 });
    for (const name of ['a', 'b', 'c']) void test.call({ name });
    expect(await test.call({ name: 'd' })).toMatchObject(
      failsWith('SERVICE_UNAVAILABLE', { retryAfter: 1_000 }),
    );
    expect(namesOf(test)).toEqual(['a']);
  });
});

describe('order: { key }', () => {
  const policy = { order: { key: 'in.room' } } as const;

  it('runs calls with the same value one after the other, from any socket, and others beside them', async () => {
    const test = testPolicy(policy);
    void test.call({ name: 'a', room: 'x' });
    void test.call({ name: 'b', room: 'x', socketId: 's2' });
    void test.call({ name: 'c', room: 'y' });
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'c']);
    test.jobs[0]?.finish();
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'c', 'b']);
  });

  it('puts calls without the field into a line of their own', async () => {
    const test = testPolicy(policy);
    void test.call({ name: 'a' });
    void test.call({ name: 'b' });
    void test.call({ name: 'c', room: 'undefined' });
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'c']);
  });
});

describe('concurrency', () => {
  it('runs that many calls of an event at a time, from all callers together', async () => {
    const test = testPolicy({ concurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd']) void test.call({ name, socketId: name });
    void test.call({ name: 'e', event: 'work:also' });
    await test.settled();
    expect(namesOf(test).sort()).toEqual(['a', 'b', 'e']);
    test.jobs.find(({ name }) => name === 'b')?.finish();
    await test.settled();
    expect(namesOf(test).sort()).toEqual(['a', 'b', 'c', 'e']);
  });

  it('frees the place of a caller who left', async () => {
    const test = testPolicy({ concurrency: 1 });
    const caller = new AbortController();
    const first = test.call({ name: 'a', signal: caller.signal });
    void test.call({ name: 'b' });
    await test.settled();
    caller.abort();
    expect(await first).toMatchObject(failsWith('DISCONNECTED'));
    await test.settled();
    expect(namesOf(test)).toEqual(['a', 'b']);
  });

  it('lets only so many wait', async () => {
    const test = testPolicy({ concurrency: 1 }, { queueLimit: 1 });
    void test.call({ name: 'a' });
    void test.call({ name: 'b' });
    expect(await test.call({ name: 'c' })).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
  });
});

describe('the lines', () => {
  it('are forgotten when they are empty', async () => {
    const lines = new Lines(10);
    const run = async (name: string): Promise<void> => {
      const turns = new Turns(new LazySignal());
      await turns.take(lines.of(name));
      turns.leave();
    };
    const runs = ['a', 'a', 'b'].map(run);
    expect(lines.size).toBe(2);
    await Promise.all(runs);
    expect(lines.size).toBe(0);
  });

  it('are not confused by objects, which may have a toString of their own: all of them share a line', () => {
    const lines = new Lines(10);
    const order = { key: 'in' };
    expect(keyLine(order, lines, { in: { toString: 1 } })).toBe(keyLine(order, lines, { in: {} }));
    expect(keyLine({ key: 'in.toString' }, lines, { in: {} })).toBe(
      keyLine({ key: 'in.toString' }, lines, {}),
    );
  });
});

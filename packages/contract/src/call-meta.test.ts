import { describe, expect, it } from 'vitest';
import { parseCallMeta } from './call-meta.ts';

const LONGEST = 'x'.repeat(128);

describe('parseCallMeta', () => {
  it.each([[undefined], [null], [{}]])('takes %j as no meta', (value) => {
    expect(parseCallMeta(value)).toEqual({ ok: true, value: {} });
  });

  it('reads id, deadline and trace, up to their limits', () => {
    const meta = { id: LONGEST, deadline: 0.5, trace: LONGEST };
    expect(parseCallMeta(meta)).toEqual({ ok: true, value: meta });
  });

  it.each([2 ** 31, 1e12, Number.MAX_VALUE])('cuts a deadline of %d to what a timer can wait', (deadline) => {
    expect(parseCallMeta({ deadline })).toEqual({ ok: true, value: { deadline: 2_147_483_647 } });
  });

  it('drops what it does not know, prototypes included', () => {
    const value: unknown = JSON.parse('{"id":"1","user":"root","__proto__":{"deadline":1}}');
    const parsed = parseCallMeta(value);
    expect(parsed).toEqual({ ok: true, value: { id: '1' } });
    expect(parsed.ok && parsed.value.deadline).toBeUndefined();
  });

  it.each([['text'], [1], [true], [[]], [[{ id: '1' }]]])('refuses %j, which is no object', (value) => {
    expect(parseCallMeta(value)).toEqual({
      ok: false,
      issues: [{ path: ['meta'], message: 'must be an object or null' }],
    });
  });

  it.each([
    ['id', ''],
    ['id', `${LONGEST}x`],
    ['id', 1],
    ['id', null],
    ['trace', ''],
    ['trace', `${LONGEST}x`],
    ['trace', {}],
    ['deadline', 0],
    ['deadline', -1],
    ['deadline', '100'],
    ['deadline', null],
    ['deadline', Number.NaN],
    ['deadline', Number.POSITIVE_INFINITY],
  ])('refuses %s: %j and says where', (key, value) => {
    expect(parseCallMeta({ [key]: value })).toMatchObject({ ok: false, issues: [{ path: ['meta', key] }] });
  });

  it('names every key that does not fit', () => {
    const parsed = parseCallMeta({ id: 1, deadline: 0, trace: 2 });
    const paths = parsed.ok ? [] : parsed.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['meta.id', 'meta.deadline', 'meta.trace']);
  });
});

import { describe, expect, it } from 'vitest';
import { FLAVOURS } from './flavour.ts';

describe('socket.io', () => {
  const { call, read } = FLAVOURS['socket.io'];

  it('calls with an ack', () => {
    expect(call(7, 'order:place', '{"id":"a"}')).toBe('427["order:place",{"id":"a"}]');
  });

  it('joins its namespace, and stays alive', () => {
    expect(read('0{"sid":"x"}')).toEqual({ kind: 'answer', text: '40' });
    expect(read('40{"sid":"x"}')).toEqual({ kind: 'ready' });
    expect(read('2')).toEqual({ kind: 'answer', text: '3' });
  });

  it('knows replies with and without an envelope', () => {
    expect(read('4312[{"id":"a"}]')).toEqual({ kind: 'reply', n: 12, data: { id: 'a' } });
    expect(read('4312[{"ok":true,"data":{"id":"a"}}]')).toEqual({ kind: 'reply', n: 12, data: { id: 'a' } });
  });

  it('takes a refusal for no data', () => {
    const reply = { ok: false, error: { code: 'RATE_LIMITED' } };
    expect(read(`431[${JSON.stringify(reply)}]`)).toEqual({ kind: 'reply', n: 1, data: reply });
  });

  it('knows events, and that it has to go', () => {
    expect(read('42["order:placed",{"id":"a"}]')).toEqual({
      kind: 'event',
      event: 'order:placed',
      payload: { id: 'a' },
    });
    expect(read('41')).toMatchObject({ kind: 'refused' });
    expect(read('44{"message":"no"}')).toMatchObject({ kind: 'refused' });
  });

  it('does not pass over what it does not know', () => {
    expect(() => read('b1234')).toThrow('b1234');
  });
});

describe('raw-ws', () => {
  const { call, read } = FLAVOURS['raw-ws'];

  it('is JSON both ways', () => {
    expect(JSON.parse(call(7, 'order:place', '{"id":"a"}'))).toEqual({
      n: 7,
      event: 'order:place',
      payload: { id: 'a' },
    });
    expect(read('{"n":7,"data":{"id":"a"}}')).toEqual({ kind: 'reply', n: 7, data: { id: 'a' } });
    expect(read('{"event":"e","payload":1}')).toEqual({ kind: 'event', event: 'e', payload: 1 });
    expect(() => read('{}')).toThrow('{}');
  });
});

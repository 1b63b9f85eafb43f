import { describe, expect, it } from 'vitest';
import { createRawConnection, type RawOptions } from './raw-connection.ts';

const open = (options: RawOptions = {}) =>
  createRawConnection('http://localhost', { ...options, autoConnect: false });

describe('what nobody can send is refused at once, connected or not', () => {
  it.each([undefined, null, 5, {}])('a name that is no text: %j', (name) => {
    const raw = open();
    const error = new TypeError(`The name of an event is a text, not ${String(name)}.`);
    expect(() => raw.emit(name as never)).toThrow(error);
    expect(() => raw.emitWithAck(name as never)).toThrow(error);
  });

  it.each(['text', {}, null, 5])('arguments that are no list: %j', (args) => {
    const raw = open();
    const error = new TypeError('The arguments of an event are a list: put a single one into [ ].');
    expect(() => raw.emit('echo', args as never)).toThrow(error);
    expect(() => raw.emitWithAck('echo', args as never)).toThrow(error);
  });

  it('an auth that cannot be encoded, when it is made and when it is set', () => {
    const auth = { token: 1n };
    const error = new TypeError('This auth cannot be sent: TypeError: JSON has no BigInt.');
    expect(() => open({ auth })).toThrow(error);
    expect(() => open().setAuth(auth)).toThrow(error);
  });
});

import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { checkHandshake } from './handshake.ts';

const ours = { name: 'chat', version: '1.4.0' };

const refused = (message: string): EventError => new EventError('BAD_REQUEST', { message });

describe('the auth of a handshake', () => {
  it.each([
    [{}, {}],
    [{ token: 't', wire: 1 }, { wire: 1 }],
    [{ contract: { name: 'chat', version: '1.0.0' } }, { contract: { name: 'chat', version: '1.0.0' } }],
    [
      { contract: { name: 'chat', version: '1.9.3', more: 1 }, wire: 2, more: 1 },
      { contract: { name: 'chat', version: '1.9.3' }, wire: 2 },
    ],
  ])('is read, and what is unknown left out: %o', (auth, handshake) => {
    expect(checkHandshake(auth, ours)).toEqual(handshake);
  });

  it.each([['1'], [0], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY], [null], [{}], [true]])(
    'has no wire version where that is %o',
    (wire) => {
      expect(checkHandshake({ wire }, ours)).toEqual({});
    },
  );

  it.each([
    [{ name: 'chat', version: '2.0.0' }, 'This server speaks the contract chat 1.4.0, not chat 2.0.0.'],
    [{ name: 'chess', version: '1.4.0' }, 'This server speaks the contract chat 1.4.0, not chess 1.4.0.'],
    [{ name: 'chat', version: '' }, 'This server speaks the contract chat 1.4.0, not chat .'],
    [{ name: 'chat', version: '10.4.0' }, 'This server speaks the contract chat 1.4.0, not chat 10.4.0.'],
  ])('is refused where it names another contract: %o', (contract, message) => {
    expect(() => checkHandshake({ contract }, ours)).toThrow(refused(message));
  });

  it.each([
    [undefined],
    [null],
    ['auth'],
    [[]],
    [{ contract: 'chat' }],
    [{ contract: null }],
    [{ contract: [] }],
    [{ contract: { name: 'chat' } }],
    [{ contract: { name: 1, version: '1.0.0' } }],
    [{ contract: { name: 'chat', version: 'x'.repeat(65) } }],
  ])('is refused where it does not fit: %o', (auth) => {
    expect(() => checkHandshake(auth, ours)).toThrow(refused('The handshake auth does not fit.'));
  });
});

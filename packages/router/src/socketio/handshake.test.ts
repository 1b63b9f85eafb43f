import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { checkHandshake } from './handshake.ts';

const ours = { name: 'notes', version: '1.4.0' };

const refused = (message: string): EventError => new EventError('BAD_REQUEST', { message });

describe('the auth of a handshake', () => {
  it.each([
    [{}, {}],
    [{ token: 't', wire: 1 }, { wire: 1 }],
    [{ contract: { name: 'notes', version: '1.0.0' } }, { contract: { name: 'notes', version: '1.0.0' } }],
    [
      { contract: { name: 'notes', version: '1.9.3', more: 1 }, wire: 2, more: 1 },
      { contract: { name: 'notes', version: '1.9.3' }, wire: 2 },
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
    [{ name: 'notes', version: '2.0.0' }, 'This server speaks the contract notes 1.4.0, not notes 2.0.0.'],
    [{ name: 'chess', version: '1.4.0' }, 'This server speaks the contract notes 1.4.0, not chess 1.4.0.'],
    [{ name: 'notes', version: '' }, 'This server speaks the contract notes 1.4.0, not notes .'],
    [{ name: 'notes', version: '10.4.0' }, 'This server speaks the contract notes 1.4.0, not notes 10.4.0.'],
  ])('is refused where it names another contract: %o', (contract, message) => {
    expect(() => checkHandshake({ contract }, ours)).toThrow(refused(message));
  });

  it.each([
    [undefined],
    [null],
    ['auth'],
    [[]],
    [{ contract: 'notes' }],
    [{ contract: null }],
    [{ contract: [] }],
    [{ contract: { name: 'notes' } }],
    [{ contract: { name: 1, version: '1.0.0' } }],
    [{ contract: { name: 'notes', version: 'x'.repeat(65) } }],
  ])('is refused where it does not fit: %o', (auth) => {
    expect(() => checkHandshake(auth, ours)).toThrow(refused('The handshake auth does not fit.'));
  });
});

import { expect, it } from 'vitest';
import { failure, startApp } from '../app.fixture.ts';
import { nameKey } from './session-keys.ts';

it.each([
  ['Alice', 'aLICE'],
  ['Alice', 'Ａｌｉｃｅ'],
  ['José', 'JOSE\u0301'],
  ['Straße', 'STRASSE'],
  ['Straße', 'STRAẞE'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ['ΟΔΥΣΣΕΥΣ', 'Οδυσσευς'],
  ['Дмитрий', 'ДМИТРИЙ'],
  ['Ծովինար', 'ԾՈՎԻՆԱՐ'],
  ['Ꮳꮃꭹ', 'ꮳꮃꭹ'],
  ['한', '\u1112\u1161\u11ab'],
  ['ガ', 'ｶﾞ'],
  ['ﬁona', 'FIONA'],
  ['ﬃ', 'FFI'],
  ['ŉa', 'ʼNA'],
  ['Işık', 'IŞIK'],
  ['Al\u200bice', 'Alice'],
  ['❤️', '❤'],
  ['Ann Lee', ' Ann\u00a0 Lee '],
  ['ᾳ', 'ΑΙ'],
])('%s and %s are the same name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
  expect(nameKey(nameKey(one))).toBe(nameKey(one));
});

it.each([
  ['Alice', 'Alicia'],
  ['Jose', 'José'],
  ['김', '긴'],
  ['محمد', 'محمود'],
  ['の', 'ノ'],
  ['AnnLee', 'Ann Lee'],
  // Letters of other scripts that look like Latin ones are other letters.
  ['Alice', 'Аlice'],
])('%s and %s are different names', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

it('gives a name to one user at a time, however it is written', async () => {
  await using app = await startApp();
  await app.login('Straße');
  const socket = await app.connect();
  for (const name of ['STRASSE', 'straße', 'Stra\u200bße', 'Ｓtrasse'])
    expect(await socket.emitWithAck('user:enter', { name })).toEqual(failure('TAKEN'));
  expect(await socket.emitWithAck('user:enter', { name: 'Strasen' })).toMatchObject({ ok: true });
});

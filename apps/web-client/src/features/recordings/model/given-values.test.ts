import { expect, it } from 'vitest';
import { called, heard, recordingOf } from '../../../recordings/recording.fixture.ts';
import { findGivenValues, readGivenValue } from './given-values.ts';

const ID = '0bd38a42-afce-4387-9891-555d8ba892f1';

it('finds a text that a reply gave and a later payload repeats', () => {
  const { all, uses } = findGivenValues(
    recordingOf([
      ...called('a1', 'thing:make', null, { ok: true, data: { room: 'made-7' } }),
      ...called('b1', 'thing:use', { in: { room: 'made-7' } }, { ok: true }),
    ]),
  );
  expect(all).toEqual([{ value: 'made-7', source: { index: 1, path: ['data', 'room'] } }]);
  expect(uses.get(2)).toEqual([{ path: ['in', 'room'], variable: all[0] }]);
});

it('takes a whole object, not its parts', () => {
  const { all } = findGivenValues(
    recordingOf([
      heard('a', 'thing:made', { owner: { id: ID, name: 'Somebody' } }),
      ...called('a1', 'thing:give', { to: { name: 'Somebody', id: ID } }, { ok: true }),
    ]),
  );
  expect(all.map(({ source }) => source)).toEqual([{ index: 0, path: ['owner'] }]);
});

it('leaves alone what a client had sent before the server repeated it', () => {
  const { all } = findGivenValues(
    recordingOf([
      ...called('a1', 'room:join', { room: 'general' }, { ok: true, data: { room: 'general' } }),
      ...called('b1', 'room:join', { room: 'general' }, { ok: true, data: { room: 'general' } }),
    ]),
  );
  expect(all).toEqual([]);
});

it('leaves alone short texts, numbers, the words of errors, and what merely stands in a list', () => {
  const { all } = findGivenValues(
    recordingOf([
      ...called('a1', 'thing:list', null, {
        ok: true,
        data: { short: 'short', number: 1234567, rooms: [{ name: 'general' }] },
      }),
      ...called('a2', 'thing:fail', null, { ok: false, error: { code: 'BAD_REQUEST', message: 'not so' } }),
      ...called('a3', 'thing:use', ['short', 1234567, 'general', 'not so', 'BAD_REQUEST'], { ok: true }),
    ]),
  );
  expect(all).toEqual([]);
});

it('takes an id out of a list, and reads it from its place in the new list unless the old one is still there', () => {
  const { all } = findGivenValues(
    recordingOf([
      ...called('a1', 'thing:list', null, { ok: true, data: { things: [{ id: ID }] } }),
      ...called('a2', 'thing:use', { id: ID }, { ok: true }),
    ]),
  );
  const [variable] = all;
  expect(variable?.source.path).toEqual(['data', 'things', 0, 'id']);
  if (!variable) return;
  expect(readGivenValue(variable, { ok: true, data: { things: [{ id: 'new' }] } })).toBe('new');
  expect(readGivenValue(variable, { ok: true, data: { things: [{ id: 'new' }, { id: ID }] } })).toBe(ID);
  expect(readGivenValue(variable, { ok: false })).toBeUndefined();
});

it('prefers a reply to the event that came before it', () => {
  const { all } = findGivenValues(
    recordingOf([
      heard('a', 'thing:made', { id: ID }),
      ...called('a1', 'thing:make', null, { ok: true, data: { id: ID } }),
      ...called('a2', 'thing:use', { id: ID }, { ok: true }),
    ]),
  );
  expect(all.map(({ source }) => source.index)).toEqual([2]);
});

it('takes a secret number and its text for one secret, asked for or given', () => {
  const { all, uses, askedSecrets } = findGivenValues(
    recordingOf([
      ...called('a1', 'unlock', { pin: { $secret: -1 }, again: { $secret: 1 } }, { ok: true }),
      ...called('a2', 'login', null, { ok: true, data: { code: { $secret: 2 } } }),
      ...called('a3', 'confirm', { code: { $secret: -2 } }, { ok: true }),
    ]),
  );
  expect([...askedSecrets]).toEqual([[1, 'pin of unlock']]);
  expect(uses.get(4)).toEqual([{ path: ['code'], variable: all[0] }]);
});

it('asks for secrets that no server gave, and takes the others from where they came', () => {
  const { all, askedSecrets } = findGivenValues(
    recordingOf([
      ...called('a1', 'login', { password: { $secret: 1 } }, { ok: true, data: { token: { $secret: 2 } } }),
      ...called('a2', 'renew', { token: { $secret: 2 } }, { ok: true }),
    ]),
  );
  expect([...askedSecrets]).toEqual([[1, 'password of login']]);
  expect(all).toEqual([{ value: { $secret: 2 }, source: { index: 1, path: ['data', 'token'] } }]);
});

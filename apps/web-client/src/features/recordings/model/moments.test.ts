import { expect, it } from 'vitest';
import {
  answeredAfter,
  askedRaw,
  called,
  heard,
  heardRaw,
  rawCalled,
  rawRecordingOf,
  recordingOf,
} from '../../../recordings/recording.fixture.ts';
import { carriedBy, connectedFirst, isSentMoment, momentsOf } from './moments.ts';

it('closes and opens connections as their users did, and leaves alone those that broke', () => {
  const recording = recordingOf([
    { kind: 'state', client: 'b', status: 'connecting' },
    { kind: 'state', client: 'b', status: 'connected' },
    { kind: 'state', client: 'a', status: 'reconnecting' },
    { kind: 'state', client: 'a', status: 'connected' },
    { kind: 'state', client: 'a', status: 'disconnected' },
    ...called('a1', 'x', null, { ok: true }),
    { kind: 'state', client: 'a', status: 'connecting' },
    { kind: 'state', client: 'a', status: 'connected' },
  ]);
  const moments = momentsOf(recording);
  expect(connectedFirst(recording, moments)).toEqual(['a']);
  const repeated = moments.filter(({ kind }) => kind !== 'state');
  expect(repeated.map(({ kind, entry }) => `${entry.clientId} ${kind}`)).toEqual([
    'b connect',
    'a disconnect',
    'a call',
    'a reply',
    'a connect',
  ]);
});

it('has the answer of the user before a reply of the same moment, which may wait for it', () => {
  const order = rawCalled(0, 'order', [], { by: 'server', args: [], outcome: 'answered' });
  const asked = [answeredAfter(1, order), answeredAfter(1, askedRaw(1, 'sure?', [], ['yes']))];
  const moments = momentsOf(rawRecordingOf(asked));
  expect(moments.map(({ kind }) => kind)).toEqual(['call', 'event', 'answer', 'reply']);
});

it('puts a reply after what came before it, and none after a call without one', () => {
  const [call, reply] = called('a1', 'x', null, { ok: true });
  const unanswered = { kind: 'call', client: 'b', call: 1, event: 'y', payload: null } as const;
  const told = [call, heard('b', 'z', 1), unanswered, reply].filter((one) => one !== undefined);
  expect(momentsOf(recordingOf(told)).map(({ kind, entry }) => `${entry.clientId} ${kind}`)).toEqual([
    'a call',
    'b event',
    'b call',
    'a reply',
  ]);
});

it('has what the user answered to an event as something that was sent, in its place', () => {
  const order = rawCalled(0, 'order', ['tea'], { by: 'server', args: ['made'], outcome: 'answered' });
  const recording = rawRecordingOf([
    answeredAfter(3, order),
    answeredAfter(2, askedRaw(1, 'sure?', [], ['yes', 2])),
    heardRaw(2, 'news', 1),
    askedRaw(3, 'sure?', []),
  ]);
  const moments = momentsOf(recording);
  expect(moments.map(({ kind }) => kind)).toEqual(['call', 'event', 'event', 'answer', 'event', 'reply']);
  expect(moments.filter(isSentMoment).map(carriedBy)).toEqual(['tea', ['yes', 2]]);
});

import { ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { called, failed, heard, recordingOf } from './recording.fixture.ts';
import { toScript } from './script.ts';

it('makes one call of the attempts of a call, settled by the last reply', () => {
  const failure = failed('TIMEOUT');
  const { calls, steps } = toScript(
    recordingOf([
      { kind: 'call', client: 'a', call: 1, event: 'x', payload: null, id: 'one', attempt: 1 },
      { kind: 'reply', client: 'a', call: 1, reply: failure, latency: 1 },
      { kind: 'call', client: 'a', call: 2, event: 'x', payload: null, id: 'one', attempt: 2 },
      { kind: 'reply', client: 'a', call: 2, reply: ok(undefined), latency: 1 },
    ]),
  );
  expect(calls.map(({ settled }) => settled?.answer.reply?.ok)).toEqual([true]);
  expect(steps.map(({ kind }) => kind)).toEqual(['call', 'reply']);
});

it('counts the events of a client by name', () => {
  const { steps } = toScript(recordingOf([heard('a', 'x', 1), heard('b', 'x', 1), heard('a', 'x', 2)]));
  expect(steps.map((step) => step.kind === 'event' && step.nth)).toEqual([1, 1, 2]);
});

it('closes and opens connections as their users did, and leaves alone those that broke', () => {
  const { steps, connected } = toScript(
    recordingOf([
      { kind: 'state', client: 'b', status: 'connecting' },
      { kind: 'state', client: 'b', status: 'connected' },
      { kind: 'state', client: 'a', status: 'reconnecting' },
      { kind: 'state', client: 'a', status: 'connected' },
      { kind: 'state', client: 'a', status: 'disconnected' },
      ...called('a1', 'x', null, { ok: true }),
      { kind: 'state', client: 'a', status: 'connecting' },
      { kind: 'state', client: 'a', status: 'connected' },
    ]),
  );
  expect(connected).toEqual(['a']);
  expect(steps.map(({ kind }) => kind)).toEqual(['connect', 'disconnect', 'call', 'reply', 'connect']);
});

it('knows a call that had no reply', () => {
  const { calls } = toScript(
    recordingOf([{ kind: 'call', client: 'a', call: 1, event: 'x', payload: null }]),
  );
  expect(calls).toHaveLength(1);
  expect(calls[0]?.settled).toBeUndefined();
});

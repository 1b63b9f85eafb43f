import type { ConnectionState } from '@switchboard/client';
import { expect, it } from 'vitest';
import { describeAttempt } from './describe-attempt.ts';

const problem = { message: 'xhr poll error', explanation: 'Nothing listens there.' };

function tell(...states: ConnectionState[]): string[] {
  return states.map((state, index) => describeAttempt(state, states[index - 1]).title);
}

it('tells a first connection that fails, then works, then is upgraded', () => {
  expect(
    tell(
      { status: 'connecting', since: 0, attempt: 1 },
      { status: 'connecting', since: 0, attempt: 1, problem },
      { status: 'connecting', since: 0, attempt: 2, problem },
      { status: 'connected', since: 1, socketId: 's1', transport: 'polling' },
      { status: 'connected', since: 2, socketId: 's1', transport: 'websocket' },
    ),
  ).toEqual([
    'Attempt 1',
    'Attempt 1 failed',
    'Attempt 2',
    'Connected by polling as s1',
    'Upgraded to websocket',
  ]);
});

it('tells a connection that is lost, tried again, and refused', () => {
  expect(
    tell(
      { status: 'connected', since: 1, socketId: 's1', transport: 'websocket' },
      { status: 'reconnecting', since: 2, attempt: 0, problem },
      { status: 'reconnecting', since: 2, attempt: 1, problem },
      { status: 'reconnecting', since: 2, attempt: 1, problem },
      { status: 'refused', since: 3, problem },
    ),
  ).toEqual(['Connected by websocket as s1', 'Connection lost', 'Attempt 1', 'Attempt 1 failed', 'Refused']);
});

it('explains a failure, and a try that has not failed yet not at all', () => {
  const before: ConnectionState = { status: 'reconnecting', since: 2, attempt: 1, problem };
  expect(describeAttempt(before, before).problem).toEqual(problem);
  expect(describeAttempt({ ...before, attempt: 2 }, before).problem).toBeUndefined();
});

import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import { expect, it } from 'vitest';
import { describeAttempt, describeStep } from './history-list.tsx';

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

it('says where the server restored the session', () => {
  const state = { status: 'connected', since: 1, socketId: 's1', transport: 'websocket' } as const;
  expect(tell({ ...state, recovered: true })).toEqual(['Connected by websocket as s1, session recovered']);
});

it('explains a failure, and a try that has not failed yet not at all', () => {
  const before: ConnectionState = { status: 'reconnecting', since: 2, attempt: 1, problem };
  expect(describeAttempt(before, before).explanation).toBe(problem.explanation);
  expect(describeAttempt({ ...before, attempt: 2 }, before).explanation).toBeUndefined();
});

it('tells the steps that no state tells', () => {
  const steps: ConnectionStep[] = [
    { kind: 'opening', at: 0, transport: 'polling' },
    {
      kind: 'handshake',
      at: 1,
      transport: 'polling',
      pingInterval: 25_000,
      pingTimeout: 20_000,
      upgrades: ['websocket'],
    },
    { kind: 'upgrading', at: 2, transport: 'websocket' },
    { kind: 'upgraded', at: 3, transport: 'websocket' },
    { kind: 'upgrade-failed', at: 3, transport: 'websocket', reason: 'probe error' },
    { kind: 'heartbeat', at: 4 },
    { kind: 'waiting', at: 5_000, until: 6_250 },
  ];
  expect(steps.map((step) => describeStep(step)?.title)).toEqual([
    undefined,
    'Handshake by polling',
    'The probe of websocket was answered',
    undefined,
    'Upgrade to websocket failed',
    undefined,
    'Next attempt in 1.3 s',
  ]);
});

it.each([
  ['probe error: TransportError: websocket error', true],
  ['probe error: transport closed', true],
  ['probe error: socket closed', false],
])('blames a proxy for an upgrade only where its transport failed: %s', (reason, isBlamed) => {
  const step = describeStep({ kind: 'upgrade-failed', at: 0, transport: 'websocket', reason });
  expect(step?.explanation?.includes('A proxy may stop WebSockets.')).toBe(isBlamed);
});

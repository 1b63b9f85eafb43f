import { expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectionState } from './connection-state.ts';
import { ConnectionTracker } from './connection-tracker.ts';

it('reports a state only where it differs from the one before', () => {
  vi.useFakeTimers({ now: 1 });
  onTestFinished(() => void vi.useRealTimers());
  const tracker = new ConnectionTracker();
  const states: ConnectionState[] = [];
  tracker.onState((state) => states.push(state));
  const problem = (message: string) => ({
    message,
    explanation: 'Wait.',
    error: { code: 'X', message, data: undefined },
  });
  const connection = { since: 1, socketId: 'a', transport: 'polling' };
  for (let time = 0; time < 2; time++) tracker.connecting();
  for (let time = 0; time < 2; time++) tracker.failed(problem('lost'), true);
  tracker.failed(problem('lost again'), true);
  for (let time = 0; time < 2; time++) tracker.connected({ ...connection });
  for (let time = 0; time < 2; time++) tracker.connected({ ...connection, transport: 'websocket' });
  for (let time = 0; time < 2; time++) tracker.failed(problem('refused'), false);
  for (let time = 0; time < 2; time++) tracker.disconnected();
  const start = { status: 'connecting', since: 1, attempt: 1 };
  expect(states).toEqual([
    start,
    { ...start, problem: problem('lost') },
    { ...start, problem: problem('lost again') },
    { status: 'connected', ...connection },
    { status: 'connected', ...connection, transport: 'websocket' },
    { status: 'refused', since: 1, problem: problem('refused') },
    { status: 'disconnected', since: 1 },
  ]);
});

import { EventError, toEventError } from '@switchboard/contract';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { watchDoor } from './watch-door.ts';

it('counts and logs who was refused, and logs what is the fault of the server, with its cause', () => {
  const lines: string[] = [];
  const refused: string[] = [];
  const metrics = { onRefused: (reason: string) => void refused.push(reason), onCut: () => undefined };
  const { onHookFailed } = watchDoor(pino({}, { write: (line) => void lines.push(line) }), metrics);
  onHookFailed({ hook: 'admit', socketId: 's1', error: new EventError('UNAUTHORIZED') });
  onHookFailed({ hook: 'onConnect', socketId: 's2', error: toEventError(new Error('no database')) });
  onHookFailed({ hook: 'admit', socketId: 's3', error: new EventError('TIMEOUT') });
  expect(refused).toEqual(['unauthorized', 'timeout']);
  const refusal = { level: 30, msg: 'A connection was refused' };
  const fault = { level: 50, msg: 'A connection hook failed' };
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { ...refusal, reason: 'unauthorized' },
    { ...fault, hook: 'onConnect', socketId: 's2', err: { message: 'no database' } },
    { ...refusal, reason: 'timeout' },
    { ...fault, hook: 'admit', socketId: 's3', err: { message: 'No reply within the deadline.' } },
  ]);
});

import { EventError, toEventError } from '@switchboard/contract';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { logHookFailures } from './log-hook-failures.ts';

it('logs what is the fault of the server, with its cause, and no refusal', () => {
  const lines: string[] = [];
  const log = logHookFailures(pino({}, { write: (line) => void lines.push(line) }));
  log({ hook: 'admit', socketId: 's1', error: new EventError('UNAUTHORIZED') });
  log({ hook: 'onConnect', socketId: 's2', error: toEventError(new Error('no database')) });
  log({ hook: 'admit', socketId: 's3', error: new EventError('TIMEOUT') });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 50, hook: 'onConnect', socketId: 's2', err: { message: 'no database' } },
    { level: 50, hook: 'admit', socketId: 's3', err: { message: 'No reply within the deadline.' } },
  ]);
});

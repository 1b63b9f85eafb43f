import type { IncomingMessage } from 'node:http';
import { EventError, toEventError } from '@switchboard/contract';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { watchDoor } from './watch-door.ts';

const blockOf = () => '192.0.2.1';

it('counts and logs who was refused, and logs what is the fault of the server, with its cause', () => {
  const lines: string[] = [];
  const refused: string[] = [];
  const metrics = { onRefused: (reason: string) => void refused.push(reason), onCut: () => undefined };
  const { onHookFailed } = watchDoor(pino({}, { write: (line) => void lines.push(line) }), metrics, blockOf);
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

it('counts each connection that is cut or refused, and logs ten a second of each reason', async () => {
  const lines: string[] = [];
  const counts: Record<string, number> = {};
  const count = (reason: string): void => {
    counts[reason] = (counts[reason] ?? 0) + 1;
  };
  const metrics = { onRefused: count, onCut: count };
  const watch = watchDoor(pino({}, { write: (line) => void lines.push(line) }), metrics, blockOf);
  const request = { headers: { origin: 'https://evil.example' } } as IncomingMessage;
  const error = toEventError(new Error('no database'));
  for (let i = 0; i < 1_000; i++) {
    watch.onCut('flood', { address: '192.0.2.1', transport: 'websocket' });
    watch.onForeignOrigin(request);
    watch.onHookFailed({ hook: 'admit', socketId: 's1', error: new EventError('UNAUTHORIZED') });
    watch.onHookFailed({ hook: 'onConnect', socketId: 's1', error });
  }
  expect(counts).toEqual({ flood: 1_000, foreign_origin: 1_000, unauthorized: 1_000 });
  expect(lines).toHaveLength(40);
  await expect.poll(() => lines.length).toBe(44);
});

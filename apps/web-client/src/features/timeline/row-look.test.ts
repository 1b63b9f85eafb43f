import { expect, it } from 'vitest';
import type { StateEntry } from '../../lib/entry.ts';
import { formatDelta, rowLook } from './row-look.ts';

it.each([
  [0, '+0'],
  [7, '+7 ms'],
  [999, '+999 ms'],
  [1_250, '+1.3 s'],
  [59_940, '+59.9 s'],
  [60_000, '+1 min'],
  [7_300_000, '+121 min'],
  [-40, '−40 ms'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(formatDelta(milliseconds)).toBe(text);
});

it('says of a connection what came before in the same row', () => {
  const problem = { kind: 'network', message: 'lost', explanation: 'The network is away.' } as never;
  const state = (at: number, change: StateEntry['state']): StateEntry => ({
    kind: 'state',
    id: at,
    at,
    clientId: 'a',
    state: change,
  });
  const earlier = [
    state(0, { status: 'disconnected', since: 0 }),
    ...[1_000, 2_000, 3_000].map((at, attempt) =>
      state(at, { status: 'reconnecting', since: at, attempt, problem }),
    ),
  ];
  const entry = state(12_400, { status: 'connected', since: 12_400, socketId: 'id', transport: 'websocket' });
  expect(rowLook({ kind: 'entry', key: '12400', entry, earlier })).toMatchObject({
    title: 'connected',
    text: 'after disconnected, reconnecting ×3 (12.4 s); websocket, id',
  });
  expect(rowLook({ kind: 'entry', key: '12400', entry })).toMatchObject({ text: 'websocket, id' });
});

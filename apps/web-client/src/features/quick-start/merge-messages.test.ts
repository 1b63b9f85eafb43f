import type { Message } from '@switchboard/events';
import { expect, it } from 'vitest';
import { mergeMessages } from './merge-messages.ts';

const message = (seq: number): Message => ({
  id: `m${seq}`,
  room: 'general',
  seq,
  author: { id: 'u1', name: 'Alice' },
  text: `text ${seq}`,
  sentAt: '2026-01-01T12:00:00.000Z',
});

it('shows each message once and in order, however recent, missed and live ones overlap', () => {
  const merged = mergeMessages([message(1), message(4)], [message(4), message(3), message(2)]);
  expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

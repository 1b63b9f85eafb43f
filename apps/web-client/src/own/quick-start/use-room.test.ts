import type { Message } from '@switchboard/events';
import { expect, it } from 'vitest';
import { MAX_MESSAGES, mergeMessages } from './use-room.ts';

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

it('keeps the latest of a busy room alone', () => {
  const all = Array.from({ length: MAX_MESSAGES + 3 }, (_, index) => message(index + 1));
  expect(mergeMessages(all.slice(0, MAX_MESSAGES), all.slice(MAX_MESSAGES)).map(({ seq }) => seq)).toEqual(
    all.slice(3).map(({ seq }) => seq),
  );
});

import { expect, it } from 'vitest';
import { RoomName } from './room-name.ts';

it.each(['a', '7', 'general', 'a-b-', 'x'.repeat(32)])('takes %j', (name) => {
  expect(RoomName.parse(name)).toBe(name);
});

it.each(['', '-a', 'General', 'a b', 'a\n', 'é', 'a:b', 'x'.repeat(33), 1, null])('refuses %j', (name) => {
  expect(RoomName.safeParse(name).success).toBe(false);
});
